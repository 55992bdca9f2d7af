using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>docs/architecture.md: each folder uses only those before it; the root, which is the public API, apart.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Sources",
        "Dictionary",
        "Tokens",
        "Elements",
        "Files",
    ];

    private static readonly FolderGraph Graph = FolderGraph.Of("Dicom.Cms.Data", typeof(Tag).Assembly);

    [Fact]
    public void Folders_OfDicomCmsData_UseOnlyThoseBeforeThem() => Graph.Against(Order).Should().BeEmpty();

    [Fact]
    public void Folders_OfDicomCmsData_AreAllSeen() => Graph.Folders.Should().BeEquivalentTo(Order);
}
