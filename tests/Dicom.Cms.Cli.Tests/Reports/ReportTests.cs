using System.Text.Json;

namespace Dicom.Cms.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Report_Folder_HasALineForEachInputAndNoValues()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddText("note", "in", "note.txt");
        _folder.AddText("broken", "in", "b.dcm");
        string report = _folder["new", "report.ndjson"];

        ToolRun run = await CliFolder.RunAsync(
            "protect", _folder["in"], "-o", _folder["out"], "--recipient", TestKeys.Archive.CertificatePath, "--report", report);

        run.ShouldBe(ExitCode.SomeFailed);
        Dictionary<string, JsonElement> lines = File.ReadAllLines(report).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => Path.GetFileName(line.GetProperty("input").GetString()!));
        lines.Should().HaveCount(3);
        lines["a.dcm"].GetProperty("status").GetString().Should().Be("done");
        lines["a.dcm"].GetProperty("output").GetString().Should().Be(_folder["out", "a.dcm"]);
        lines["a.dcm"].GetProperty("outcome").GetString().Should().Be("protected");
        lines["a.dcm"].GetProperty("protected").EnumerateArray().Select(tag => tag.GetString()).Should().Contain("(0010,0010)");
        lines["a.dcm"].GetProperty("warnings").ValueKind.Should().Be(JsonValueKind.Array);
        lines["note.txt"].GetProperty("status").GetString().Should().Be("skipped");
        lines["b.dcm"].GetProperty("status").GetString().Should().Be("failed");
        lines["b.dcm"].GetProperty("output").ValueKind.Should().Be(JsonValueKind.Null);
        lines["b.dcm"].GetProperty("error").GetProperty("kind").GetString().Should().Be("dicom-format");
        lines["b.dcm"].GetProperty("error").GetProperty("message").GetString().Should().NotBeEmpty();
        (File.ReadAllText(report) + run.Output + run.Error).Should().NotContain("Sekret").And.NotContain(CliFolder.PatientId);
    }

    [Fact]
    public async Task Report_Recover_StatesOutcomeIntegrityAndBinding()
    {
        string input = await _folder.AddProtectedAsync();
        string report = _folder["report.ndjson"];

        ToolRun run = await CliFolder.RunAsync(
            "recover", input, "-o", _folder["back.dcm"], "--key", TestKeys.Archive.KeyPath, "--report", report);

        run.ShouldBe(ExitCode.Done);
        JsonElement line = JsonDocument.Parse(File.ReadAllText(report)).RootElement;
        line.GetProperty("outcome").GetString().Should().Be("original");
        line.GetProperty("integrity").GetString().Should().Be("authenticated");
        line.GetProperty("binding").GetString().Should().Be("bound");
        line.GetProperty("recovered").EnumerateArray().Select(tag => tag.GetString()).Should().Contain("(0010,0020)");
        (File.ReadAllText(report) + run.Output + run.Error).Should().NotContain("Sekret").And.NotContain(CliFolder.PatientId);
    }

    [Fact]
    public async Task Report_OfAnEarlierRun_IsReplaced()
    {
        string input = _folder.AddObject("a.dcm");
        string report = _folder["report.ndjson"];
        foreach (string output in new[] { "1.dcm", "2.dcm" })
            (await CliFolder.RunAsync("protect", input, "-o", _folder[output], "--without-recovery", "--report", report))
                .ShouldBe(ExitCode.Done);

        File.ReadAllLines(report).Should().ContainSingle().Which.Should().Contain("2.dcm");
    }

    [Fact]
    public async Task Report_FolderThatCannotBe_IsUsageError()
    {
        string input = _folder.AddObject("a.dcm");

        ToolRun run = await CliFolder.RunAsync(
            "protect", input, "-o", _folder["b.dcm"], "--without-recovery", "--report", _folder["a.dcm", "x"]);

        run.ShouldBe(ExitCode.Usage);
        _folder.FilesIn("").Should().Equal("a.dcm");
    }
}
