namespace Dicom.Cms.Cli.Tests;

/// <summary>Keys and certificates in every form, paired in any order.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static TheoryData<string> KeyForms => new("PKCS8", "PKCS1", "ENCRYPTED", "P12", "OPENP12");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(KeyForms))]
    public async Task Recover_KeyInAnyForm_GivesTheOriginal(string form)
    {
        TestKeys keys = TestKeys.Archive;
        string[] arguments = form switch
        {
            "PKCS8" => ["--key", keys.KeyPath],
            "PKCS1" => ["--key", keys.Pkcs1KeyPath],
            "ENCRYPTED" => ["--key", keys.EncryptedKeyPath, "--key-password", TestKeys.PasswordPath],
            "P12" => ["--key", keys.Pkcs12Path, "--key-password", TestKeys.PasswordPath],
            _ => ["--key", keys.OpenPkcs12Path],
        };

        (await RecoverAsync(arguments)).ShouldBe(ExitCode.Done).Error.Should().BeEmpty();

        File.ReadAllBytes(_folder["back.dcm"]).Should().Equal(File.ReadAllBytes(_folder["original.dcm"]));
    }

    [Theory]
    [InlineData((1 << 14) - 1)]
    [InlineData(1 << 14)]
    [InlineData(1 << 20)]
    public async Task Recover_KeyBehindPageOfWords_IsReadWhole(int length)
    {
        string key = File.ReadAllText(TestKeys.Archive.KeyPath), path = _folder.AddText(key.PadLeft(length, '\n'), "key.pem");

        (await RecoverAsync("--key", path)).ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Recover_KeyFileOfMoreThanAMebibyte_IsRefused()
    {
        string path = _folder.AddText(File.ReadAllText(TestKeys.Archive.KeyPath).PadLeft((1 << 20) + 1, '\n'), "key.pem");

        (await RecoverAsync("--key", path)).ShouldBe(ExitCode.Usage).Error.Should().Contain("too large for a key");
    }

    [Fact]
    public async Task Recover_CertificatesInAnotherOrderThanKeys_AreFound()
    {
        ToolRun run = await RecoverAsync(
            "--certificate", TestKeys.Archive.CertificateDerPath, "--key", TestKeys.Trial.KeyPath,
            "--certificate", TestKeys.Trial.CertificatePath, "--key", TestKeys.Archive.Pkcs1KeyPath);

        run.ShouldBe(ExitCode.Done).Error.Should().BeEmpty();
    }

    [Fact]
    public async Task Recover_CertificateOfNoKey_Warns()
    {
        ToolRun run = await RecoverAsync("--key", TestKeys.Archive.KeyPath, "--certificate", TestKeys.Trial.CertificatePath);

        run.ShouldBe(ExitCode.Done).Error.Should().Contain("warning: ").And.Contain("belongs to none of the keys");
    }

    [Fact]
    public async Task Recover_RenewedCertificateAndTheOldOne_BothCount()
    {
        ToolRun run = await RecoverAsync(
            "--key", TestKeys.Archive.KeyPath,
            "--certificate", TestKeys.Archive.ExpiredCertificatePath, "--certificate", TestKeys.Archive.CertificatePath);

        run.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Recover_KeyOfASubset_GivesBackThatSubset()
    {
        string input = await _folder.AddProtectedAsync("--subset", $"PatientID={TestKeys.Trial.CertificatePath}");

        ToolRun run = await CliFolder.RunAsync(
            "recover", input, "-o", _folder["part.dcm"], "--key", TestKeys.Trial.KeyPath, "--certificate", TestKeys.Trial.CertificatePath);

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("standard, ").And.Contain("1 Item for others");
    }

    [Fact]
    public async Task Recover_ModeOriginalWithASubset_Fails()
    {
        string input = await _folder.AddProtectedAsync("--subset", $"PatientID={TestKeys.Trial.CertificatePath}");

        ToolRun run = await CliFolder.RunAsync(
            "recover", input, "-o", _folder["part.dcm"], "--key", TestKeys.Trial.OpenPkcs12Path, "--mode", "original");

        run.ShouldBe(ExitCode.SomeFailed);
        File.Exists(_folder["part.dcm"]).Should().BeFalse();
    }

    [Fact]
    public async Task Recover_ModeStandard_SaysStandard() =>
        (await RecoverAsync("--key", TestKeys.Archive.KeyPath, "--mode", "standard")).ShouldBe(ExitCode.Done)
            .Output.Should().Contain("standard, ");

    [Fact]
    public async Task Recover_AuthenticatedOnly_RefusesCbc()
    {
        string input = await _folder.AddProtectedAsync("--suite", "conformant");

        ToolRun run = await CliFolder.RunAsync(
            "recover", input, "-o", _folder["back.dcm"], "--key", TestKeys.Archive.KeyPath, "--authenticated-only");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("authenticate");
    }

    private async Task<ToolRun> RecoverAsync(params string[] keys)
    {
        string input = await _folder.AddProtectedAsync();
        return await CliFolder.RunAsync(["recover", input, "-o", _folder["back.dcm"], .. keys]);
    }
}
