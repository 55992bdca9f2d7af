using System.Text.Json;

namespace Dicom.Cms.Cli.Tests;

public sealed class RewrapTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static TheoryData<string, string> Refusals => new()
    {
        { "--key KEY", "what is to change" },
        { "--add TRIAL", "--key" },
        { "--key KEY --replace-all", "name those who remain" },
        { "--key KEY --replace-all --add TRIAL --remove CERT", "--remove" },
        { "--key KEY --add missing.pem", "missing.pem" },
        { "--key KEY --remove missing.pem", "missing.pem" },
        { "--key KEY --remove KEY", "a private key, not a certificate" },
        { "--key KEY --add TRIAL --add TRIAL", "twice" },
        { "--key KEY --add TRIAL --remove TRIAL", "both added and removed" },
        { "--key KEY --add CERT --escrow missing.pem", "missing.pem" },
        { "--key KEY --remove TRIAL --escrow TRIAL", "escrow" },
        { "--key KEY --replace-all --add TRIAL --escrow CERT", "escrow" },
        { "--key KEY --add TRIAL --item 0", "--item" },
        { "--key KEY --add TRIAL --item first", "first" },
        { "--key KEY --add TRIAL --jobs 0", "--jobs" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Rewrap_WrongWords_IsUsageErrorAndWritesNothing(string words, string expected)
    {
        string input = _folder.AddObject("in.dcm");
        Dictionary<string, string> files = new()
        {
            ["CERT"] = TestKeys.Archive.CertificatePath,
            ["KEY"] = TestKeys.Archive.KeyPath,
            ["TRIAL"] = TestKeys.Trial.CertificatePath,
        };

        ToolRun run = await CliFolder.RunAsync(
            ["rewrap", input, "-o", _folder["out.dcm"], .. words.Split(' ').Select(word => files.GetValueOrDefault(word, word))]);

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain(expected);
        run.Output.Should().BeEmpty();
        run.Error.Should().NotContain("(Parameter");
        _folder.FilesIn("").Should().Equal("in.dcm");
    }

    [Fact]
    public async Task Rewrap_AddAndRemove_NewKeyRecoversAndOldOneDoesNot()
    {
        string input = await _folder.AddProtectedAsync();

        ToolRun run = await RewrapAsync(
            input, "new.dcm", "--add", TestKeys.Trial.CertificatePath, "--remove", TestKeys.Archive.CertificatePath);

        run.ShouldBe(ExitCode.Done)
            .Output.Should().Be($"{input} -> {_folder["new.dcm"]}: rewrapped 1 Item, 1 recipient added, 1 removed\n");
        (await RecoverAsync("new.dcm", "back.dcm", TestKeys.Trial)).ShouldBe(ExitCode.Done);
        File.ReadAllBytes(_folder["back.dcm"]).Should().Equal(File.ReadAllBytes(_folder["original.dcm"]));
        (await RecoverAsync("new.dcm", "none.dcm", TestKeys.Archive)).ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("trial");
    }

    [Fact]
    public async Task Rewrap_ReplaceAll_LeavesThoseThatAddNames()
    {
        string input = await _folder.AddProtectedAsync();

        (await RewrapAsync(
            input, "new.dcm", "--replace-all", "--add", TestKeys.Trial.CertificatePath, "--add", TestKeys.Archive.ExpiredCertificatePath,
            "--escrow", TestKeys.Trial.CertificatePath, "--allow-expired")).ShouldBe(ExitCode.Done);

        ToolRun inspection = await CliFolder.RunAsync("inspect", _folder["new.dcm"]);
        inspection.Output.Should().Contain("CN=trial").And.Contain("CN=archive").And.MatchRegex(@"Recipients +2\n");
    }

    [Fact]
    public async Task Rewrap_AddedCertificateExpired_IsRefused()
    {
        string input = await _folder.AddProtectedAsync();

        ToolRun run = await RewrapAsync(input, "new.dcm", "--add", TestKeys.Archive.ExpiredCertificatePath);

        run.ShouldBe(ExitCode.Usage).Error.Should().Contain("expired");
    }

    [Fact]
    public async Task Rewrap_NothingToDo_CopiesAndSaysWhy()
    {
        string input = await _folder.AddProtectedAsync();

        ToolRun run = await RewrapAsync(
            input, "new.dcm", "--add", TestKeys.Archive.CertificatePath, "--remove", TestKeys.Trial.CertificatePath,
            "--report", _folder["report.ndjson"]);

        run.ShouldBe(ExitCode.Done).Output.Should().Contain("copied unchanged");
        run.Error.Should().Contain("was a recipient of 1 Item already").And.Contain("CN=trial").And.Contain("was not a recipient");
        File.ReadAllBytes(_folder["new.dcm"]).Should().Equal(File.ReadAllBytes(input));
        JsonElement line = JsonDocument.Parse(File.ReadAllText(_folder["report.ndjson"])).RootElement;
        line.GetProperty("outcome").GetString().Should().Be("unchanged");
        line.GetProperty("recipientsAdded").GetString().Should().Be("0");
        line.GetProperty("warnings").EnumerateArray().Select(code => code.GetString()).Should().Equal("AlreadyRecipient", "NotRecipient");
    }

    [Fact]
    public async Task Rewrap_OneItemOfTwo_ChangesThatOne()
    {
        string input = await _folder.AddProtectedAsync("--subset", $"PatientID={TestKeys.Trial.CertificatePath}");
        (await CliFolder.RunAsync("certificate", "create", "--subject", "CN=Registry", "-o", _folder["registry"])).ShouldBe(ExitCode.Done);

        ToolRun run = await CliFolder.RunAsync(
            "rewrap", input, "-o", _folder["new.dcm"], "--key", TestKeys.Trial.KeyPath, "--certificate", TestKeys.Trial.CertificatePath,
            "--item", "2", "--add", _folder["registry.cert.pem"]);

        run.ShouldBe(ExitCode.Done).Output.Should().EndWith("rewrapped 1 Item, 1 recipient added, 0 removed, 1 Item left as it was\n");
        ToolRun recovery = await CliFolder.RunAsync(
            "recover", _folder["new.dcm"], "-o", _folder["part.dcm"],
            "--key", _folder["registry.key.pem"], "--certificate", _folder["registry.cert.pem"]);
        recovery.ShouldBe(ExitCode.Done).Output.Should().Contain("1 Attribute recovered");
    }

    [Fact]
    public async Task Rewrap_LastRecipientOrUnprotectedOrForeignKey_FailsWithAReason()
    {
        string input = await _folder.AddProtectedAsync();
        string plain = _folder.AddObject("plain.dcm");

        ToolRun last = await RewrapAsync(input, "a.dcm", "--remove", TestKeys.Archive.CertificatePath);
        ToolRun unprotected = await RewrapAsync(plain, "b.dcm", "--add", TestKeys.Trial.CertificatePath);
        ToolRun foreign = await CliFolder.RunAsync(
            "rewrap", input, "-o", _folder["c.dcm"], "--key", TestKeys.Trial.KeyPath, "--certificate", TestKeys.Trial.CertificatePath,
            "--add", TestKeys.Trial.CertificatePath);
        ToolRun withoutEscrow = await RewrapAsync(
            input, "d.dcm", "--remove", TestKeys.Archive.ExpiredCertificatePath, "--escrow", TestKeys.Trial.CertificatePath);

        last.ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith($"failed: {input}: ").And.Contain("last recipient");
        unprotected.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("not protected");
        foreign.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("CN=archive");
        withoutEscrow.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("escrow");
        _folder.FilesIn("").Should().Equal("original.dcm", "plain.dcm", "protected.dcm");
    }

    [Fact]
    public async Task Rewrap_FolderOfSomeHundred_MirrorsTheTree()
    {
        for (int i = 0; i < 300; i++) _folder.AddFile(CliFolder.Object($"2.25.{1000 + i}"), "in", $"S{i % 7}", $"I{i:000}");
        string[] recipient = ["--recipient", TestKeys.Archive.CertificatePath];
        (await CliFolder.RunAsync(["protect", _folder["in"], "-o", _folder["protected"], .. recipient, "--quiet"])).ShouldBe(ExitCode.Done);
        _folder.AddText("Just a note, no image.", "protected", "README.txt");

        ToolRun run = await RewrapAsync(
            _folder["protected"], "new", "--add", TestKeys.Trial.CertificatePath, "--remove", TestKeys.Archive.CertificatePath);

        run.ShouldBe(ExitCode.Done).Output.Should().EndWith("300 files rewrapped, 0 failed, 1 skipped\n");
        (await RecoverAsync("new", "back", TestKeys.Trial)).ShouldBe(ExitCode.Done);
        foreach (string file in _folder.FilesIn("in"))
            File.ReadAllBytes(_folder["back", file]).Should().Equal(File.ReadAllBytes(_folder["in", file]), file);
    }

    [Fact]
    public async Task Protect_EscrowLeftOut_IsUsageError()
    {
        string input = _folder.AddObject("in.dcm");

        foreach (string[] words in new[]
        {
            new[] { "--recipient", TestKeys.Archive.CertificatePath, "--escrow", TestKeys.Trial.CertificatePath },
            ["--subset", $"PatientID={TestKeys.Trial.CertificatePath}", "--escrow", TestKeys.Trial.CertificatePath],
            ["--without-recovery", "--escrow", TestKeys.Trial.CertificatePath],
        })
        {
            ToolRun run = await CliFolder.RunAsync(["protect", input, "-o", _folder["out.dcm"], .. words]);

            run.ShouldBe(ExitCode.Usage).Error.Should().Contain("escrow");
            _folder.FilesIn("").Should().Equal("in.dcm");
        }
    }

    private Task<ToolRun> RewrapAsync(string input, string output, params string[] more) => CliFolder.RunAsync(
    [
        "rewrap", input, "-o", _folder[output],
        "--key", TestKeys.Archive.KeyPath, "--certificate", TestKeys.Archive.CertificatePath, .. more,
    ]);

    private Task<ToolRun> RecoverAsync(string input, string output, TestKeys keys) => CliFolder.RunAsync(
        "recover", _folder[input], "-o", _folder[output], "--key", keys.KeyPath, "--certificate", keys.CertificatePath);
}
