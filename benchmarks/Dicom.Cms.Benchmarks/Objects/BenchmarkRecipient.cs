using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Benchmarks;

/// <summary>A recipient with RSA-2048, and the operations with its key that no protection and no recovery can do without.</summary>
internal sealed class BenchmarkRecipient : IDisposable
{
    private const int ContentKeyLength = 32;

    private readonly RSA _privateKey = RSA.Create(2048);
    private readonly RSA _publicKey;
    private readonly X509Certificate2 _certificate;
    private readonly byte[] _contentKey = RandomNumberGenerator.GetBytes(ContentKeyLength), _encryptedKey;

    public BenchmarkRecipient()
    {
        CertificateRequest request = new("CN=benchmark", _privateKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _publicKey = _certificate.GetRSAPublicKey()!;
        _encryptedKey = EncryptOnce();
        Recipient = Recipient.FromCertificate(_certificate);
        Key = RecipientKey.FromCertificate(_certificate);
    }

    public Recipient Recipient { get; }

    public RecipientKey Key { get; }

    /// <summary>What the default suite does with the public key, once for each object.</summary>
    public byte[] EncryptOnce() => _publicKey.Encrypt(_contentKey, RSAEncryptionPadding.OaepSHA256);

    /// <summary>What recovery does with the private key, once for each object.</summary>
    public byte[] DecryptOnce() => _privateKey.Decrypt(_encryptedKey, RSAEncryptionPadding.OaepSHA256);

    public void Dispose()
    {
        Key.Dispose();
        _certificate.Dispose();
        _publicKey.Dispose();
        _privateKey.Dispose();
    }
}
