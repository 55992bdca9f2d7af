using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>
/// A key service that does the RSA operation once for each encrypted key it is taught and then knows the answer, so that a hundred
/// thousand recoveries cost no RSA. Any other encrypted key fails as RSA would.
/// </summary>
internal sealed class LearnedKeyService : IKeyTransportDecryptor, IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, byte[]> _known = new();
    private readonly byte[] _recipientInfos;
    private readonly byte[] _contentKey;
    private bool _isLearning;

    public LearnedKeyService()
    {
        CertificateRequest request = new("CN=Hostile", _rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _certificate = request.CreateSelfSigned(from, from.AddYears(50));
        Recipient = Recipient.FromCertificate(_certificate);
        Key = RecipientKey.FromKeyService(this, _certificate);
        PrivateKey = RecipientKey.FromRsa(_rsa, _certificate);
        Learn(new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient]).Write([]), out AsnReader template);
        _recipientInfos = ReadRecipientInfos(template);
        _contentKey = _known.Values.Single();
    }

    public Recipient Recipient { get; }

    /// <summary>The key without RSA.</summary>
    public RecipientKey Key { get; }

    /// <summary>The same key with RSA.</summary>
    public RecipientKey PrivateKey { get; }

    /// <summary>The plaintext of an envelope, whose content key is known from now on.</summary>
    public byte[] Learn(ReadOnlyMemory<byte> envelope, out AsnReader der)
    {
        _isLearning = true;
        EnvelopeOpening opening = Envelope.Parse(envelope).OpenAsync([Key], EnvelopePolicy.Default).AsTask().GetAwaiter().GetResult();
        _isLearning = false;
        der = new AsnReader(envelope, AsnEncodingRules.DER, new AsnReaderOptions { SkipSetSortOrderVerification = true });
        return opening.Content!;
    }

    /// <summary>An AuthEnvelopedData (RFC 5083) around any plaintext, under the content key that is known.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plaintext)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(12), tag = new byte[16], ciphertext = new byte[plaintext.Length];
        using (AesGcm gcm = new(_contentKey, tag.Length)) gcm.Encrypt(nonce, plaintext, ciphertext, tag);
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.9.16.1.23");
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(0);
                writer.WriteEncodedValue(_recipientInfos);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("2.16.840.1.101.3.4.1.46");
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(nonce);
                            writer.WriteInteger(16);
                        }
                    }

                    writer.WriteOctetString(ciphertext, new Asn1Tag(TagClass.ContextSpecific, 0));
                }

                writer.WriteOctetString(tag);
            }
        }

        return writer.Encode();
    }

    public ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        string name = Convert.ToHexString(request.EncryptedKey.Span);
        if (_known.TryGetValue(name, out byte[]? key)) return new([.. key]);
        if (!_isLearning) throw new CryptographicException("Not a key that was learned.");
        bool isOaep = request.Algorithm.Name.Contains("OAEP", StringComparison.Ordinal);
        key = _rsa.Decrypt(request.EncryptedKey.Span, isOaep ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.Pkcs1);
        _known[name] = key;
        return new([.. key]);
    }

    public void Dispose()
    {
        Key.Dispose();
        PrivateKey.Dispose();
        _certificate.Dispose();
        _rsa.Dispose();
    }

    /// <summary>Where the CMS envelope of the only Item stands in a protected file, without its padding octet.</summary>
    public static Range EnvelopeIn(byte[] file)
    {
        using DicomObject read = DicomObject.Read(file);
        ElementLocation sequence = read.Find(Tags.EncryptedAttributesSequence)!.Value;
        DataElement element = new DataElementReader().ReadElement(read.ReadElement(sequence), read.Encoding);
        ReadOnlySpan<byte> content = element.Items![0].Find(Tags.EncryptedContent)!.Value.Span;
        int start = file.AsSpan().IndexOf(content);
        AsnDecoder.ReadSequence(content, AsnEncodingRules.BER, out _, out _, out int consumed);
        return start..(start + consumed);
    }

    private static byte[] ReadRecipientInfos(AsnReader der)
    {
        AsnReader contentInfo = der.ReadSequence();
        contentInfo.ReadObjectIdentifier();
        AsnReader enveloped = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        enveloped.ReadInteger();
        return enveloped.ReadEncodedValue().ToArray();
    }
}
