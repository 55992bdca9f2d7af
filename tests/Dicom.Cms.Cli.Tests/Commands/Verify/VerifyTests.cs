using System.Text;
using System.Text.Json;

namespace Dicom.Cms.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_ProtectedFolder_IsClean()
    {
        await ProtectAsync();

        ToolRun run = await VerifyAsync("out");

        run.ShouldBe(ExitCode.Done).Output.Should().Contain($"{_folder["out", "s", "a.dcm"]}: clean\n")
            .And.Contain("protected values searched for, ")
            .And.EndWith("2 objects verified, 2 clean, 0 not clean, 0 failed, 0 skipped\n");
    }

    [Fact]
    public async Task Verify_WithoutKey_SaysThatValuesWereNotSearched()
    {
        await ProtectAsync();

        (await CliFolder.RunAsync("verify", _folder["out"])).ShouldBe(ExitCode.Done)
            .Output.Should().Contain("values were not searched for");
    }

    [Fact]
    public async Task Verify_UnprotectedObject_NamesPlacesAndNoValue()
    {
        string input = _folder.AddObject("a.dcm");

        ToolRun run = await CliFolder.RunAsync("verify", input);

        run.ShouldBe(ExitCode.SomeFailed).Output.Should().Contain($"{input}: (0010,0010) PatientName is to be ").And.NotContain("Petra");
    }

    [Fact]
    public async Task Verify_ValueInAnElement_IsFound()
    {
        await ProtectAsync();
        string path = _folder["out", "s", "a.dcm"];
        byte[] bytes = File.ReadAllBytes(path);
        Encoding.ASCII.GetBytes(CliFolder.PatientId).CopyTo(bytes, 4); // In the preamble.
        File.WriteAllBytes(path, bytes);

        ToolRun run = await VerifyAsync("out");

        run.ShouldBe(ExitCode.SomeFailed)
            .Output.Should().Contain($"{path}: The preamble or File Meta Information holds a value that was protected")
            .And.NotContain(CliFolder.PatientId);
    }

    [Fact]
    public async Task Verify_FolderNameWithAName_IsFound()
    {
        await ProtectAsync();
        Directory.Move(_folder["out", "s"], _folder["out", "SEKRET PETRA"]);

        ToolRun run = await VerifyAsync("out", "--quiet");

        run.ShouldBe(ExitCode.SomeFailed)
            .Output.Should().Be($"{_folder["out", "SEKRET PETRA", "a.dcm"]}: The file is a name that holds a value that was protected\n");
    }

    [Fact]
    public async Task Verify_Report_HoldsRulesAndPlaces()
    {
        string input = _folder.AddObject("a.dcm");

        (await CliFolder.RunAsync("verify", input, "--report", _folder["r.ndjson"])).ShouldBe(ExitCode.SomeFailed);

        using JsonDocument line = JsonDocument.Parse(File.ReadAllText(_folder["r.ndjson"]));
        line.RootElement.GetProperty("status").GetString().Should().Be("found");
        line.RootElement.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("place").GetString()}")
            .Should().Contain("not-replaced (0010,0010)");
    }

    [Fact]
    public async Task Verify_ForeignKey_FailsWithAReason()
    {
        await ProtectAsync();

        ToolRun run = await CliFolder.RunAsync(
            "verify", _folder["out"], "--key", TestKeys.Trial.KeyPath, "--certificate", TestKeys.Trial.CertificatePath);

        run.ShouldBe(ExitCode.SomeFailed).Output.Should().EndWith("0 objects verified, 0 clean, 0 not clean, 2 failed, 0 skipped\n");
    }

    [Fact]
    public async Task Verify_NamedOptions_AreHeldAgainstTheObject()
    {
        await ProtectAsync("--option", "retain-patient-characteristics");

        (await VerifyAsync("out")).ShouldBe(ExitCode.Done);
        (await VerifyAsync("out", "--profile", "basic")).ShouldBe(ExitCode.SomeFailed).Output.Should().Contain("(0010,0040)");
    }

    [Fact]
    public async Task Verify_NotDicom_FailsAsInputAndIsSkippedInAFolder()
    {
        string note = _folder.AddText("Just a note, no image.", "in", "note.txt");

        (await CliFolder.RunAsync("verify", note)).ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith("failed: ");
        (await CliFolder.RunAsync("verify", _folder["in"])).ShouldBe(ExitCode.Done).Error.Should().StartWith("skipped: ");
    }

    [Theory]
    [InlineData("", "Required argument missing")]
    [InlineData("missing", "no such file")]
    [InlineData(". --option retain-everything", "unknown")]
    [InlineData(". --option retain-longitudinal-full-dates --option retain-longitudinal-modified-dates", "exclude each other")]
    [InlineData(". --profile claims --option retain-uids", "--profile claims")]
    [InlineData(". --profile none", "none")]
    [InlineData(". --key-password x", "go with a --key")]
    public async Task Verify_WrongWords_IsUsageError(string words, string expected)
    {
        string[] arguments = [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "." ? _folder.Root : word)];

        (await CliFolder.RunAsync(["verify", .. arguments])).ShouldBe(ExitCode.Usage).Error.Should().Contain(expected);
    }

    private async Task ProtectAsync(params string[] more)
    {
        _folder.AddFile(Safe("2.25.77701"), "in", "s", "a.dcm");
        _folder.AddFile(Safe("2.25.77702"), "in", "t", "b.dcm");
        string[] arguments = ["protect", _folder["in"], "-o", _folder["out"], "--recipient", TestKeys.Archive.CertificatePath, .. more];
        (await CliFolder.RunAsync(arguments)).ShouldBe(ExitCode.Done);
    }

    // A CT image: no text is expected in its pixels.
    private static byte[] Safe(string uid) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(CliFolder.Object(uid))
        .Replace("1.2.840.10008.5.1.4.1.1.7\0", "1.2.840.10008.5.1.4.1.1.2\0", StringComparison.Ordinal)
        .Replace("CS\u0002\0OT", "CS\u0002\0CT", StringComparison.Ordinal));

    private Task<ToolRun> VerifyAsync(string folder, params string[] more) => CliFolder.RunAsync(
        ["verify", _folder[folder], "--key", TestKeys.Archive.KeyPath, "--certificate", TestKeys.Archive.CertificatePath, .. more]);
}
