using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

public sealed class FolderGraphTests
{
    private static readonly FolderGraph Graph = FolderGraph.Of(typeof(FolderGraphTests).Assembly, "/Architecture/Fixture/");

    [Fact]
    public void Of_FoldersThatUseEachOther_SeesBothWays() => Graph.Uses.Select(use => use.ToString()).Should().Equal(
        "First uses Second: Lower uses Kind",
        "First uses Second: Lower uses Upper",
        "Second uses First: Upper uses Lower");

    [Fact]
    public void Against_FoldersThatUseEachOther_NamesTheUseAgainstTheOrder()
    {
        Graph.Against(["First", "Second"]).Should().Equal("First uses Second: Lower uses Kind", "First uses Second: Lower uses Upper");
        Graph.Against(["Second", "First"]).Should().Equal("Second uses First: Upper uses Lower");
    }

    [Fact]
    public void Against_FolderWithoutPlace_NamesIt() => Graph.Against(["First"]).Should().Contain("Second has no place in the order");
}
