using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>AES in Galois/Counter Mode. RFC 5084 3.2.</summary>
// GCMParameters ::= SEQUENCE {
//   aes-nonce        OCTET STRING, -- recommended size is 12 octets
//   aes-ICVlen       AES-GCM-ICVlen DEFAULT 12 }
internal sealed class GcmContentEncryption(string name, string oid, int keyLength)
    : ContentEncryptionAlgorithm(name, oid, keyLength)
{
    /// <summary>RFC 5084 3.2: the length of the tag where aes-ICVlen is absent.</summary>
    public const int DefaultTagLength = 12;

    public const int MinTagLength = 12;

    public const int MaxTagLength = 16;

    private const int NonceLength = 12;

    private readonly AlgorithmIdentifierTemplate _identifier = new(oid, NonceLength, WriteParameters);

    public override bool IsAuthenticated => true;

    public override int IvLength => NonceLength;

    public override int TagLength => MaxTagLength;

    public override long GetCiphertextLength(long contentLength) => contentLength;

    public override int AlgorithmIdentifierLength => _identifier.Length;

    public override void WriteAlgorithmIdentifier(ReadOnlySpan<byte> iv, Span<byte> destination) => _identifier.Write(iv, destination);

    // The nonce is random, and safe: every key encrypts one message only.
    public override void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> content, Span<byte> ciphertext, Span<byte> tag)
    {
        Debug.Assert(key.Length == KeyLength && iv.Length == IvLength && tag.Length == TagLength);
        using AesGcm gcm = new(key, tag.Length);
        gcm.Encrypt(iv, content, ciphertext, tag);
    }

    public override byte[]? Decrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        ReadOnlySpan<byte> additionalData)
    {
        Debug.Assert(key.Length == KeyLength && iv.Length == IvLength);
        Debug.Assert(tag.Length is >= MinTagLength and <= MaxTagLength);
        using AesGcm gcm = new(key, tag.Length);
        byte[] content = GC.AllocateUninitializedArray<byte>(ciphertext.Length);
        try
        {
            gcm.Decrypt(iv, ciphertext, tag, content, additionalData);
            return content;
        }
        catch (CryptographicException)
        {
            CryptographicOperations.ZeroMemory(content);
            return null;
        }
    }

    private static void WriteParameters(AsnWriter writer, byte[] nonce)
    {
        using (writer.PushSequence())
        {
            writer.WriteOctetString(nonce);
            writer.WriteInteger(MaxTagLength); // 16 is not the DEFAULT: it must stand here.
        }
    }
}
