namespace Dicom.Cms.Cli.Tests;

/// <summary>What a run works on: what is there when it begins.</summary>
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

        inputs.ListFiles().Select(file => file.RelativePath.Replace('\\', '/')).Should().Equal("a.dcm", "c.dcm", "b/10.dcm", "b/2.dcm");
        inputs.Count.Should().Be(4);
        inputs.Unused.Select(unused => Path.GetFileName(unused.Path)).Should().Equal("e.dcm", "up");
        inputs.RealPathsElsewhere.Should().ContainSingle().Which.Should().EndWith("d.dcm");
    }

    [Fact]
    public void ListFiles_FilesThatComeAndGo_AreThoseOfTheBeginning()
    {
        _folder.AddObject("in", "a", "1.dcm");
        _folder.AddObject("in", "b", "2.dcm");
        InputExpansion inputs = InputExpansion.Expand([_folder["in"]], CancellationToken.None);

        Directory.Delete(_folder["in", "a"], recursive: true);
        _folder.AddObject("in", "b", "3.dcm");

        inputs.ListFiles().Select(file => Path.GetFileName(file.Path)).Should().Equal("1.dcm", "2.dcm");
    }

    [Fact]
    public void HasOutput_OfManyFiles_IsKnownOfEachWhoeverAsks()
    {
        for (int i = 0; i < 70; i++) _folder.AddText("", "in", $"{i:D2}");
        string named = _folder.AddText("", "x");
        InputExpansion inputs = InputExpansion.Expand([_folder["in"], named], CancellationToken.None);

        foreach (InputFile file in inputs.ListFiles().Where(file => file.Path.EndsWith('3') || file.Path == named)) file.NoteOutput();

        inputs.ListFiles().Where(file => file.HasOutput).Select(file => Path.GetFileName(file.Path))
            .Should().Equal("03", "13", "23", "33", "43", "53", "63", "x");
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
}
