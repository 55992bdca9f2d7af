using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Cli.Tests;

/// <summary>Which certificates `protect` takes: --allow-expired, --trust. A refusal is a usage error, and nothing is written.</summary>
public sealed class CertificateRuleTests : IDisposable
{
    private static readonly DateTimeOffset s_from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CliFolder _folder = new();
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _key = RSA.Create(2048);

    public void Dispose()
    {
        _folder.Dispose();
        _rootKey.Dispose();
        _intermediateKey.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Protect_AllowExpired_TakesItWithAWarning()
    {
        ToolRun run = await ProtectAsync(TestKeys.Archive.ExpiredCertificatePath, "--allow-expired");

        run.ShouldBe(ExitCode.Done).Error.Should().Contain("warning: ").And.Contain("expired on 2020-01-02");
        ToolRun recovery = await CliFolder.RunAsync(
            "recover", _folder["out.dcm"], "-o", _folder["back.dcm"],
            "--key", TestKeys.Archive.KeyPath, "--certificate", TestKeys.Archive.ExpiredCertificatePath);
        recovery.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Protect_NotYetValid_IsRefused() =>
        await RefusedAsync(Leaf("CN=Root", _rootKey, s_from.AddYears(70)), "not valid before 2090-01-01", "--allow-expired");

    [Fact]
    public async Task Protect_KeyUsageForSigning_IsRefused() =>
        await RefusedAsync(
            Leaf("CN=Root", _rootKey, s_from, X509KeyUsageFlags.DigitalSignature),
            "KeyUsage (DigitalSignature) does not allow keyEncipherment");

    [Fact]
    public async Task Protect_Rsa1024_IsRefused()
    {
        using RSA small = RSA.Create(1024);
        using X509Certificate2 certificate = new CertificateRequest("CN=Small", small, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(s_from, s_from.AddYears(60));

        await RefusedAsync(Pem(certificate), "1024 bits; 2048 to 16384 are accepted");
    }

    [Fact]
    public async Task Protect_TrustedRoot_TakesWhatItIssued()
    {
        string trust = _folder.AddText(Pem(Root()), "trust.pem");

        ToolRun run = await ProtectAsync(_folder.AddText(Leaf("CN=Root", _rootKey, s_from), "leaf.pem"), "--trust", trust);

        run.ShouldBe(ExitCode.Done).Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("in neither", false)]
    [InlineData("in the bundle", true)]
    [InlineData("beside the certificate", true)]
    public async Task Protect_TrustedRootAndAnIntermediate_NeedsItInOneOfTheFiles(string where, bool isTaken)
    {
        string leaf = Leaf("CN=Intermediate", _intermediateKey, s_from), intermediate = Pem(Intermediate());
        string trust = _folder.AddText(Pem(Root()) + (where == "in the bundle" ? intermediate : ""), "trust.pem");
        string recipient = leaf + (where == "beside the certificate" ? intermediate : "");

        if (isTaken)
            (await ProtectAsync(_folder.AddText(recipient, "leaf.pem"), "--trust", trust)).ShouldBe(ExitCode.Done);
        else
            await RefusedAsync(recipient, "chain is not accepted: PartialChain", "--trust", trust);
    }

    [Fact]
    public async Task Protect_NotUnderATrustedRoot_IsRefusedForSubsetsToo()
    {
        string trust = _folder.AddText(Pem(Root()), "trust.pem"), good = _folder.AddText(Leaf("CN=Root", _rootKey, s_from), "good.pem");
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        await RefusedAsync(Leaf("CN=Root", other, s_from), "chain is not accepted", "--trust", trust);
        await RefusedAsync(File.ReadAllText(TestKeys.Archive.CertificatePath), "chain is not accepted", "--trust", trust);
        ToolRun subset = await ProtectAsync(good, "--trust", trust, "--subset", $"PatientID={TestKeys.Trial.CertificatePath}");
        subset.ShouldBe(ExitCode.Usage).Error.Should().Contain("chain is not accepted");
        _folder.FilesIn("").Should().NotContain("out.dcm");
    }

    [Fact]
    public async Task Protect_SelfIssuedCertificateThatIsTrustedItself_IsTaken() =>
        (await ProtectAsync(TestKeys.Archive.CertificatePath, "--trust", TestKeys.Archive.CertificatePath)).ShouldBe(ExitCode.Done);

    [Fact]
    public async Task Protect_TrustWithoutARoot_IsUsageError()
    {
        string trust = _folder.AddText(Pem(Intermediate()), "trust.pem");

        ToolRun run = await ProtectAsync(TestKeys.Archive.CertificatePath, "--trust", trust);

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain("trust.pem: holds no root");
        _folder.FilesIn("").Should().NotContain("out.dcm");
    }

    [Fact]
    public async Task Protect_ExpiredUnderATrustedRoot_NeedsAllowExpired()
    {
        string trust = _folder.AddText(Pem(Root()), "trust.pem"), leaf = Leaf("CN=Root", _rootKey, s_from, years: 1);

        await RefusedAsync(leaf, "expired on 2021-01-01", "--trust", trust);
        (await ProtectAsync(_folder.AddText(leaf, "leaf.pem"), "--trust", trust, "--allow-expired")).ShouldBe(ExitCode.Done);
    }

    private async Task RefusedAsync(string certificate, string reason, params string[] more)
    {
        ToolRun run = await ProtectAsync(_folder.AddText(certificate, "refused.pem"), more);

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain("refused.pem").And.Contain(reason);
        run.Error.Should().NotContain("(Parameter");
        _folder.FilesIn("").Should().NotContain("out.dcm");
    }

    private Task<ToolRun> ProtectAsync(string recipient, params string[] more) => CliFolder.RunAsync(
        ["protect", _folder.AddFile(CliFolder.Object(), "in.dcm"), "-o", _folder["out.dcm"], "--recipient", recipient, .. more]);

    private string Leaf(
        string issuer, ECDsa issuerKey, DateTimeOffset from, X509KeyUsageFlags usage = X509KeyUsageFlags.KeyEncipherment, int years = 50)
    {
        CertificateRequest request = new("CN=Leaf", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using X509Certificate2 leaf = request.Create(
            new X500DistinguishedName(issuer), X509SignatureGenerator.CreateForECDsa(issuerKey), from, from.AddYears(years), [1, 3]);
        return Pem(leaf);
    }

    private X509Certificate2 Root() => Authority("CN=Root", _rootKey);

    private X509Certificate2 Intermediate() => Authority("CN=Intermediate", _intermediateKey);

    private X509Certificate2 Authority(string name, ECDsa key)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.Create(
            new X500DistinguishedName("CN=Root"), X509SignatureGenerator.CreateForECDsa(_rootKey), s_from, s_from.AddYears(60),
            [1, (byte)name.Length]);
    }

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
