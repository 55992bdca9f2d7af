using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;
using Inspector = Dicom.Cms.ProtectedObject;

namespace Dicom.Cms.Tests;

public sealed class InspectionTests : IDisposable
{
    private static readonly byte[] s_original = RecoverySamples.Image();

    private static readonly byte[] s_protected = Roundtrip.Protect(s_original);

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Inspect_ProtectedObject_SaysHowAndForWhom()
    {
        ProtectedObjectDescription description = Inspector.Inspect(new MemoryStream(s_protected));

        description.IsProtected.Should().BeTrue();
        description.HasPart10Marker.Should().BeTrue();
        description.Length.Should().Be(s_protected.Length);
        ProtectedItemDescription item = description.Items.Should().ContainSingle().Which;
        item.Number.Should().Be(1);
        item.TransferSyntaxUid.Should().Be("1.2.840.10008.1.2.1");
        item.Problem.Should().BeNull();
        item.Envelope!.Kind.Should().Be(EnvelopeKind.AuthEnvelopedData);
        item.Envelope.ContentType.Should().Be("1.2.840.113549.1.7.1");
        item.Envelope.ContentEncryption.IsAuthenticated.Should().BeTrue();
        item.Envelope.Recipients.Should().ContainSingle(recipient => recipient.Kind == "ktri");
    }

    [Fact]
    public void Inspect_ProtectedObject_ReportsTheFourClaimsInOrder()
    {
        ProtectedObjectDescription description = Inspector.Inspect(new MemoryStream(s_protected));

        description.Claims.Select(claim => claim.Tag).Should().Equal(
            Tags.PatientIdentityRemoved, Tags.DeidentificationMethod, Tags.DeidentificationMethodCodeSequence,
            Tags.LongitudinalTemporalInformationModified);
        description.Claims[0].Values.Should().Equal("YES");
        description.Claims[2].Values.Should().Contain(code => code.StartsWith("113100 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inspect_FileStreamOrObject_SaysTheSame()
    {
        string path = _scratch.PathOf("protected.dcm");
        await File.WriteAllBytesAsync(path, s_protected);
        using DicomObject file = DicomObject.Read(s_protected);
        using MemoryStream stream = new(s_protected);

        ProtectedObjectDescription[] descriptions =
        [
            Inspector.Inspect(path), Inspector.Inspect(stream), Inspector.Inspect(file),
            await Inspector.InspectAsync(new OneWayStream(new MemoryStream(s_protected), isReadable: true)),
        ];

        foreach (ProtectedObjectDescription description in descriptions)
        {
            description.ToString().Should().Be("Protected: 1 Item, 1 recipient");
            description.SopClassUid.Should().Be(descriptions[0].SopClassUid).And.NotBeNull();
            description.TransferSyntax.Should().Be(file.TransferSyntax);
            description.DeclaredTransferSyntax.Should().Be(file.DeclaredTransferSyntax);
            description.ElementCount.Should().Be(file.Elements.Count);
        }
    }

    [Fact]
    public void Inspect_ObjectThatIsNotProtected_HasNoItems()
    {
        ProtectedObjectDescription description = Inspector.Inspect(new MemoryStream(s_original));

        description.IsProtected.Should().BeFalse();
        description.Items.Should().BeEmpty();
        description.Claims.Should().HaveCount(4).And.OnlyContain(claim => claim.Values.Count == 0);
        description.ToString().Should().Be("Not protected");
    }

    [Fact]
    public void Inspect_ItemsWithoutAnEnvelope_SaysWhy()
    {
        byte[] file = ForeignItem.Object(
            ForeignItem.Item([1, 2, 3, 4]), item => item.Text(0x0400_0510, "UI", "1.2.840.10008.1.2"));

        ProtectedObjectDescription description = Inspector.Inspect(new MemoryStream(file));

        description.Items.Should().HaveCount(2).And.OnlyContain(item => item.Envelope == null);
        description.ToString().Should().Be("Protected: 2 Items, 0 recipients, 2 Items without an envelope");
        description.Items[0].Problem.Should().StartWith("Encrypted Content is no CMS envelope: ");
        description.Items[1].Problem.Should().Be("no Encrypted Content");
        description.Items[1].TransferSyntaxUid.Should().Be("1.2.840.10008.1.2");
    }

    [Fact]
    public void Inspect_SequenceThatIsNone_ThrowsAndNamesTheTag()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Bytes(0x0400_0500, "OB", 1, 2, 3, 4).ToFile();

        Action inspection = () => Inspector.Inspect(new MemoryStream(file));

        inspection.Should().Throw<DicomFormatException>().Which.Tag.Should().Be(Tags.EncryptedAttributesSequence);
    }

    [Fact]
    public void Inspect_WrongArgumentsOrCanceledToken_Throws()
    {
        using DicomObject file = DicomObject.Read(s_protected);

        FluentActions.Invoking(() => Inspector.Inspect("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Inspector.Inspect((Stream)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Inspector.Inspect((DicomObject)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Inspector.Inspect(file, new CancellationToken(canceled: true)))
            .Should().Throw<OperationCanceledException>();
    }
}
