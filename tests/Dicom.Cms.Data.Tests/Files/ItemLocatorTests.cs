using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Items are found in place, in every encoding; what cannot be read is never passed over.</summary>
public sealed class ItemLocatorTests
{
    private const uint Sequence = 0x0008_1115, Unknown = 0x0009_1001;

    private static readonly Action<DicomBytes> First = item => item.Text(0x0010_0010, "PN", "Doe^Jane");
    private static readonly Action<DicomBytes> Second = item => item.Sequence(0x0008_1199, inner => inner.Words(0x0028_0010, "US", 1));

    public static TheoryData<WireEncoding, bool, bool> Styles()
    {
        TheoryData<WireEncoding, bool, bool> data = [];
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            foreach (bool isDefined in new[] { true, false })
            {
                foreach (bool itemsAreDefined in new[] { true, false }) data.Add(encoding, isDefined, itemsAreDefined);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void ItemContents_OfAnyStyle_AreTheDataSetsOfTheItems(WireEncoding encoding, bool isDefined, bool itemsAreDefined)
    {
        byte[] bytes = DicomBytes.In(encoding).Sequence(Sequence, isDefined, itemsAreDefined, First, _ => { }, Second, Nested).ToArray();

        ContentsOf(bytes, encoding).Should().Equal(Hex(encoding, First), "", Hex(encoding, Second), Hex(encoding, Nested));

        // Items of undefined length inside: only those of the outermost sequence count.
        static void Nested(DicomBytes item) => item.UndefinedSequence(0x0008_1199, First, First);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void ItemContents_CutAnywhere_Throws(WireEncoding encoding, bool isDefined, bool itemsAreDefined)
    {
        byte[] bytes = DicomBytes.In(encoding).Sequence(Sequence, isDefined, itemsAreDefined, First, Second).ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            Action read = () => ItemLocator.ItemContents(bytes.AsMemory(0, length), ElementConversionTests.EncodingOf(encoding));
            read.Should().Throw<DicomFormatException>($"cut at {length} of {bytes.Length}");
        }
    }

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian, true)]
    [InlineData(WireEncoding.ExplicitLittleEndian, false)]
    [InlineData(WireEncoding.ExplicitBigEndian, true)]
    [InlineData(WireEncoding.ExplicitBigEndian, false)]
    public void ItemContents_OfUn_AreImplicitLittleEndian(WireEncoding encoding, bool isDefined)
    {
        byte[] bytes = DicomBytes.In(encoding).UnknownSequence(Unknown, isDefined, First, Second).ToArray();

        ContentsOf(bytes, encoding).Should()
            .Equal(Hex(WireEncoding.ImplicitLittleEndian, First), Hex(WireEncoding.ImplicitLittleEndian, Second));
    }

    [Fact]
    public void ItemContents_OfAnEmptySequence_AreNone()
    {
        ContentsOf(DicomBytes.Explicit().Sequence(Sequence).ToArray(), WireEncoding.ExplicitLittleEndian).Should().BeEmpty();
        ContentsOf(DicomBytes.Explicit().UndefinedSequence(Sequence).ToArray(), WireEncoding.ExplicitLittleEndian).Should().BeEmpty();
    }

    [Fact]
    public void ItemContents_OfAText_Throws()
    {
        byte[] bytes = DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").ToArray();

        FluentActions.Invoking(() => ContentsOf(bytes, WireEncoding.ExplicitLittleEndian)).Should().Throw<DicomFormatException>();
    }

    [Theory]
    [InlineData("FEFF00E0", true)]
    [InlineData("FEFF00E000000000", true)]
    [InlineData("FFFEE000", true)]
    [InlineData("FFFEE00000", true)]
    [InlineData("FEFF00", false)]
    [InlineData("FEFF0DE0", false)]
    [InlineData("FEFFE000", false)]
    [InlineData("FFFE00E0", false)]
    [InlineData("FFFEE001", false)]
    [InlineData("00FEFF00E0", false)]
    [InlineData("", false)]
    public void BeginsWithItem_OfAnyByteOrder_IsWhetherTheTagStandsFirst(string hex, bool begins) =>
        ItemLocator.BeginsWithItem(Convert.FromHexString(hex)).Should().Be(begins);

    public static TheoryData<string, WireEncoding> Wrappings()
    {
        TheoryData<string, WireEncoding> data = [];
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            foreach (string name in new[] { "defined", "undefined", "UN", "UN undefined", "UN in a sequence", "sequence in UN", "private" })
                data.Add(name, encoding);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void AnyNested_ElementInAnyWrapping_IsFound(string name, WireEncoding encoding)
    {
        using DicomObject file = DicomObject.Read(Wrap(name, DicomBytes.In(encoding)).Words(0x7FE0_0010, "OW", 1).ToFile());
        file.Encoding.Should().BeSameAs(ElementConversionTests.EncodingOf(encoding));

        ItemLocator.AnyNested(file, file.Elements[0], (tag, _) => tag == Tags.PatientName).Should().BeTrue();
        ItemLocator.AnyNested(file, file.Elements[0], (_, vr) => vr == ValueRepresentation.PN).Should().BeTrue("its VR is known");
        ItemLocator.AnyNested(file, file.Elements[0], (tag, _) => tag == Tags.PatientID).Should().BeFalse();
    }

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void AnyNested_UnUnderATagThatIsTextInTheDictionary_IsEntered(WireEncoding encoding)
    {
        // Protocol Name (0018,1030) is LO, but stated as UN, and its value is Items: a reader of UN finds them.
        using DicomObject file = DicomObject.Read(DicomBytes.In(encoding)
            .Sequence(Sequence, item => item.UnknownSequence(0x0018_1030, isDefined: true, Inside)).Words(0x7FE0_0010, "OW", 1).ToFile());

        ItemLocator.AnyNested(file, file.Elements[0], (tag, _) => tag == Tags.PatientName).Should().BeTrue();
    }

    [Theory]
    [InlineData("UN", 0x0010_0010, "PN")]
    [InlineData("LO", 0x0010_0010, "LO")]
    [InlineData("UN", 0x0009_1002, null)]
    [InlineData("ZZ", 0x0010_0010, null)]
    public void AnyNested_VrOfAnElement_IsTheStatedOneOrTheDictionarys(string stated, uint tag, string? expected)
    {
        byte[] element = stated == "ZZ"
            ? [0x10, 0, 0x10, 0, (byte)'Z', (byte)'Z', 0, 0, 2, 0, 0, 0, 1, 2]
            : DicomBytes.Explicit().Bytes(tag, stated, 1, 2).ToArray();
        using DicomObject file = DicomObject.Read(DicomBytes.Explicit().Sequence(Sequence, item => item.Raw(element)).ToFile());
        List<string?> vrs = [];

        ItemLocator.AnyNested(file, file.Elements[0], (_, vr) => Note(vr));

        vrs.Should().Equal(expected);

        bool Note(ValueRepresentation? vr)
        {
            vrs.Add(vr?.Name);
            return false;
        }
    }

    [Fact]
    public void AnyNested_WhatCannotBeRead_CountsAsFound()
    {
        byte[] junk = [0xFE, 0xFF, 0x00, 0xE0, 99, 0, 0, 0, 1, 2];
        byte[][] files =
        [
            DicomBytes.Explicit().Bytes(Sequence, "SQ", junk).ToFile(),
            DicomBytes.Explicit().Bytes(Sequence, "SQ", 1, 2, 3).ToFile(),
            DicomBytes.Explicit().Bytes(Unknown, "UN", junk).ToFile(),
            DicomBytes.Explicit().Sequence(Sequence, item => item.Bytes(0x0008_1199, "SQ", junk)).ToFile(),
            DicomBytes.Explicit().Sequence(Sequence, item => item.Bytes(Unknown, "UN", junk)).ToFile(),
            DicomBytes.Explicit().Sequence(Sequence, item => item.Bytes(0x0008_1199, "OB", 1, 2)).ToFile(),
        ];
        foreach (byte[] bytes in files)
        {
            using DicomObject file = DicomObject.Read(bytes);
            ItemLocator.AnyNested(file, file.Elements[0], (_, _) => false).Should().BeTrue();
        }
    }

    [Fact]
    public void AnyNested_ValuesThatHoldNoItems_AreNotEntered()
    {
        byte[] looksLikeItem = [0xFE, 0xFF, 0x00, 0xE0, 99, 0, 0, 0];
        using DicomObject file = DicomObject.Read(DicomBytes.Explicit().Sequence(Sequence, item => item
            .Bytes(0x0018_1000, "OB", looksLikeItem).Bytes(Unknown, "UN", 1, 2, 3, 4).Bytes(0x0009_1003, "UN")
            .Sequence(0x0040_A730)).ToFile());

        ItemLocator.AnyNested(file, file.Elements[0], (_, _) => false).Should().BeFalse();
    }

    [Theory]
    [InlineData(128, false)]
    [InlineData(129, true)]
    [InlineData(200, true)]
    public void AnyNested_DeeperThanTheLimit_CountsAsFound(int sequences, bool isFound)
    {
        DicomBytes bytes = DicomBytes.Explicit().Text(0x0010_0020, "LO", "AB");
        for (int level = 0; level < sequences; level++)
        {
            byte[] inner = bytes.ToArray();
            bytes = DicomBytes.Explicit().Sequence(Sequence, item => item.Raw(inner));
        }

        using DicomObject file = DicomObject.Read(bytes.ToFile());

        ItemLocator.AnyNested(file, file.Elements[0], (_, _) => false).Should().Be(isFound);
    }

    [Fact]
    public void Split_OfADataSet_GivesItsElements()
    {
        byte[] bytes = DicomBytes.BigEndian().Text(0x0008_0018, "UI", "2.25.1").Words(0x0028_0010, "US", 1).ToArray();

        ItemLocator.Split(bytes, DataSetEncoding.ExplicitBigEndian).Select(element => (element.Tag.Value, element.Offset, element.End))
            .Should().Equal((0x0008_0018, 0, 14), (0x0028_0010, 14, 24));
        ItemLocator.Split(default, DataSetEncoding.ExplicitBigEndian).Should().BeEmpty();
        FluentActions.Invoking(() => ItemLocator.Split(bytes.AsMemory(0, 23), DataSetEncoding.ExplicitBigEndian))
            .Should().Throw<DicomFormatException>();
    }

    private static DicomBytes Wrap(string name, DicomBytes bytes) => name switch
    {
        "defined" => bytes.Sequence(Sequence, _ => { }, Inside),
        "undefined" => bytes.UndefinedSequence(Sequence, _ => { }, Inside),
        "UN" => bytes.UnknownSequence(Sequence, isDefined: true, Inside),
        "UN undefined" => bytes.UnknownSequence(Sequence, isDefined: false, Inside),
        "UN in a sequence" => bytes.Sequence(Sequence, item => item.UnknownSequence(0x0018_FF02, isDefined: true, Inside)),
        "sequence in UN" => bytes.UnknownSequence(Sequence, isDefined: true, item => item.Sequence(0x0008_1199, Inside)),
        _ => bytes.Sequence(Sequence, item => item.UnknownSequence(Unknown, isDefined: true, Inside)),
    };

    private static void Inside(DicomBytes item) => item.Words(0x0008_0040, "US", 1).Text(0x0010_0010, "PN", "Doe^Jane");

    private static IEnumerable<string> ContentsOf(byte[] bytes, WireEncoding encoding) =>
        ItemLocator.ItemContents(bytes, ElementConversionTests.EncodingOf(encoding)).Select(content => Convert.ToHexString(content.Span));

    private static string Hex(WireEncoding encoding, Action<DicomBytes> fill)
    {
        DicomBytes bytes = DicomBytes.In(encoding);
        fill(bytes);
        return Convert.ToHexString(bytes.ToArray());
    }
}
