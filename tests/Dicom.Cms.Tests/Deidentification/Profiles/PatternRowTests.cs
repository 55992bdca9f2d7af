using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What Table E.1-1 says by pattern, and what has no place in a protected object whatever its value (PS3.15 E.1.1).</summary>
public sealed class PatternRowTests
{
    private const uint KeptSequence = 0x0054_0220;

    public static TheoryData<WireEncoding> Encodings =>
        [WireEncoding.ImplicitLittleEndian, WireEncoding.ExplicitLittleEndian, WireEncoding.ExplicitBigEndian];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_PrivateGroups_RemovesThemAtEveryDepth(WireEncoding encoding)
    {
        ProtectedObject output = Protect(encoding, bytes => bytes
            .PrivateBlock(0x0009, 0x10, "ACME SECRETS", (1, "LO", "secret value"u8.ToArray()))
            .Sequence(KeptSequence, item => item
                .PrivateBlock(0x0029, 0x10, "ACME SECRETS", (1, "OB", "secret value"u8.ToArray())))
            .PrivateBlock(0x7FE1, 0x10, "ACME SECRETS", (1, "UN", "secret value"u8.ToArray())));

        output.File.Elements.Should().NotContain(element => element.Tag.IsPrivate);
        output.Find(KeptSequence)!.Items![0].Elements.Should().BeEmpty();
        output.Holds("secret value").Should().BeFalse();
        output.Holds("ACME").Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_Curves_RemovesTheWholeGroup(WireEncoding encoding)
    {
        ProtectedObject output = Protect(encoding, bytes => bytes
            .Words(0x5000_0005, "US", 1).Words(0x5000_3000, "OW", 1, 2).Words(0x501E_0010, "US", 1)
            .Sequence(KeptSequence, item => item.Words(0x5002_3000, "OW", 1, 2)));

        output.File.Elements.Should().NotContain(element => (element.Tag.Group & 0xFF00) == 0x5000);
        output.Find(KeptSequence)!.Items![0].Elements.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_OverlayWithData_GoesWhole(WireEncoding encoding)
    {
        ProtectedObject output = Protect(encoding, bytes => bytes
            .Words(0x6000_0010, "US", 8).Words(0x6000_0011, "US", 8).Words(0x6000_3000, "OW", 1, 2)
            .Words(0x6002_0010, "US", 8).Text(0x6002_4000, "LT", "comment")
            .Words(0x6004_0010, "US", 8));

        output.File.Elements.Select(element => element.Tag.Group).Should().NotContain([(ushort)0x6000, (ushort)0x6002]);
        output.File.Find(new Tag(0x6004_0010)).Should().NotBeNull("an overlay without data or comments has nothing to hide");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_GroupsBelow0008_RemovesThemAtEveryDepth(WireEncoding encoding)
    {
        ProtectedObject output = Protect(encoding, bytes => bytes
            .Text(0x0004_1500, "CS", "FILE_NAME")
            .Text(0x0006_0010, "LO", "FILE_NAME")
            .Sequence(KeptSequence, item => item.Text(0x0004_1500, "CS", "FILE_NAME").Text(0x0008_0100, "SH", "CODE")));

        output.File.Elements.Should().OnlyContain(element => element.Tag.Group >= 0x0008);
        output.Holds("FILE_NAME").Should().BeFalse();
        output.Text(KeptSequence, 0x0008_0100).Should().Be("CODE");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_GroupLengths_AreNotLeftWhereTheyBecomeWrong(WireEncoding encoding)
    {
        ProtectedObject output = Protect(encoding, bytes => bytes
            .Bytes(0x0008_0000, "UL", 1, 2, 3, 4)
            .Bytes(0x0028_0000, "UL", 1, 2, 3, 4).Words(0x0028_0010, "US", 1)
            .Sequence(KeptSequence, item => item.Bytes(0x0010_0000, "UL", 1, 2, 3, 4).Text(0x0010_0010, "PN", "Doe^Jane")));

        output.File.Elements.Should().NotContain(element => element.Tag.IsGroupLength);
        output.Find(KeptSequence)!.Items![0].Elements.Should().NotContain(element => element.Tag.IsGroupLength);
    }

    [Fact]
    public void Protect_FileMetaInformationAmongTheDataSet_IsRemoved()
    {
        ProtectedObject output = Protect(WireEncoding.ExplicitLittleEndian, bytes => bytes
            .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7").Text(0x0002_0016, "AE", "SENDERAET").Words(0x0028_0010, "US", 1));

        output.File.Elements.Should().NotContain(element => element.Tag.Group == 0x0002);
        output.Holds("SENDERAET").Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_SequencesWithoutARow_AreKeptAndTreatedItemByItem(WireEncoding encoding)
    {
        ProtectedObject output = Protect(encoding, bytes => bytes.Sequence(
            KeptSequence,
            item => item.Text(0x0008_0100, "SH", "G-A101").Text(0x0010_0010, "PN", "First^Person"),
            item =>
                item.UndefinedSequence(0x0054_0222,
                    inner => inner.Text(0x0008_0100, "SH", "G-A102").Text(0x0010_0010, "PN", "Second^Person")),
            _ => { }));

        IReadOnlyList<SequenceItem> items = output.Find(KeptSequence)!.Items!;
        items.Should().HaveCount(3);
        items[0].Find(Tags.CodeValue).Should().NotBeNull();
        items[1].Find(new Tag(0x0054_0222))!.Items![0].Find(Tags.CodeValue).Should().NotBeNull();
        output.Holds("Person").Should().BeFalse();
    }

    [Fact]
    public void Protect_DummiedSequence_KeepsItsShapeWithoutFreeText()
    {
        // (0040,A730) Content Sequence is D: codes stay, words do not.
        ConfidentialityTable.Find(new Tag(0x0040_A730)).Should().Be(ConfidentialityAction.Dummy);
        ProtectedObject output = Protect(WireEncoding.ExplicitLittleEndian, bytes => bytes.Sequence(0x0040_A730, item => item
            .Text(0x0040_A010, "CS", "CONTAINS").Text(0x0040_A040, "CS", "TEXT")
            .Sequence(0x0040_A043, code =>
                code.Text(0x0008_0100, "SH", "121071").Text(0x0008_0102, "SH", "DCM").Text(0x0008_0104, "LO", "Finding"))
            .Text(0x0040_A160, "UT", "A man of 57 from Springfield")));

        output.Text(0x0040_A730, 0x0040_A010).Should().Be("CONTAINS");
        output.Text(0x0040_A730, 0x0040_A043, 0x0008_0104).Should().Be("Finding");
        output.Holds("Springfield").Should().BeFalse();
    }

    private static ProtectedObject Protect(WireEncoding encoding, Action<DicomBytes> add)
    {
        DicomBytes bytes = DicomBytes.In(encoding);
        add(bytes);
        return ProtectedObject.Of(bytes.ToFile());
    }
}
