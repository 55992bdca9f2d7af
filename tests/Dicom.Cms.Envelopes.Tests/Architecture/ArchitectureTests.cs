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

    [Fact]
    public void Folders_OfDicomCmsEnvelopes_UseOnlyThoseBeforeThem() =>
        FolderGraph.Of(typeof(Envelope).Assembly).Against(Order).Should().BeEmpty();
}
