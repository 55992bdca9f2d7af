using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>PKCS#8, encrypted PKCS#8 and PKCS#1 in PEM, certificates beside them, and everything else.</summary>
public sealed class FromPemTests
{
    private static readonly byte[] s_envelope = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write("x"u8);

    [Theory]
    [InlineData("rsa2048.key.pem", "")]
    [InlineData("rsa2048.key.pem", "not needed")]
    [InlineData("rsa2048.pkcs1.pem", "")]
    [InlineData("rsa2048.pkcs8-encrypted.pem", "test")]
    public void FromPem_EveryFormOfAKey_Opens(string file, string password)
    {
        using RecipientKey key = RecipientKey.FromPem(Vectors.ReadText("keys/" + file), password);

        key.HasCertificate.Should().BeFalse();
        key.KeySizeInBits.Should().Be(2048);
        key.ToString().Should().Be("RSA 2048, no certificate");
        key.Matches(TestKeys.Certificate()).Should().BeTrue();
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
    }

    [Fact]
    public void FromPem_CertificatesBesideTheKey_TakesTheOneThatFits()
    {
        string[] pems = [TestKeys.CertificatePem("rsa3072"), TestKeys.CertificatePem("ecp256"), TestKeys.CertificatePem(),
            TestKeys.PrivateKeyPem()];
        foreach (string pem in new[] { string.Concat(pems), string.Concat(pems.Reverse()),
            "Comment\n" + string.Join("between\n", pems) + "after" })
        {
            using RecipientKey key = RecipientKey.FromPem(pem);
            key.HasCertificate.Should().BeTrue();
            key.ToString().Should().Be($"RSA 2048, {TestKeys.Recipient()}");
            key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
        }

        using RecipientKey other = RecipientKey.FromPem(TestKeys.CertificatePem("rsa3072") + TestKeys.PrivateKeyPem());
        other.HasCertificate.Should().BeFalse("the certificate is another's");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no PEM at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n*\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void FromPem_NoPrivateKey_Throws(string pem) =>
        FluentActions.Invoking(() => RecipientKey.FromPem(pem)).Should().Throw<ArgumentException>().WithMessage("*holds no private key*");

    [Fact]
    public void FromPem_CertificateOnly_Throws() =>
        FluentActions.Invoking(() => RecipientKey.FromPem(TestKeys.CertificatePem()))
            .Should().Throw<ArgumentException>().WithMessage("*no private key*");

    [Fact]
    public void FromPem_TwoKeys_Throws() =>
        FluentActions.Invoking(() => RecipientKey.FromPem(TestKeys.PrivateKeyPem() + TestKeys.PrivateKeyPem("rsa3072")))
            .Should().Throw<ArgumentException>().WithMessage("*more than one*");

    [Fact]
    public void FromPem_EncryptedWithoutPassword_Throws() =>
        FluentActions.Invoking(() => RecipientKey.FromPem(Vectors.ReadText("keys/rsa2048.pkcs8-encrypted.pem")))
            .Should().Throw<ArgumentException>().WithMessage("*needs a password*").WithParameterName("password");

    [Theory]
    [InlineData("rsa2048.pkcs8-encrypted.pem")]
    [InlineData("ecp256.pkcs8-encrypted.pem")]
    public void FromPem_WrongPassword_ThrowsCryptographicException(string file) =>
        FluentActions.Invoking(() => RecipientKey.FromPem(Vectors.ReadText("keys/" + file), "wrong password"))
            .Should().Throw<CryptographicException>().Which.ToString().Should().NotContain("wrong password");

    [Fact]
    public void FromPem_OpenSslsOldEncryption_SaysHowToConvert() =>
        FluentActions.Invoking(() => RecipientKey.FromPem(Vectors.ReadText("keys/rsa2048.pkcs1-encrypted.pem"), "test"))
            .Should().Throw<ArgumentException>().WithMessage("*openssl pkcs8 -topk8*");

    [Theory]
    [InlineData("ecp256.key.pem")]
    [InlineData("ecp256.pkcs8-encrypted.pem")]
    [InlineData("ecp256.sec1.pem")]
    public void FromPem_EllipticCurve_Loads(string file)
    {
        using RecipientKey key = RecipientKey.FromPem(Vectors.ReadText("keys/" + file), "test");
        key.Matches(TestKeys.Certificate("ecp256")).Should().BeTrue();
        key.KeySizeInBits.Should().Be(256);
    }

    [Theory]
    [InlineData("ed25519.key.pem", "1.3.101.112")]
    public void FromPem_OtherAlgorithm_IsNamed(string file, string algorithm) =>
        FluentActions.Invoking(() => RecipientKey.FromPem(Vectors.ReadText("keys/" + file), "test"))
            .Should().Throw<ArgumentException>().WithMessage($"*neither RSA nor EC but*{algorithm}*").WithParameterName("pem");

    [Fact]
    public void FromPem_BrokenKey_ThrowsWithoutShowingIt()
    {
        using RSA rsa = TestKeys.Rsa();
        byte[] pkcs8 = rsa.ExportPkcs8PrivateKey();
        byte[] pkcs1 = rsa.ExportRSAPrivateKey();
        byte[] shorn = TestEnvelope.Tlv(0x30, 0x02, 0x01, 0x00);
        foreach ((string label, byte[] der) in new (string, byte[])[]
        {
            ("PRIVATE KEY", pkcs8[..^20]), ("PRIVATE KEY", [.. pkcs8, 0]), ("PRIVATE KEY", pkcs1),
            ("PRIVATE KEY", shorn), ("PRIVATE KEY", []),
            ("RSA PRIVATE KEY", pkcs1[..^20]), ("RSA PRIVATE KEY", [.. pkcs1, 0]), ("RSA PRIVATE KEY", pkcs8),
        })
        {
            FluentActions.Invoking(() => RecipientKey.FromPem(PemEncoding.WriteString(label, der)))
                .Should().Throw<ArgumentException>().WithMessage("The private key is broken.*").WithParameterName("pem");
        }

        FluentActions.Invoking(() => RecipientKey.FromPem(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", pkcs8), "test"))
            .Should().Throw<CryptographicException>();
    }

    [Fact]
    public void FromPem_BrokenCertificate_Throws() =>
        FluentActions.Invoking(() => RecipientKey.FromPem(TestKeys.PrivateKeyPem() + PemEncoding.WriteString("CERTIFICATE", [0x30, 0x00])))
            .Should().Throw<ArgumentException>().WithMessage("*certificate*broken*");
}
