using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Cli.Tests;

public sealed class CertificateTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CertificateCreate_Plain_ProtectsAndRecovers()
    {
        ToolRun run = await CreateAsync("--days", "10");
        run.ShouldBe(ExitCode.Done);
        string input = _folder.AddObject("a.dcm");
        (await CliFolder.RunAsync("protect", input, "-o", _folder["b.dcm"], "--recipient", _folder["me.cert.pem"])).ShouldBe(ExitCode.Done);
        (await CliFolder.RunAsync("recover", _folder["b.dcm"], "-o", _folder["c.dcm"], "--key", _folder["me.key.pem"]))
            .ShouldBe(ExitCode.Done);
        File.ReadAllBytes(_folder["c.dcm"]).Should().Equal(File.ReadAllBytes(input));

        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(_folder["me.cert.pem"]);
        certificate.Subject.Should().Be("CN=Me");
        (certificate.NotAfter - certificate.NotBefore).Should().Be(TimeSpan.FromDays(10) + TimeSpan.FromHours(1), "a clock may be slow");
        X509KeyUsageExtension usage = certificate.Extensions.OfType<X509KeyUsageExtension>().Single();
        usage.KeyUsages.Should().Be(X509KeyUsageFlags.KeyEncipherment);
        usage.Critical.Should().BeTrue();
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Should().ContainSingle();
        run.Output.Replace(":", "", StringComparison.Ordinal).Should().Contain(certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    [Theory]
    [InlineData("p256", 256)]
    [InlineData("p384", 384)]
    [InlineData("p521", 521)]
    public async Task CertificateCreate_EllipticCurve_ProtectsAndRecovers(string curve, int bits)
    {
        string input = _folder.AddObject("a.dcm");
        (await CliFolder.RunAsync("certificate", "create", "--subject", "CN=Me", "--ec", curve, "-o", _folder["me"]))
            .ShouldBe(ExitCode.Done);
        (await CliFolder.RunAsync("protect", input, "-o", _folder["b.dcm"], "--recipient", _folder["me.cert.pem"])).ShouldBe(ExitCode.Done);
        (await CliFolder.RunAsync("recover", _folder["b.dcm"], "-o", _folder["c.dcm"], "--key", _folder["me.key.pem"]))
            .ShouldBe(ExitCode.Done);
        File.ReadAllBytes(_folder["c.dcm"]).Should().Equal(File.ReadAllBytes(input));

        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(_folder["me.cert.pem"]);
        certificate.GetECDiffieHellmanPublicKey()!.KeySize.Should().Be(bits);
        certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages.Should().Be(X509KeyUsageFlags.KeyAgreement);
    }

    [Fact]
    public async Task CertificateCreate_RsaAndEc_IsUsageError() =>
        (await CreateAsync("--ec", "p256")).ShouldBe(ExitCode.Usage).Error.Should().Contain("exclude each other");

    [Fact]
    public async Task CertificateCreate_KeyFile_IsForItsOwnerAlone()
    {
        (await CreateAsync()).ShouldBe(ExitCode.Done);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_folder["me.key.pem"]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _folder.FilesIn("").Should().Equal("me.cert.pem", "me.key.pem");
    }

    [Fact]
    public async Task CertificateCreate_Password_EncryptsTheKey()
    {
        (await CreateAsync("--key-password", TestKeys.PasswordPath)).ShouldBe(ExitCode.Done);

        string pem = File.ReadAllText(_folder["me.key.pem"]);
        pem.Should().StartWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        using RSA rsa = RSA.Create();
        rsa.ImportFromEncryptedPem(pem, TestKeys.Password);
        rsa.KeySize.Should().Be(2048);
    }

    [Fact]
    public async Task CertificateCreate_ExistingFiles_AreKept()
    {
        (await CreateAsync()).ShouldBe(ExitCode.Done);
        string key = File.ReadAllText(_folder["me.key.pem"]);
        File.Delete(_folder["me.cert.pem"]);

        (await CreateAsync()).ShouldBe(ExitCode.Usage).Error.Should().Contain("exists");
        File.ReadAllText(_folder["me.key.pem"]).Should().Be(key);
        _folder.FilesIn("").Should().Equal("me.key.pem");

        (await CreateAsync("--overwrite")).ShouldBe(ExitCode.Done);
        File.ReadAllText(_folder["me.key.pem"]).Should().NotBe(key);
    }

    [Theory]
    [InlineData("--subject", "nobody")]
    [InlineData("--subject", "")]
    [InlineData("--rsa", "1024")]
    [InlineData("--ec", "secp256k1")]
    [InlineData("--days", "0")]
    [InlineData("--key-password", "missing.txt")]
    public async Task CertificateCreate_WrongWords_IsUsageErrorAndWritesNothing(string option, string value)
    {
        string[] words = ["certificate", "create", "-o", _folder["me"], option, value];

        (await CliFolder.RunAsync(option == "--subject" ? words : [.. words, "--subject", "CN=Me"])).ShouldBe(ExitCode.Usage);

        _folder.FilesIn("").Should().BeEmpty();
    }

    private Task<ToolRun> CreateAsync(params string[] more) =>
        CliFolder.RunAsync(["certificate", "create", "--subject", "CN=Me", "--rsa", "2048", "-o", _folder["me"], .. more]);
}
