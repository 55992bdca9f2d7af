namespace Dicom.Cms.Cli.Tests;

/// <summary>What a run works on: folders are looked through before it, and listed when their turn comes.</summary>
public sealed class InputTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ListFiles_TreeWithLinks_GivesTheFilesThatWereCounted()
    {
        _folder.AddObject("in", "b", "2.dcm");
        _folder.AddObject("in", "b", "10.dcm");
        _folder.AddObject("in", "c.dcm");
        _folder.AddObject("in", "b", ".x.partial");
        string elsewhere = _folder.AddObject("elsewhere", "d.dcm");
        File.CreateSymbolicLink(_folder["in", "a.dcm"], elsewhere);
        File.CreateSymbolicLink(_folder["in", "e.dcm"], _folder["nowhere"]);
        Directory.CreateSymbolicLink(_folder["in", "b", "up"], _folder["in"]);

        InputExpansion inputs = InputExpansion.Expand([_folder["in"]], CancellationToken.None);

        inputs.ListFiles(Fail).Select(file => file.RelativePath.Replace('\\', '/')).Should().Equal("a.dcm", "c.dcm", "b/10.dcm", "b/2.dcm");
        inputs.Count.Should().Be(4);
        inputs.Unused.Select(unused => Path.GetFileName(unused.Path)).Should().Equal("e.dcm", "up");
        inputs.RealPathsElsewhere.Should().ContainSingle().Which.Should().EndWith("d.dcm");
    }

    [Fact]
    public void ListFiles_FolderThatIsGone_IsReportedAndTheOthersAreListed()
    {
        _folder.AddObject("in", "a", "1.dcm");
        _folder.AddObject("in", "b", "2.dcm");
        InputExpansion inputs = InputExpansion.Expand([_folder["in"]], CancellationToken.None);
        Directory.Delete(_folder["in", "a"], recursive: true);
        List<UnusedInput> gone = [];

        string[] files = [.. inputs.ListFiles(gone.Add).Select(file => Path.GetFileName(file.Path))];

        files.Should().Equal("2.dcm");
        gone.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Path = _folder["in", "a"], IsFailure = true });
    }

    [Fact]
    public void Contains_FileInAFolderOrNamed_IsTrueForItAlone()
    {
        string inside = _folder.AddObject("in", "a", "1.dcm"), named = _folder.AddObject("x", "2.dcm");
        InputExpansion inputs = InputExpansion.Expand([_folder["in"], named], CancellationToken.None);

        inputs.Contains(RealPath.Of(inside)).Should().BeTrue();
        inputs.Contains(RealPath.Of(named)).Should().BeTrue();
        inputs.Contains(RealPath.Of(_folder["in", "a", "2.dcm"])).Should().BeFalse();
    }

    private static void Fail(UnusedInput unused) => Assert.Fail(unused.Reason);
}
