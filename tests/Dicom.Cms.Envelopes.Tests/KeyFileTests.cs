using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Keys and certificates out of files: every form, and what is said of a file that is none.</summary>
public sealed class KeyFileTests : IDisposable
{
    private const string Password = "correct horse";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("key-files-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("pem")]
    [InlineData("der")]
    [InlineData("pem with byte order mark")]
    [InlineData("pem with key")]
    public void FromFile_ACertificate_IsTheRecipient(string form)
    {
        string pem = TestKeys.CertificatePem();
        string path = form switch
        {
            "der" => Add(TestKeys.Certificate().RawData),
            "pem with key" => Add(TestKeys.PrivateKeyPem() + pem),
            "pem with byte order mark" => Add("\uFEFF" + pem),
            _ => Add(pem),
        };

        Recipient recipient = Recipient.FromFile(path, TestKeys.AtAnyTime);

        recipient.Name.Should().Be(TestKeys.Recipient().Name);
        TestKeys.Key().Open(Write(recipient)).ShouldBeOpenedAs("x"u8);
    }

    [Theory]
    [InlineData("PKCS#8")]
    [InlineData("PKCS#8, encrypted")]
    [InlineData("PKCS#1")]
    [InlineData("PKCS#8, EC")]
    [InlineData("SEC 1")]
    public void FromFile_AKeyInDer_IsTheKey(string form)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.PrivateKeyPem());
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        byte[] der = form switch
        {
            "PKCS#8" => rsa.ExportPkcs8PrivateKey(),
            "PKCS#8, encrypted" => rsa.ExportEncryptedPkcs8PrivateKey(Password, encryption),
            "PKCS#1" => rsa.ExportRSAPrivateKey(),
            "SEC 1" => ec.ExportECPrivateKey(),
            _ => ec.ExportPkcs8PrivateKey(),
        };

        using RecipientKey key = RecipientKey.FromFile(Add(der), Password);

        key.KeySizeInBits.Should().Be(form.Contains("EC", StringComparison.Ordinal) ? 256 : 2048);
    }

    [Fact]
    public void FromFile_AKeyEncryptedWithScrypt_SaysSo()
    {
        // EncryptedPrivateKeyInfo { PBES2 { scrypt, ... }, ... }: as far as the algorithm is read.
        byte[] scrypt = Convert.FromHexString("3019300F06092B06010401DA47040B0402000004060000000000" + "00");

        Action read = () => RecipientKey.FromFile(Add(scrypt), Password);

        read.Should().Throw<ArgumentException>().WithMessage("*scrypt*").Which.Message.Should().NotContain(Password);
    }

    [Theory]
    [InlineData("empty", "no X.509 certificate in DER or PEM")]
    [InlineData("text", "no X.509 certificate in DER or PEM")]
    [InlineData("broken", "no X.509 certificate in DER or PEM")]
    [InlineData("key", "a private key, not a certificate")]
    [InlineData("PKCS#12", "no X.509 certificate in DER or PEM")]
    [InlineData("two", "2 certificates, where one is needed")]
    [InlineData("large", "too large for a key or a certificate")]
    public void FromFile_NoCertificate_NamesTheFileAndNothingOfIt(string content, string reason)
    {
        string pem = TestKeys.CertificatePem();
        string path = content switch
        {
            "empty" => Add(""),
            "key" => Add(TestKeys.PrivateKeyPem()),
            "PKCS#12" => Add(TestKeys.Certificate().Export(X509ContentType.Pkcs12, Password)),
            "two" => Add(pem + TestKeys.CertificatePem("rsa3072")),
            "broken" => Add(pem.Replace("MII", "MIJ", StringComparison.Ordinal)),
            "large" => Add(pem.PadLeft((1 << 20) + 1, '\n')),
            _ => Add("Doe^Jane"),
        };

        Refused(() => Recipient.FromFile(path, TestKeys.AtAnyTime)).Should().Be($"{path}: {reason}");
    }

    [Fact]
    public void FromFile_CertificateThatThePolicyRefuses_NamesTheFile()
    {
        using X509Certificate2 expired = Periods.Issue(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        string path = Add(expired.RawData);

        Refused(() => Recipient.FromFile(path)).Should().Be($"{path}: The certificate expired on 1970-01-02 00:00:00 UTC.");
        Recipient.FromFile(path, TestKeys.AtAnyTime).KeySizeInBits.Should().Be(2048);
    }

    [Theory]
    [InlineData("PKCS#8", false)]
    [InlineData("encrypted", false)]
    [InlineData("with certificate", true)]
    [InlineData("PKCS#12", true)]
    [InlineData("open PKCS#12", true)]
    public void FromFile_AKey_OpensWhatIsForIt(string form, bool hasCertificate)
    {
        (string path, string password) = AddKey(form);

        using RecipientKey key = RecipientKey.FromFile(path, password);

        key.HasCertificate.Should().Be(hasCertificate);
        key.Open(Write(TestKeys.Recipient())).ShouldBeOpenedAs("x"u8);
    }

    [Theory]
    [InlineData("PKCS#8")]
    [InlineData("encrypted")]
    [InlineData("PKCS#12")]
    public void FromFile_AKeyAndItsCertificate_KnowsItsName(string form)
    {
        (string path, string password) = AddKey(form);

        foreach (string certificate in new[] { Add(TestKeys.CertificatePem()), Add(TestKeys.Certificate().RawData) })
        {
            using RecipientKey key = RecipientKey.FromFile(path, password, certificate);

            key.HasCertificate.Should().BeTrue();
            key.Open(Write(TestKeys.Recipient())).IsKeyNamed.Should().BeTrue();
        }
    }

    [Fact]
    public void FromFile_AnEcKey_OpensWhatIsForIt()
    {
        using RecipientKey key = RecipientKey.FromFile(
            Add(TestKeys.PrivateKeyPem("ecp256")), certificatePath: Add(TestKeys.CertificatePem("ecp256")));

        key.Open(Write(TestKeys.Recipient("ecp256"))).ShouldBeOpenedAs("x"u8);
    }

    [Fact]
    public void FromFile_CertificateOfAnotherKey_NamesTheCertificatesFile()
    {
        string path = Add(TestKeys.PrivateKeyPem()), certificate = Add(TestKeys.CertificatePem("rsa3072"));

        Refused(() => RecipientKey.FromFile(path, certificatePath: certificate))
            .Should().StartWith($"{certificate}: The certificate holds another public key, RSA");
        Refused(() => RecipientKey.FromFile(path, certificatePath: path)).Should().Be($"{path}: a private key, not a certificate");
    }

    [Fact]
    public void FromFile_PemThatIsNoKey_NamesTheFileAndNothingOfIt()
    {
        string certificate = Add(TestKeys.CertificatePem());
        string twice = Add(TestKeys.PrivateKeyPem() + TestKeys.PrivateKeyPem("rsa3072"));
        string notText = Add([.. "-----BEGIN PRIVATE KEY-----"u8, 0xC3, 0x28]);

        Refused(() => RecipientKey.FromFile(certificate)).Should().Be($"{certificate}: The PEM text holds no private key.");
        Refused(() => RecipientKey.FromFile(twice)).Should().Be($"{twice}: The PEM text holds more than one private key.");
        Refused(() => RecipientKey.FromFile(notText)).Should().Be($"{notText}: PEM is text in UTF-8");
        Refused(() => RecipientKey.FromFile(AddKey("encrypted").Path)).Should().EndWith("needs a password.");
    }

    [Theory]
    [InlineData("PKCS#12", "wrong", "the password is wrong, or this is no private key in PEM, DER or PKCS#12")]
    [InlineData("encrypted", "wrong", "the password is wrong, or this is no private key in PEM, DER or PKCS#12")]
    [InlineData("PKCS#12", "", "no private key in PEM, DER or PKCS#12, or one that needs a password")]
    [InlineData("text", "", "no private key in PEM, DER or PKCS#12, or one that needs a password")]
    public void FromFile_WrongPassword_NamesTheFileAndNoSecret(string form, string password, string reason)
    {
        string path = form == "text" ? Add("Doe^Jane") : AddKey(form).Path;

        FluentActions.Invoking(() => RecipientKey.FromFile(path, password)).Should().Throw<CryptographicException>()
            .WithMessage($"{path}: {reason}").Which.ToString().Should().NotContain("Doe^Jane").And.NotContain(Password);
    }

    [Fact]
    public void FromFile_NoFile_IsAnIOException()
    {
        string nowhere = Path.Combine(_folder.FullName, "nowhere.pem");

        FluentActions.Invoking(() => Recipient.FromFile(nowhere)).Should().Throw<IOException>().WithMessage("*nowhere.pem*");
        FluentActions.Invoking(() => RecipientKey.FromFile(nowhere)).Should().Throw<IOException>().WithMessage("*nowhere.pem*");
        FluentActions.Invoking(() => RecipientKey.FromFile(Add(TestKeys.PrivateKeyPem()), certificatePath: nowhere))
            .Should().Throw<IOException>().WithMessage("*nowhere.pem*");
        FluentActions.Invoking(() => Recipient.FromFile("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RecipientKey.FromFile(null!)).Should().Throw<ArgumentNullException>();
    }

    private static string Refused(Action read)
    {
        ArgumentException refusal = read.Should().Throw<ArgumentException>().Which;
        refusal.ToString().Should().NotContain("Doe^Jane").And.NotContain("MII");
        return refusal.Message;
    }

    private static byte[] Write(Recipient recipient) => new EnvelopeWriter(EnvelopeSuite.Authenticated, [recipient]).Write("x"u8);

    private (string Path, string Password) AddKey(string form)
    {
        using RSA rsa = TestKeys.Rsa();
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        return form switch
        {
            "encrypted" => (Add(rsa.ExportEncryptedPkcs8PrivateKeyPem(Password, encryption)), Password),
            "with certificate" => (Add(TestKeys.PrivateKeyPem() + TestKeys.CertificatePem()), ""),
            "PKCS#12" => (Add(TestKeys.Certificate().Export(X509ContentType.Pkcs12, Password)), Password),
            "open PKCS#12" => (Add(TestKeys.Certificate().Export(X509ContentType.Pkcs12)), ""),
            _ => (Add(TestKeys.PrivateKeyPem()), ""),
        };
    }

    private string Add(string text) => Add(System.Text.Encoding.UTF8.GetBytes(text));

    private string Add(byte[] octets)
    {
        string path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllBytes(path, octets);
        return path;
    }
}
