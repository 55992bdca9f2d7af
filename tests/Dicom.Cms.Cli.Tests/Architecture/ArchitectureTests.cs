using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

/// <summary>docs/architecture.md: each folder uses only those before it; the root, which is the public API, apart.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Terminal",
        "Commands",
        "Errors",
        "Inputs",
        "Inspection",
        "Keys",
        "Outputs",
        "Reports",
        "Runs",
        "Options",
        "Commands/Certificate",
        "Commands/Completion",
        "Commands/Conformance",
        "Commands/Inspect",
        "Commands/Key",
        "Commands/Protect",
        "Commands/Recover",
        "Commands/Rewrap",
        "Commands/Verify",
    ];

    private static readonly FolderGraph Graph = FolderGraph.Of("Dicom.Cms.Cli", typeof(Tool).Assembly);

    [Fact]
    public void Folders_OfDicomCmsCli_UseOnlyThoseBeforeThem() => Graph.Against(Order).Should().BeEmpty();

    [Fact]
    public void Folders_OfDicomCmsCli_AreAllSeen() => Graph.Folders.Should().BeEquivalentTo(Order);
}
