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
        "Runs",
        "Verification",
        "Inspection",
        "FileSets",
        "Conformance",
    ];

    private static readonly FolderGraph Graph = FolderGraph.Of("Dicom.Cms", typeof(Deidentifier).Assembly);

    [Fact]
    public void Folders_OfDicomCms_UseOnlyThoseBeforeThem() => Graph.Against(Order).Should().BeEmpty();

    [Fact]
    public void Folders_OfDicomCms_AreAllSeen() => Graph.Folders.Should().BeEquivalentTo(Order);
}
