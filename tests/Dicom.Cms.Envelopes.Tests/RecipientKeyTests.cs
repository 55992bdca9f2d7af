using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public class RecipientKeyTests
{
    [Fact]
    public async Task FromPem_EncryptedKeyAndCertificates_TakesTheOneThatFits()
    {
        using X509Certificate2 other = TestCertificates.Create(name: "CN=Other");
        using X509Certificate2 certificate = TestCertificates.Create();
        using RSA rsa = certificate.GetRSAPrivateKey()!;
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        string keyPem = rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters);
        string pem = other.ExportCertificatePem() + "\n" + keyPem + "\n" + certificate.ExportCertificatePem();

        using RecipientKey key = RecipientKey.FromPem(pem, "secret");
        key.HasCertificate.Should().BeTrue();
        key.Matches(certificate).Should().BeTrue();
        key.Matches(other).Should().BeFalse();
        (await Open(certificate, key)).Should().Be("Opened");

        FluentActions.Invoking(() => RecipientKey.FromPem(pem)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RecipientKey.FromPem(pem, "wrong")).Should().Throw<CryptographicException>();
        FluentActions.Invoking(() => RecipientKey.FromPem(other.ExportCertificatePem())).Should().Throw<ArgumentException>();
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        FluentActions.Invoking(() => RecipientKey.FromPem(ec.ExportPkcs8PrivateKeyPem())).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task WithCertificate_FirstKeyDisposed_StillOpens()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        using RSA rsa = certificate.GetRSAPrivateKey()!;
        RecipientKey bare = RecipientKey.FromPem(rsa.ExportRSAPrivateKeyPem());
        using RecipientKey paired = bare.WithCertificate(certificate);
        bare.Dispose();

        (await Open(certificate, paired)).Should().Be("Opened");
        await FluentActions.Awaiting(() => Open(certificate, bare)).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task FromKeyService_SlowService_Opens()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        using RecipientKey key = RecipientKey.FromKeyService(new Service(certificate), certificate);

        (await Open(certificate, key)).Should().Be("Opened");
    }

    private static async Task<string> Open(X509Certificate2 certificate, RecipientKey key)
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Oaep, [Recipient.FromCertificate(certificate)]).Write("x"u8);
        return (await Envelope.Parse(encoded).OpenAsync([key], EnvelopePolicy.Default)).ToString();
    }

    private sealed class Service(X509Certificate2 certificate) : IKeyTransportDecryptor
    {
        public async ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
        {
            await Task.Delay(1, cancellationToken);
            using RSA rsa = certificate.GetRSAPrivateKey()!;
            return rsa.Decrypt(request.EncryptedKey.Span, RSAEncryptionPadding.CreateOaep(request.Algorithm.Hash!.Value));
        }
    }
}
