using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>docs/architecture.md: each folder uses only those before it; the root, which is the public API, apart.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Formats",
        "Codestreams",
        "Decoding",
        "Masks",
    ];

    private static readonly FolderGraph Graph = FolderGraph.Of("Dicom.Cms.Imaging", typeof(ImagingException).Assembly);

    [Fact]
    public void Folders_OfDicomCmsImaging_UseOnlyThoseBeforeThem() => Graph.Against(Order).Should().BeEmpty();

    [Fact]
    public void Folders_OfDicomCmsImaging_AreAllSeen() => Graph.Folders.Should().BeEquivalentTo(Order);
}
