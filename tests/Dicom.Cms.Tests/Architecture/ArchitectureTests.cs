using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>docs/architecture.md: each folder uses only those before it; the root, which is the public API, apart.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Objects",
        "Output",
        "Record",
        "Items",
        "Deidentification/Profiles",
        "Deidentification/Pseudonyms",
        "Deidentification/Text",
        "Deidentification/Elements",
        "Deidentification/StructuredContent",
        "Deidentification/Private",
        "Deidentification/Pixels",
        "Protection",
        "Protection/Planning",
        "Protection/Writing",
        "Recovery",
        "Rewrapping",
        "Verification",
        "FileSets",
        "Conformance",
    ];

    [Fact]
    public void Folders_OfDicomCms_UseOnlyThoseBeforeThem() =>
        FolderGraph.Of(typeof(Deidentifier).Assembly).Against(Order).Should().BeEmpty();

    [Fact]
    public void Folders_OfDicomCms_AreAllSeen() => FolderGraph.Of(typeof(Deidentifier).Assembly).Folders.Should().BeEquivalentTo(Order);
}
