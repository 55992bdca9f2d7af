using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>PKCS#12, certificates with keys, RSA objects, and pairing them.</summary>
public sealed class FromCertificateTests
{
    private static readonly byte[] s_envelope = new EnvelopeWriter(EnvelopeSuite.Oaep, [TestKeys.Recipient()]).Write("x"u8);

    [Theory]
    [InlineData("rsa2048.p12", "test")]
    [InlineData("rsa2048-nopassword.p12", "")]
    public void FromPkcs12_OneKey_Opens(string file, string password)
    {
        using RecipientKey key = RecipientKey.FromPkcs12(Vectors.Read("keys/" + file), password);
        key.HasCertificate.Should().BeTrue();
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
    }

    [Fact]
    public void FromPkcs12_FurtherCertificates_ArePassedOver()
    {
        X509Certificate2Collection collection =
            [TestKeys.Certificate(), X509Certificate2.CreateFromPem(TestKeys.CertificatePem("rsa3072"))];
        using RecipientKey key = RecipientKey.FromPkcs12(collection.Export(X509ContentType.Pkcs12, "p")!, "p");
        key.Matches(TestKeys.Certificate()).Should().BeTrue();
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
    }

    [Theory]
    [InlineData("wrong password")]
    [InlineData("")]
    public void FromPkcs12_WrongPassword_Throws(string password) =>
        FluentActions.Invoking(() => RecipientKey.FromPkcs12(Vectors.Read("keys/rsa2048.p12"), password))
            .Should().Throw<CryptographicException>().Which.Message.Should().NotContain("wrong password");

    [Fact]
    public void FromPkcs12_Broken_Throws()
    {
        byte[] broken = Vectors.Read("keys/rsa2048.p12")[..1000];
        FluentActions.Invoking(() => RecipientKey.FromPkcs12(broken, "test")).Should().Throw<CryptographicException>();
        FluentActions.Invoking(() => RecipientKey.FromPkcs12([], "test")).Should().Throw<CryptographicException>();
    }

    [Fact]
    public void FromPkcs12_EllipticCurve_Loads()
    {
        using RecipientKey key = RecipientKey.FromPkcs12(Vectors.Read("keys/ecp256.p12"), "test");
        key.Matches(TestKeys.Certificate("ecp256")).Should().BeTrue();
    }

    [Fact]
    public void FromPkcs12_KeyWithoutCertificate_Throws() =>
        FluentActions.Invoking(() => RecipientKey.FromPkcs12(Vectors.Read("keys/rsa2048-nocert.p12"), "test"))
            .Should().Throw<ArgumentException>().WithMessage("*0 RSA or EC keys with a certificate*");

    [Fact]
    public void FromPkcs12_SeveralKeys_Throws()
    {
        X509Certificate2Collection collection = [TestKeys.Certificate(), TestKeys.Certificate("rsa3072")];
        byte[] pkcs12 = collection.Export(X509ContentType.Pkcs12, "p")!;
        FluentActions.Invoking(() => RecipientKey.FromPkcs12(pkcs12, "p"))
            .Should().Throw<ArgumentException>().WithMessage("*2 RSA or EC keys*");
    }

    [Fact]
    public void FromCertificate_WithoutItsKey_Throws()
    {
        using X509Certificate2 bare = X509Certificate2.CreateFromPem(TestKeys.CertificatePem());
        FluentActions.Invoking(() => RecipientKey.FromCertificate(bare))
            .Should().Throw<ArgumentException>().WithMessage("*without its private key*");
        using X509Certificate2 bareEc = X509Certificate2.CreateFromPem(TestKeys.CertificatePem("ecp256"));
        FluentActions.Invoking(() => RecipientKey.FromCertificate(bareEc))
            .Should().Throw<ArgumentException>().WithMessage("*without its private key*");
        FluentActions.Invoking(() => RecipientKey.FromCertificate(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void FromCertificate_BrokenKey_Throws()
    {
        var broken = new PublicKey(new Oid(Oids.RsaEncryption), new AsnEncodedData([0x05, 0x00]),
            new AsnEncodedData([0x30, 0x03, 0x02, 0x01, 0x05]));
        using X509Certificate2 certificate = TestKeys.Issue(broken);
        FluentActions.Invoking(() => RecipientKey.FromCertificate(certificate))
            .Should().Throw<ArgumentException>().WithMessage("*malformed*");
    }

    [Fact]
    public void FromCertificate_CertificateDisposedAfterwards_StillOpens()
    {
        RecipientKey key;
        using (X509Certificate2 certificate = X509Certificate2.CreateFromPem(TestKeys.CertificatePem(), TestKeys.PrivateKeyPem()))
            key = RecipientKey.FromCertificate(certificate);
        using (key)
            key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
    }

    [Fact]
    public void FromRsa_KeyDisposed_LeavesTheCallersObjectAlone()
    {
        using RSA rsa = TestKeys.Rsa();
        RecipientKey key = RecipientKey.FromRsa(rsa, TestKeys.Certificate());
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
        key.Open(Vectors.Read("oaep/sha256-mgf1sha1.p7")).ShouldBeOpenedAs(Vectors.Hello); // makes a copy for libcrypto
        key.Dispose();

        rsa.Decrypt(rsa.Encrypt([1], RSAEncryptionPadding.Pkcs1), RSAEncryptionPadding.Pkcs1).Should().Equal(1);
    }

    [Fact]
    public void FromRsa_PublicPartOnly_Throws()
    {
        using RSA ofCertificate = TestKeys.Certificate().GetRSAPublicKey()!;
        using RSA imported = RSA.Create(ofCertificate.ExportParameters(false));
        foreach (RSA rsa in new[] { ofCertificate, imported })
        {
            FluentActions.Invoking(() => RecipientKey.FromRsa(rsa, TestKeys.Certificate()))
                .Should().Throw<ArgumentException>().WithMessage("*public key only*").WithParameterName("rsa");
        }

        FluentActions.Invoking(() => RecipientKey.FromRsa(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void FromRsa_KeyThatExportsNothing_IsBelieved()
    {
        using var rsa = new CountingRsa();
        using RecipientKey key = RecipientKey.FromRsa(rsa, TestKeys.Certificate());
        rsa.Count.Should().Be(0, "an operation of somebody's module may cost");
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8);
    }

    [Fact]
    public void FromECDiffieHellman_PublicPartOnly_Throws()
    {
        using ECDiffieHellman ofCertificate = TestKeys.Certificate("ecp256").GetECDiffieHellmanPublicKey()!;
        using ECDiffieHellman imported = ECDiffieHellman.Create(ofCertificate.ExportParameters(false));
        foreach (ECDiffieHellman ecdh in new[] { ofCertificate, imported })
        {
            FluentActions.Invoking(() => RecipientKey.FromECDiffieHellman(ecdh))
                .Should().Throw<ArgumentException>().WithMessage("*public key only*").WithParameterName("ecdh");
        }
    }

    [Fact]
    public void WithCertificate_OtherKeysCertificate_Throws()
    {
        using RecipientKey key = RecipientKey.FromPem(TestKeys.PrivateKeyPem());
        FluentActions.Invoking(() => key.WithCertificate(TestKeys.Certificate("rsa2048b")))
            .Should().Throw<ArgumentException>().WithMessage("*another public key*");
        FluentActions.Invoking(() => key.WithCertificate(TestKeys.Certificate("ecp256")))
            .Should().Throw<ArgumentException>().WithMessage("*ECC*");
        FluentActions.Invoking(() => key.WithCertificate(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => RecipientKey.FromRsa(TestKeys.Rsa(), TestKeys.Certificate("rsa3072")))
            .Should().Throw<ArgumentException>();
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8, "a refused certificate does not spoil the key");
    }

    [Fact]
    public void Matches_EveryCertificate_ComparesThePublicKey()
    {
        foreach (string name in new[] { "rsa2048", "rsa2048b", "rsa3072", "rsa4096", "ecp256" })
            TestKeys.BareKey().Matches(TestKeys.Certificate(name)).Should().Be(name == "rsa2048", name);
        using X509Certificate2 another = TestKeys.Issue(TestKeys.Rsa());
        TestKeys.Key().Matches(another).Should().BeTrue("another certificate of the same key");
        FluentActions.Invoking(() => TestKeys.Key().Matches(null!)).Should().Throw<ArgumentNullException>();
    }
}
