namespace Dicom.Cms.Cli.Tests;

/// <summary>Where outputs go, and where they must not.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("n", 247)]
    [InlineData("n", 255)]
    [InlineData("\u00E4", 127)]
    [InlineData("\U0001F9E0", 63)]
    public async Task Protect_NameAsLongAsFileSystemsAllow_IsProtectedAndLeavesNothingElse(string letter, int count)
    {
        string name = string.Concat(Enumerable.Repeat(letter, count));
        _folder.AddObject("in", name);

        ToolRun run = await CliFolder.RunAsync("protect", _folder["in"], "-o", _folder["out"], "--without-recovery");

        run.ShouldBe(ExitCode.Done);
        _folder.FilesIn("out").Should().Equal(name);
    }

    [Fact]
    public async Task Output_ExistingFolder_TakesASingleFileUnderItsName()
    {
        _folder.AddObject("ct.dcm");
        Directory.CreateDirectory(_folder["out"]);

        (await ProtectAsync("out", "ct.dcm")).ShouldBe(ExitCode.Done);

        _folder.FilesIn("out").Should().Equal("ct.dcm");
    }

    [Fact]
    public async Task Output_MissingFolders_AreMade()
    {
        _folder.AddObject("ct.dcm");

        (await ProtectAsync("new/deep/x.dcm", "ct.dcm")).ShouldBe(ExitCode.Done);

        _folder.FilesIn("new").Should().Equal("deep/x.dcm");
    }

    [Fact]
    public async Task Output_SeveralInputs_GoIntoOneFolder()
    {
        _folder.AddObject("a.dcm");
        _folder.AddObject("study", "s", "b.dcm");

        (await ProtectAsync("out", "a.dcm", "study")).ShouldBe(ExitCode.Done);

        _folder.FilesIn("out").Should().Equal("a.dcm", "s/b.dcm");
    }

    [Fact]
    public async Task Output_TheSameForTwoInputs_IsRefused()
    {
        _folder.AddObject("x", "a.dcm");
        _folder.AddObject("y", "a.dcm");

        (await RefuseAsync("out", "x/a.dcm", "y/a.dcm")).Should().Contain("both would be written to");
        (await RefuseAsync("out", "x", "y")).Should().Contain("both would be written to");
    }

    [Fact]
    public async Task Output_ThatIsTheInput_IsRefused()
    {
        _folder.AddObject("a.dcm");
        File.CreateSymbolicLink(_folder["link.dcm"], _folder["a.dcm"]);

        (await RefuseAsync("a.dcm", "a.dcm")).Should().Contain("same file");
        (await RefuseAsync("link.dcm", "a.dcm")).Should().Contain("same file");
        (await RefuseAsync("a.dcm", "link.dcm")).Should().Contain("same file");
        (await RefuseAsync(".", "a.dcm")).Should().Contain("same file");
    }

    [Fact]
    public async Task Output_InsideAnInputFolder_IsRefused()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddObject("in", "in", "b.dcm");
        Directory.CreateSymbolicLink(_folder["alias"], _folder["in"]);

        foreach (string output in new[] { "in", "in/out", "in/new/deep", "alias", "alias/out", "out/../in/x", "." })
            (await RefuseAsync(output, "in")).Should().Contain("inputs are never modified", "of {0}", output);
        (await RefuseAsync("in/out", "alias")).Should().Contain("inputs are never modified");
    }

    [Fact]
    public async Task Output_FolderThatALinkInTheInputLeadsTo_IsRefused()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddObject("out", "old.dcm");
        Directory.CreateSymbolicLink(_folder["in", "link"], _folder["out"]);

        (await RefuseAsync("out", "in")).Should().Contain("inputs are never modified");
    }

    [Fact]
    public async Task Output_FileForSeveralInputs_IsRefused()
    {
        _folder.AddObject("a.dcm");
        _folder.AddObject("b.dcm");
        _folder.AddText("", "out");

        (await RefuseAsync("out", "a.dcm", "b.dcm")).Should().Contain("is a folder");
    }

    [Fact]
    public async Task Input_Missing_IsRefusedBeforeAnythingIsWritten()
    {
        _folder.AddObject("a.dcm");

        (await RefuseAsync("out", "a.dcm", "b.dcm")).Should().Contain("b.dcm: no such file or folder");
    }

    [Fact]
    public async Task Output_ExistingFile_FailsThatInputAlone()
    {
        _folder.AddObject("in", "a.dcm");
        _folder.AddObject("in", "b.dcm");
        _folder.AddText("precious", "out", "a.dcm");

        ToolRun run = await ProtectAsync("out", "in");

        run.ShouldBe(ExitCode.SomeFailed).Error.Should().StartWith("failed: ").And.Contain("--overwrite");
        File.ReadAllText(_folder["out", "a.dcm"]).Should().Be("precious");
        _folder.FilesIn("out").Should().Equal("a.dcm", "b.dcm");
    }

    [Fact]
    public async Task Output_ExistingFileWithOverwrite_IsReplaced()
    {
        _folder.AddObject("a.dcm");
        _folder.AddText("worthless", "b.dcm");

        (await CliFolder.RunAsync("protect", _folder["a.dcm"], "-o", _folder["b.dcm"], "--without-recovery", "--overwrite"))
            .ShouldBe(ExitCode.Done);

        new FileInfo(_folder["b.dcm"]).Length.Should().BeGreaterThan(132);
    }

    [Fact]
    public async Task Input_BeginningWithAnAtSign_IsAFile()
    {
        _folder.AddObject("@list");
        string before = Directory.GetCurrentDirectory();
        string relative = Path.GetRelativePath(before, _folder["@list"]);

        ToolRun run = await CliFolder.RunAsync("protect", relative, "-o", _folder["out"], "--without-recovery");

        run.ShouldBe(ExitCode.Done);
    }

    private Task<ToolRun> ProtectAsync(string output, params string[] inputs) =>
        CliFolder.RunAsync(["protect", .. inputs.Select(input => _folder[input]), "-o", _folder[output], "--without-recovery"]);

    private async Task<string> RefuseAsync(string output, params string[] inputs)
    {
        string[] before = _folder.FilesIn("");
        byte[] input = File.Exists(_folder[inputs[0]]) ? File.ReadAllBytes(_folder[inputs[0]]) : [];
        ToolRun run = await ProtectAsync(output, inputs);
        run.ShouldBe(ExitCode.Usage).Output.Should().BeEmpty();
        _folder.FilesIn("").Should().Equal(before);
        if (input.Length > 0) File.ReadAllBytes(_folder[inputs[0]]).Should().Equal(input);
        return run.Error;
    }
}
