using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public class OtherWritersTests
{
    [Theory]
    [InlineData("crafted/13-password-pwri.p7", "PBKDF2 HMAC-SHA-1, 2048 iterations, PWRI AES-256-CBC")]
    [InlineData("crafted/14-password-plus-rsa.p7", "")]
    [InlineData("gdcm-made/enc-password-secret.p7", "")]
    [InlineData("gdcm-made/enc-password-and-rsa.p7", "")]
    public async Task OpenAsync_FileWithPassword_Opens(string file, string keyEncryption)
    {
        byte[] encoded = Vectors.Read(file);
        using RecipientKey key = RecipientKey.FromPassword("secret");
        (await Kinds.Open(encoded, key)).Content.Should().Equal(Vectors.Plain);
        if (keyEncryption.Length > 0)
            Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be(keyEncryption);

        using RecipientKey wrong = RecipientKey.FromPassword("password");
        (await Kinds.Open(encoded, wrong)).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    [Theory]
    [InlineData("crafted/14-password-plus-rsa.p7")]
    [InlineData("gdcm-made/enc-password-and-rsa.p7")]
    public async Task OpenAsync_FileWithPasswordAndRsa_OpensWithEitherWhateverElseIsAtHand(string file)
    {
        Envelope envelope = Envelope.Parse(Vectors.Read(file));
        using RecipientKey rsa = RecipientKey.FromPem(Vectors.ReadText("keys/rsa2048.key.pem") + Vectors.ReadText("keys/rsa2048.cert.pem"));
        using RecipientKey password = RecipientKey.FromPassword("secret");
        using RecipientKey wrong = RecipientKey.FromPassword("wrong");
        foreach (RecipientKey[] keys in new[] { new[] { rsa }, [wrong, rsa], [wrong, password], [password, rsa] })
            (await envelope.OpenAsync(keys, EnvelopePolicy.Default)).Content.Should().Equal(Vectors.Plain);
    }

    [Theory]
    [InlineData("crafted/15-ecdh-kari-p256.p7")]
    [InlineData("gdcm-made/enc-ecp256.p7")]
    public async Task OpenAsync_FileForEcKey_OpensWithAndWithoutCertificate(string file)
    {
        byte[] encoded = Vectors.Read(file);
        Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be("ECDH SHA-1 KDF, AES-256 wrap");
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(
            TestKeys.CertificatePem("ecp256"), TestKeys.PrivateKeyPem("ecp256"));
        using RecipientKey fromCertificate = RecipientKey.FromCertificate(certificate);
        using RecipientKey fromPem = RecipientKey.FromPem(Vectors.ReadText("keys/ecp256.key.pem"));
        using RecipientKey fromPkcs12 = RecipientKey.FromPkcs12(certificate.Export(X509ContentType.Pkcs12, "test"), "test");
        fromPem.ToString().Should().Be("EC P-256, no certificate");
        foreach (RecipientKey key in new[] { fromCertificate, fromPem, fromPkcs12 })
            (await Kinds.Open(encoded, key)).Content.Should().Equal(Vectors.Plain);
    }

    [Theory]
    [InlineData("crafted/41-kekri.p7", 1)]
    [InlineData("crafted/47-flywheel-style-PEM-kekri.p7", 0)]
    public async Task OpenAsync_FileForKeyEncryptionKey_OpensUnderItsIdentifierOnly(string file, byte identifier)
    {
        byte[] encoded = Vectors.Read(file);
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey([identifier], Kinds.KeyEncryptionKey);
        (await Kinds.Open(encoded, key)).Content.Should().Equal(Vectors.Plain);

        using RecipientKey otherName = RecipientKey.FromKeyEncryptionKey([7], Kinds.KeyEncryptionKey);
        EnvelopeOpening unnamed = await Kinds.Open(encoded, otherName);
        unnamed.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        unnamed.Reason.Should().EndWith($"It names: key identifier {identifier:X2}.");

        using RecipientKey otherKey = RecipientKey.FromKeyEncryptionKey([identifier], new byte[16]);
        (await Kinds.Open(encoded, otherKey)).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        using RecipientKey longerKey = RecipientKey.FromKeyEncryptionKey([identifier], new byte[32]);
        EnvelopeOpening longer = await Kinds.Open(encoded, longerKey);
        longer.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
        longer.Reason.Should().Contain("256 bits").And.Contain("AES-128 wrap");
    }

    [Fact]
    public async Task OpenAsync_KeyOfAnotherKind_SaysWhomTheEnvelopeNames()
    {
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey([7], Kinds.KeyEncryptionKey);
        (await Kinds.Open(Vectors.Read("crafted/14-password-plus-rsa.p7"), key)).Reason
            .Should().Contain("a password").And.Contain("issuer CN=gdcm-fixture rsa2048, serial ");
        (await Kinds.Open(Vectors.Read("crafted/15-ecdh-kari-p256.p7"), key)).Reason
            .Should().Contain("issuer CN=gdcm-fixture ec, serial 7C3FA9E312AB93CF55CB7382CDF15A11FFDB558A.");
    }
}
