using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>docs/architecture.md: each folder uses only those before it; the root, which is the public API, apart.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Formats",
        "Masks",
    ];

    [Fact]
    public void Folders_OfDicomCmsImaging_UseOnlyThoseBeforeThem() =>
        FolderGraph.Of(typeof(ImagingException).Assembly).Against(Order).Should().BeEmpty();
}
