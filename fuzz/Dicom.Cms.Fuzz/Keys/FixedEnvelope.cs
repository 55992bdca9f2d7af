using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// Envelopes under one content-encryption key and nonce, so that a mutated plaintext reaches what reads it. RFC 5652 6.1, RFC 5083 2.1.
/// Never to be done elsewhere: the nonce repeats.
/// </summary>
internal sealed class FixedEnvelope(X509Certificate2 certificate)
{
    private static readonly byte[] s_nonce = new byte[12], s_iv = new byte[16];

    private readonly byte[] _serialNumber = certificate.SerialNumberBytes.ToArray();

    public static byte[] ContentKey { get; } = [.. "the content-encryption key ofall"u8];

    /// <summary>AES-256-GCM in AuthEnvelopedData.</summary>
    public byte[] Authenticated(ReadOnlySpan<byte> plaintext)
    {
        byte[] ciphertext = new byte[plaintext.Length], tag = new byte[16];
        using AesGcm gcm = new(ContentKey, tag.Length);
        gcm.Encrypt(s_nonce, plaintext, ciphertext, tag);
        return Write("1.2.840.113549.1.9.16.1.23", "2.16.840.1.101.3.4.1.46", ciphertext, tag);
    }

    /// <summary>AES-256-CBC in EnvelopedData.</summary>
    public byte[] Unauthenticated(ReadOnlySpan<byte> plaintext)
    {
        using Aes aes = Aes.Create();
        aes.Key = ContentKey;
        return Write("1.2.840.113549.1.7.3", "2.16.840.1.101.3.4.1.42", aes.EncryptCbc(plaintext, s_iv), []);
    }

    private byte[] Write(string contentType, string algorithm, byte[] ciphertext, byte[] tag)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(contentType);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                using (writer.PushSetOf()) WriteRecipientInfo(writer);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                    WriteAlgorithm(writer, algorithm, isGcm: tag.Length > 0);
                    writer.WriteOctetString(ciphertext, new Asn1Tag(TagClass.ContextSpecific, 0));
                }

                if (tag.Length > 0) writer.WriteOctetString(tag);
            }
        }

        return writer.Encode();
    }

    private void WriteRecipientInfo(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteInteger(_serialNumber);
            }

            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                writer.WriteNull();
            }

            writer.WriteOctetString(new byte[256]);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string algorithm, bool isGcm)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            if (!isGcm)
            {
                writer.WriteOctetString(s_iv);
                return;
            }

            using (writer.PushSequence())
            {
                writer.WriteOctetString(s_nonce);
                writer.WriteInteger(16);
            }
        }
    }
}
