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

    [Fact]
    public void Folders_OfDicomCmsData_UseOnlyThoseBeforeThem() => FolderGraph.Of(typeof(Tag).Assembly).Against(Order).Should().BeEmpty();
}
