using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public class OtherWritersTests
{
    [Theory]
    [InlineData("13-password-pwri.p7", "PBKDF2 HMAC-SHA-1, 2048 iterations, PWRI AES-256-CBC")]
    [InlineData("14-password-plus-rsa.p7", "")]
    [InlineData("enc-password-secret.p7", "")]
    [InlineData("enc-password-and-rsa.p7", "")]
    public async Task OpenAsync_FileWithPassword_Opens(string file, string keyEncryption)
    {
        byte[] encoded = KindVectors.Read(file);
        using RecipientKey key = RecipientKey.FromPassword("secret");
        (await KindVectors.Open(encoded, key)).Content.Should().Equal(KindVectors.Plain);
        if (keyEncryption.Length > 0)
            Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be(keyEncryption);

        using RecipientKey wrong = RecipientKey.FromPassword("password");
        (await KindVectors.Open(encoded, wrong)).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    [Theory]
    [InlineData("14-password-plus-rsa.p7")]
    [InlineData("enc-password-and-rsa.p7")]
    public async Task OpenAsync_FileWithPasswordAndRsa_OpensWithEitherWhateverElseIsAtHand(string file)
    {
        Envelope envelope = Envelope.Parse(KindVectors.Read(file));
        using RecipientKey rsa = RecipientKey.FromPem(KindVectors.ReadText("rsa2048.key.pem") + KindVectors.ReadText("rsa2048.cert.pem"));
        using RecipientKey password = RecipientKey.FromPassword("secret");
        using RecipientKey wrong = RecipientKey.FromPassword("wrong");
        foreach (RecipientKey[] keys in new[] { new[] { rsa }, [wrong, rsa], [wrong, password], [password, rsa] })
            (await envelope.OpenAsync(keys, EnvelopePolicy.Default)).Content.Should().Equal(KindVectors.Plain);
    }

    [Theory]
    [InlineData("15-ecdh-kari-p256.p7")]
    [InlineData("enc-ecp256.p7")]
    public async Task OpenAsync_FileForEcKey_OpensWithAndWithoutCertificate(string file)
    {
        byte[] encoded = KindVectors.Read(file);
        Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be("ECDH SHA-1 KDF, AES-256 wrap");
        using X509Certificate2 certificate = KindVectors.EcCertificate();
        using RecipientKey fromCertificate = RecipientKey.FromCertificate(certificate);
        using RecipientKey fromPem = RecipientKey.FromPem(KindVectors.ReadText("ecp256.key.pem"));
        using RecipientKey fromPkcs12 = RecipientKey.FromPkcs12(certificate.Export(X509ContentType.Pkcs12, "test"), "test");
        fromPem.ToString().Should().Be("EC P-256, no certificate");
        foreach (RecipientKey key in new[] { fromCertificate, fromPem, fromPkcs12 })
            (await KindVectors.Open(encoded, key)).Content.Should().Equal(KindVectors.Plain);
    }

    [Theory]
    [InlineData("41-kekri.p7", 1)]
    [InlineData("47-flywheel-style-PEM-kekri.p7", 0)]
    public async Task OpenAsync_FileForKeyEncryptionKey_OpensUnderItsIdentifierOnly(string file, byte identifier)
    {
        byte[] encoded = KindVectors.Read(file);
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey([identifier], KindVectors.KeyEncryptionKey);
        (await KindVectors.Open(encoded, key)).Content.Should().Equal(KindVectors.Plain);

        using RecipientKey otherName = RecipientKey.FromKeyEncryptionKey([7], KindVectors.KeyEncryptionKey);
        EnvelopeOpening unnamed = await KindVectors.Open(encoded, otherName);
        unnamed.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        unnamed.Reason.Should().EndWith($"It names: key identifier {identifier:X2}.");

        using RecipientKey otherKey = RecipientKey.FromKeyEncryptionKey([identifier], new byte[16]);
        (await KindVectors.Open(encoded, otherKey)).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        using RecipientKey longerKey = RecipientKey.FromKeyEncryptionKey([identifier], new byte[32]);
        EnvelopeOpening longer = await KindVectors.Open(encoded, longerKey);
        longer.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
        longer.Reason.Should().Contain("256 bits").And.Contain("AES-128 wrap");
    }

    [Fact]
    public async Task OpenAsync_KeyOfAnotherKind_SaysWhomTheEnvelopeNames()
    {
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey([7], KindVectors.KeyEncryptionKey);
        (await KindVectors.Open(KindVectors.Read("14-password-plus-rsa.p7"), key)).Reason
            .Should().Contain("a password").And.Contain("issuer CN=gdcm-fixture rsa2048, serial ");
        (await KindVectors.Open(KindVectors.Read("15-ecdh-kari-p256.p7"), key)).Reason
            .Should().Contain("issuer CN=gdcm-fixture ec, serial 7C3FA9E312AB93CF55CB7382CDF15A11FFDB558A.");
    }
}
