using Dicom.Cms.Testing;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>docs/architecture.md: each folder uses only those before it; the root, which is the public API, apart.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Order =
    [
        "Asn1",
        "Platform",
        "Secrets",
        "Text",
        "Algorithms",
        "Keys",
        "Certificates",
        "Opening",
        "Writing",
        "Kinds/KeyAgreement",
        "Kinds/KeyEncryptionKey",
        "Kinds/KeyTransport",
        "Kinds/Other",
        "Kinds/Password",
        "Kinds",
        "Reading",
        "Rewrapping",
    ];

    private static readonly FolderGraph Graph = FolderGraph.Of("Dicom.Cms.Envelopes", typeof(Envelope).Assembly);

    [Fact]
    public void Folders_OfDicomCmsEnvelopes_UseOnlyThoseBeforeThem() => Graph.Against(Order).Should().BeEmpty();

    // Keys uses only the root, and only the root uses it.
    [Fact]
    public void Folders_OfDicomCmsEnvelopes_AreAllSeen() => Graph.Folders.Should().BeEquivalentTo(Order.Where(folder => folder != "Keys"));
}
