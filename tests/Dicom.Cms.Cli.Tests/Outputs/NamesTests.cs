using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli.Tests;

/// <summary>--names uid: names of files carry names of patients too.</summary>
public sealed class NamesTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Names_Uid_AreTheReplacementsInTheObject()
    {
        _folder.AddFile(CliFolder.Object("2.25.1"), "in", "Sekret Petra", "a");
        _folder.AddFile(CliFolder.Object("2.25.2"), "in", "Sekret Petra", "b");

        ToolRun run = await ProtectAsync(_folder["in"]);

        run.ShouldBe(ExitCode.Done).Output.Should().EndWith("2 files protected, 0 failed, 0 skipped\n");
        string[] files = _folder.FilesIn("out");
        files.Should().HaveCount(2);
        foreach (string name in files)
        {
            using DicomObject file = DicomObject.Open(_folder["out", name]);
            Tag[] tags = [Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID];
            name.Should().Be($"{string.Join('/', tags.Select(tag => Text(file, tag)))}.dcm")
                .And.NotContain("Petra").And.NotContain(CliFolder.PatientId);
        }
    }

    [Fact]
    public async Task Names_Uid_AreRecoveredFrom()
    {
        string input = _folder.AddFile(CliFolder.Object(), "a.dcm");
        (await ProtectAsync(input)).ShouldBe(ExitCode.Done);
        string middle = _folder["out", _folder.FilesIn("out").Single()];

        (await CliFolder.RunAsync("recover", middle, "-o", _folder["back.dcm"], "--key", TestKeys.Archive.KeyPath)).ShouldBe(ExitCode.Done);

        File.ReadAllBytes(_folder["back.dcm"]).Should().Equal(File.ReadAllBytes(input));
    }

    [Fact]
    public async Task Names_SameUidTwice_FailsForTheSecond()
    {
        _folder.AddFile(CliFolder.Object(), "in", "a");
        _folder.AddFile(CliFolder.Object(), "in", "b");

        ToolRun run = await ProtectAsync(_folder["in"], "--overwrite");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith("failed: ").And.Contain("has the same UIDs");
        _folder.FilesIn("out").Should().ContainSingle("no temporary file is left");
    }

    [Fact]
    public async Task Names_ExistingOutput_IsReplacedOnlyWhenAsked()
    {
        string input = _folder.AddFile(CliFolder.Object(), "a.dcm");
        (await CliFolder.RunAsync("key", "create", "-o", _folder["key"])).ShouldBe(ExitCode.Done);
        string[] more = ["--pseudonym-key", _folder["key"]];
        (await ProtectAsync(input, more)).ShouldBe(ExitCode.Done);

        (await ProtectAsync(input, more)).ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("--overwrite replaces it");
        (await ProtectAsync(input, [.. more, "--overwrite"])).ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Names_MissingAndIllegalValues_GiveNamesAllTheSame()
    {
        byte[] bytes = Testing.DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7").Text(0x0008_0018, "UI", "2.25.9")
            .Text(0x0010_0020, "LO", "../a:b*").Text(0x0020_000E, "UI", "..").ToFile();
        string input = _folder.AddFile(bytes, "a.dcm");

        ToolRun run = await ProtectAsync(input, "--profile", "none", "--attributes", "PatientName");

        run.ShouldBe(ExitCode.Done);
        _folder.FilesIn("out").Single().Should().MatchRegex(@"^_a_b_/unknown/unknown/2\.25\.[0-9]+\.dcm$");
    }

    [Fact]
    public async Task Names_OutputIsAFile_IsUsageError()
    {
        string input = _folder.AddObject("a.dcm");
        _folder.AddText("x", "out");

        (await ProtectAsync(input)).ShouldBe(ExitCode.Usage).Error.Should().Contain("folder");
    }

    private Task<ToolRun> ProtectAsync(string input, params string[] more) => CliFolder.RunAsync(
        ["protect", input, "-o", _folder["out"], "--recipient", TestKeys.Archive.CertificatePath, "--names", "uid", .. more]);

    private static string Text(DicomObject file, Tag tag) =>
        Encoding.ASCII.GetString(file.ReadValue(file.Find(tag)!.Value).Span).Trim('\0', ' ');
}
