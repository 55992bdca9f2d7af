using System.Diagnostics;

namespace Dicom.Cms.Cli.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Protect_Folder_MirrorsTheTree()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddObject("in", "series", "IM 0001");
        _folder.AddObject("in", "series", "deep", "@b[1].txt");
        _folder.AddText("Just a note, no image.", "in", "README.md");
        _folder.AddObject("in", ".c.dcm.partial");
        _folder.AddText("Just a note, no image.", "in", "notes", "deep", "README.md");
        Directory.CreateDirectory(_folder["in", "empty"]);

        ToolRun run = await ProtectAsync("in", "out");

        run.ShouldBe(ExitCode.Done).Output.Should().EndWith("3 files protected, 0 failed, 2 skipped\n");
        run.Error.Should().Contain("skipped: ").And.Contain("README.md: This is not a DICOM file.\n");
        _folder.FilesIn("out").Should().Equal("a.dcm", "series/IM 0001", "series/deep/@b[1].txt");
        Directory.GetDirectories(_folder["out"]).Should().ContainSingle("folders without an output are not mirrored");
    }

    [Fact]
    public async Task ProtectAndRecover_ManyFilesInParallel_GiveBackEachOfThem()
    {
        for (int i = 0; i < 60; i++) _folder.AddFile(CliFolder.Object($"2.25.{1000 + i}", new byte[2 * i]), "in", $"s{i % 7}", $"{i}");

        (await ProtectAsync("in", "mid", "--jobs", "8")).ShouldBe(ExitCode.Done);
        ToolRun run = await CliFolder.RunAsync(
            "recover", _folder["mid"], "-o", _folder["back"], "--key", TestKeys.Archive.KeyPath, "--jobs", "8");

        run.ShouldBe(ExitCode.Done).Output.Should().EndWith("60 files recovered, 0 failed, 0 skipped\n");
        foreach (string file in _folder.FilesIn("in"))
            File.ReadAllBytes(_folder["back", file]).Should().Equal(File.ReadAllBytes(_folder["in", file]));
    }

    [Fact]
    public async Task Protect_DamagedFilesInFolder_FailWithoutStoppingTheOthers()
    {
        byte[] whole = CliFolder.Object();
        _folder.AddFile(whole[..^3], "in", "marker");
        _folder.AddText("nothing", "in", "extension.DCM");
        _folder.AddFile([], "in", "empty.dcm");
        _folder.AddFile([], "in", "empty");
        _folder.AddFile(whole, "in", "whole");

        ToolRun run = await ProtectAsync("in", "out");

        run.ShouldBe(ExitCode.SomeFailed).Output.Should().EndWith("1 file protected, 3 failed, 1 skipped\n");
        foreach (string name in new[] { "marker", "extension.DCM", "empty.dcm" })
            run.Error.Should().Contain($"failed: {_folder["in", name]}: ");
        run.Error.Should().Contain($"skipped: {_folder["in", "empty"]}: ");
        _folder.FilesIn("out").Should().Equal("whole");
    }

    [Fact]
    public async Task Protect_NotDicomAsInputItself_Fails()
    {
        string input = _folder.AddText("Just a note, no image.", "note.txt");

        ToolRun run = await CliFolder.RunAsync("protect", input, "-o", _folder["out"], "--without-recovery");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Be($"failed: {input}: This is not a DICOM file.\n");
        _folder.FilesIn("").Should().Equal("note.txt");
    }

    [Fact]
    public async Task Protect_DamagedDicomAsInputItself_FailsWithItsPlace()
    {
        string input = _folder.AddFile(CliFolder.Object()[..^3], "in.dcm");

        ToolRun run = await CliFolder.RunAsync("protect", input, "-o", _folder["out"], "--without-recovery");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("at octet ").And.NotContain("not a DICOM file");
    }

    [Fact]
    public async Task Recover_UnprotectedFileInFolder_Fails()
    {
        _folder.AddObject("in", "a.dcm");

        ToolRun run = await CliFolder.RunAsync("recover", _folder["in"], "-o", _folder["out"], "--key", TestKeys.Archive.KeyPath);

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().Contain("not protected");
        _folder.FilesIn("out").Should().BeEmpty();
    }

    [Fact]
    public async Task Recover_ForeignKey_FailsWithAReason()
    {
        string input = await _folder.AddProtectedAsync();

        ToolRun run = await CliFolder.RunAsync(
            "recover", input, "-o", _folder["back.dcm"], "--key", TestKeys.Trial.KeyPath, "--certificate", TestKeys.Trial.CertificatePath);

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith($"failed: {input}: ");
        File.Exists(_folder["back.dcm"]).Should().BeFalse();
    }

    [Fact]
    public async Task Protect_PipeInFolder_IsSkippedAndNotWaitedFor()
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.AddObject("in", "a.dcm");
        using (Process make = Process.Start("mkfifo", _folder["in", "pipe"])) await make.WaitForExitAsync();

        (await ProtectAsync("in", "out")).ShouldBe(ExitCode.Done).Error.Should().StartWith($"skipped: {_folder["in", "pipe"]}: ");
    }

    [Fact]
    public async Task Protect_FolderWithoutDicom_SaysSo()
    {
        _folder.AddText("note", "in", "note.txt");

        ToolRun run = await ProtectAsync("in", "out");

        run.ShouldBe(ExitCode.Done).Error.Should().Contain("warning: no DICOM file was found");
    }

    [Fact]
    public async Task Protect_LinksInACircle_EndsAndReadsEachFileOnce()
    {
        _folder.AddObject("in", "sub", "a.dcm");
        _folder.AddObject("elsewhere", "b.dcm");
        Directory.CreateSymbolicLink(_folder["in", "sub", "up"], _folder["in"]);
        Directory.CreateSymbolicLink(_folder["in", "other"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["in", "other2"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["elsewhere", "back"], _folder["in"]);
        File.CreateSymbolicLink(_folder["in", "loop"], _folder["in", "loop"]);
        File.CreateSymbolicLink(_folder["in", "dangling"], _folder["nowhere"]);
        File.CreateSymbolicLink(_folder["in", "link.dcm"], _folder["in", "sub", "a.dcm"]);

        ToolRun run = await ProtectAsync("in", "out");

        run.ShouldBe(ExitCode.Done).Output.Should().EndWith("3 files protected, 0 failed, 5 skipped\n");
        _folder.FilesIn("out").Should().Equal("link.dcm", "other/b.dcm", "sub/a.dcm");
    }

    private Task<ToolRun> ProtectAsync(string input, string output, params string[] more) =>
        CliFolder.RunAsync(["protect", _folder[input], "-o", _folder[output], "--recipient", TestKeys.Archive.CertificatePath, .. more]);
}
