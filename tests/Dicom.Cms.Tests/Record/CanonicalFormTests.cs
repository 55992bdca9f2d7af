using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>"Canonical form" of docs/restoration.md: its octets, written by hand, and what it does not depend on.</summary>
public sealed class CanonicalFormTests
{
    private const uint Sequence = 0x0008_1140, Uid = 0x0008_1155, Name = 0x0010_0010, Weight = 0x0010_1030, Rows = 0x0028_0010;

    [Theory]
    [InlineData("PN", Name, "Doe^Jane  \0", "Doe^Jane")]
    [InlineData("PN", Name, "  Doe", "  Doe")]
    [InlineData("UI", Uid, "1.2.3\0", "1.2.3")]
    [InlineData("DS", Weight, "+1.50 ", "15E-1")]
    [InlineData("DS", Weight, " 1.0 \\\\2e1\\x ", "1\\\\2E1\\x")]
    [InlineData("DS", Weight, "1.0000000000000000", "1.0000000000000000")] // 18 octets: no DS
    [InlineData("PN", Name, "", "")]
    public void Append_AValueOfText_IsTrimmed(string vr, uint tag, string value, string expected)
    {
        byte[] octets = Encoding.ASCII.GetBytes(value);

        Of(DicomBytes.Explicit().Bytes(tag, vr, octets)).Should().Equal(End(Encoding.ASCII.GetBytes(expected), 'V'));
        Of(DicomBytes.Explicit().Bytes(tag, "UN", octets)).Should().Equal(End(Encoding.ASCII.GetBytes(expected), 'V'), "the tag decides");
    }

    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public void Append_NumbersOfManyOctets_AreText(int length, bool areNumbers)
    {
        string value = string.Concat(Enumerable.Repeat("1.0\\", (length / 4) + 1))[..(length - 1)] + "2";

        string form = Encoding.ASCII.GetString(Of(DicomBytes.Explicit().Bytes(Weight, "UN", Encoding.ASCII.GetBytes(value + "   "))));

        form.StartsWith("1\\", StringComparison.Ordinal).Should().Be(areNumbers);
    }

    [Fact]
    public void Append_OctetsOfOddLength_ArePadded() =>
        Of(DicomBytes.Explicit().Bytes(0x0011_1001, "OB", 1, 2, 3)).Should().Equal(End([1, 2, 3, 0], 'V'));

    [Fact]
    public void Append_APrivateText_KeepsItsPadding() =>
        Of(DicomBytes.Explicit().Bytes(0x0011_1001, "LO", (byte)'A', (byte)' ')).Should().Equal(End("A "u8, 'V'));

    [Theory]
    [InlineData("US", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new byte[] { 2, 1, 4, 3, 6, 5, 8, 7 })]
    [InlineData("UL", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new byte[] { 4, 3, 2, 1, 8, 7, 6, 5 })]
    [InlineData("FD", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new byte[] { 8, 7, 6, 5, 4, 3, 2, 1 })]
    [InlineData("OB", new byte[] { 1, 2, 3, 4 }, new byte[] { 1, 2, 3, 4 })]
    [InlineData("UN", new byte[] { 1, 2, 3, 4 }, new byte[] { 1, 2, 3, 4 })]
    public void Append_BigEndian_TurnsTheUnitsOfTheVrStated(string vr, byte[] value, byte[] expected) =>
        Of(DicomBytes.BigEndian().Bytes(0x0011_1001, vr, value)).Should().Equal(End(expected, 'V'));

    [Fact]
    public void Append_ASequence_IsItsContentWithKindsAndLengths()
    {
        byte[] uid = End("1.2.3"u8, 'V'), rows = End([2, 1], 'V');
        byte[] first = [0x55, 0x11, 0x08, 0x00, .. uid];
        byte[] second = [0x10, 0x00, 0x28, 0x00, .. rows];
        byte[] expected = End([.. End(first, 'I'), .. End(second, 'I')], 'S');

        Of(DicomBytes.Explicit().Sequence(Sequence, Items())).Should().Equal(expected);
    }

    public static TheoryData<string, WireEncoding, bool, bool> Layouts
    {
        get
        {
            TheoryData<string, WireEncoding, bool, bool> layouts = [];
            foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
            {
                foreach (int lengths in Enumerable.Range(0, 4))
                    layouts.Add($"{encoding} {lengths}", encoding, lengths > 1, lengths % 2 > 0);
            }

            return layouts;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Append_ASequenceLaidOutAnew_IsTheSame(string name, WireEncoding encoding, bool isDefined, bool itemsAreDefined)
    {
        byte[] expected = Of(DicomBytes.Explicit().Sequence(Sequence, Items()));

        Of(DicomBytes.In(encoding).Sequence(Sequence, isDefined, itemsAreDefined, Items())).Should().Equal(expected, name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Append_ASequenceOfVrUn_IsTheSameInEachEncoding(bool isDefined)
    {
        byte[] expected = Of(DicomBytes.Explicit().Sequence(Sequence, Items()));

        Of(DicomBytes.Explicit().UnknownSequence(Sequence, isDefined, Items())).Should().Equal(expected);
        Of(DicomBytes.BigEndian().Header(Sequence, "UN", 0xFFFF_FFFF)
            .Raw(DicomBytes.Explicit().UnknownSequence(Sequence, isDefined: false, Items()).ToArray()[12..])).Should().Equal(expected);
    }

    [Fact]
    public void Append_AGroupLengthInAnItem_DoesNotCount()
    {
        byte[] expected = Of(DicomBytes.Explicit().Sequence(Sequence, item => item.Text(Name, "PN", "A")));

        Of(DicomBytes.Explicit().Sequence(Sequence, item => item.Bytes(0x0010_0000, "UL", 10, 0, 0, 0).Text(Name, "PN", "A")))
            .Should().Equal(expected);
    }

    [Fact]
    public void Append_NoItems_IsAnEmptyValue()
    {
        byte[] expected = End([], 'V');

        Of(DicomBytes.Explicit().Sequence(Sequence)).Should().Equal(expected);
        Of(DicomBytes.Explicit().UndefinedSequence(Sequence)).Should().Equal(expected);
        Of(DicomBytes.Implicit().Bytes(Sequence, "SQ")).Should().Equal(expected);
    }

    [Fact]
    public void Append_AnItemWithoutElements_IsASequence() =>
        Of(DicomBytes.Explicit().Sequence(Sequence, _ => { })).Should().Equal(End(End([], 'I'), 'S'));

    [Fact]
    public void Append_Fragments_AreTheirOctets()
    {
        byte[] element = DicomBytes.Explicit().Fragments([], [1, 2, 3, 4]).ToArray();

        Of(DicomBytes.Explicit().Raw(element)).Should().Equal(End(element.AsSpan(12), 'F'));
    }

    [Fact]
    public void Append_OctetsThatOnlyBeginWithAnItem_AreAValue()
    {
        byte[] value = [0xFE, 0xFF, 0x00, 0xE0, 9, 0, 0, 0, 1, 2];

        Of(DicomBytes.Explicit().Bytes(0x0011_1001, "OB", value)).Should().Equal(End(value, 'V'));
    }

    [Theory]
    [InlineData(0x0008_1155u, "1.2.4")] // another value
    [InlineData(0x0008_1150u, "1.2.3")] // another tag
    public void Append_AnotherElementInAnItem_IsAnotherForm(uint tag, string value) =>
        Of(DicomBytes.Explicit().Sequence(Sequence, item => item.Text(tag, "UI", value)))
            .Should().NotEqual(Of(DicomBytes.Explicit().Sequence(Sequence, item => item.Text(Uid, "UI", "1.2.3"))));

    [Fact]
    public void Append_TheSameElementsInOtherItems_IsAnotherForm() =>
        Of(DicomBytes.Explicit().Sequence(Sequence, item => item.Text(Uid, "UI", "1.2.3"), item => item.Words(Rows, "US", 258)))
            .Should().NotEqual(Of(DicomBytes.Explicit().Sequence(Sequence, item => item.Text(Uid, "UI", "1.2.3").Words(Rows, "US", 258))));

    private static Action<DicomBytes>[] Items() =>
        [item => item.Text(Uid, "UI", "1.2.3"), item => item.Words(Rows, "US", 258)];

    private static byte[] End(ReadOnlySpan<byte> content, char kind)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
        return [.. content, (byte)kind, .. length];
    }

    private static byte[] Of(DicomBytes element)
    {
        using DicomObject file = DicomObject.Read(element.ToFile());
        using SourceWindow window = new(file.DataSetSource);
        Gathered form = new();
        new CanonicalForm(window, form).Append(file.Elements[0], file.Encoding);
        return [.. form.Octets];
    }

    private sealed class Gathered : ICanonicalSink
    {
        public List<byte> Octets { get; } = [];

        public void Append(ReadOnlySpan<byte> octets) => Octets.AddRange(octets);
    }
}
