using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Exactness, rules 4 and 5: to Explicit VR Little Endian and back the same octets, or nothing.</summary>
public sealed class ElementConversionTests
{
    private static readonly ElementConversion Conversion = new(new DataElementReader());

    public static TheoryData<uint, string, int> ImplicitTags => new()
    {
        { 0x0010_0010, "PN", 8 }, { 0x0028_0010, "US", 2 }, { 0x0018_6020, "SL", 4 }, { 0x0018_9073, "FD", 8 },
        { 0x0028_0103, "US", 2 }, { 0x0028_0106, "US", 2 }, { 0x0008_0000, "UL", 4 }, { 0x0009_0010, "LO", 4 },
        { 0x0009_0000, "UL", 4 }, { 0x0009_1001, "UN", 4 }, { 0x0009_0001, "UN", 4 }, { 0x0010_9999, "UN", 4 },
        { 0x7FE0_0010, "OW", 4 }, { 0x6002_3000, "OW", 4 }, { 0x0028_3006, "OW", 4 }, { 0x0010_0010, "PN", 65_534 },
        { 0x0010_0010, "UN", 65_535 }, { 0x0010_0010, "UN", 65_536 }, { 0x0009_0010, "UN", 70_000 },
        { 0x0008_0119, "UC", 70_000 }, { 0x7FE0_0010, "OW", 70_000 }, { 0x0020_9165, "AT", 4 },
    };

    [Theory]
    [MemberData(nameof(ImplicitTags))]
    public void TryToExplicit_ImplicitElement_HasVrOfTheDictionary(uint tag, string vr, int length)
    {
        byte[] value = ByteSourceTests.Pattern(length);
        byte[] converted = Convert(DicomBytes.Implicit().Bytes(tag, vr, value));
        converted.Should().Equal(DicomBytes.Explicit().Bytes(tag, vr, value).ToArray());
    }

    [Fact]
    public void TryToExplicit_SignedPixels_MakeUsOrSsSs()
    {
        byte[] source = DicomBytes.Implicit().Bytes(0x0028_0106, "SS", 1, 2).ToArray();
        ElementConversion signed = new(new DataElementReader(hasSignedPixels: true));
        signed.TryToExplicitLittleEndian(source, DataSetEncoding.ImplicitLittleEndian)!.Value.ToArray()
            .Should().Equal(DicomBytes.Explicit().Bytes(0x0028_0106, "SS", 1, 2).ToArray());
    }

    public static TheoryData<string, int> Units => new()
    {
        { "OB", 1 }, { "UN", 1 }, { "LO", 1 }, { "UT", 1 }, { "US", 2 }, { "SS", 2 }, { "OW", 2 }, { "AT", 2 }, { "UL", 4 }, { "SL", 4 },
        { "FL", 4 }, { "OF", 4 }, { "OL", 4 }, { "FD", 8 }, { "OD", 8 }, { "OV", 8 }, { "SV", 8 }, { "UV", 8 },
    };

    [Theory]
    [MemberData(nameof(Units))]
    public void TryToExplicit_BigEndian_SwapsWholeUnitsAndKeepsTheRest(string vr, int unit)
    {
        foreach (int length in new[] { 0, 1, unit, (2 * unit) + 1, (3 * unit) - 1, 24 })
        {
            byte[] value = ByteSourceTests.Pattern(length);
            byte[] swapped = [.. value];
            for (int at = 0; at + unit <= length; at += unit) Array.Reverse(swapped, at, unit);
            byte[] converted = Convert(DicomBytes.BigEndian().Bytes(0x0010_0010, vr, value));
            converted.Should().Equal(DicomBytes.Explicit().Bytes(0x0010_0010, vr, swapped).ToArray(), $"{vr} of {length}");
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void TryToExplicit_Sequences_KeepTheirKindOfLength(bool isDefined, bool itemsAreDefined)
    {
        Action<DicomBytes> item = item => item.Words(0x0028_0010, "US", 1, 2).Text(0x0010_0010, "PN", "Doe^Jane");
        byte[] expected = DicomBytes.Explicit().Sequence(0x0008_1115, isDefined, itemsAreDefined, item, item).ToArray();
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            Convert(DicomBytes.In(encoding).Sequence(0x0008_1115, isDefined, itemsAreDefined, item, item))
                .Should().Equal(expected, $"{encoding}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryToExplicit_PrivateSequence_IsUnWithImplicitItems(bool isDefined)
    {
        Action<DicomBytes> item = item => item.Words(0x0028_0010, "US", 1);
        byte[] expected = DicomBytes.Explicit().UnknownSequence(0x0009_1001, isDefined, item).ToArray();
        Convert(DicomBytes.Implicit().UnknownSequence(0x0009_1001, isDefined, item)).Should().Equal(expected);
        Convert(DicomBytes.BigEndian().UnknownSequence(0x0009_1001, isDefined, item)).Should().Equal(expected);
    }

    [Fact]
    public void TryToExplicit_Delimitations_KeepTheirLengthFields()
    {
        byte[] source = DicomBytes.Implicit().Header(0x0008_1115, "SQ", 0xFFFF_FFFF).Delimiter(0xFFFE_E000, 0xFFFF_FFFF)
            .Text(0x0010_0010, "PN", "AB").Delimiter(0xFFFE_E00D, 7).Delimiter(0xFFFE_E0DD, 9).ToArray();
        byte[] expected = DicomBytes.Explicit().Header(0x0008_1115, "SQ", 0xFFFF_FFFF).Delimiter(0xFFFE_E000, 0xFFFF_FFFF)
            .Text(0x0010_0010, "PN", "AB").Delimiter(0xFFFE_E00D, 7).Delimiter(0xFFFE_E0DD, 9).ToArray();
        Conversion.TryToExplicitLittleEndian(source, DataSetEncoding.ImplicitLittleEndian)!.Value.ToArray().Should().Equal(expected);
    }

    [Fact]
    public void TryToExplicit_ReservedOctets_AreKept()
    {
        byte[] source = [0x00, 0x10, 0x00, 0x10, (byte)'O', (byte)'B', 0xAB, 0xCD, 0, 0, 0, 2, 1, 2];
        byte[] expected = [0x10, 0x00, 0x10, 0x00, (byte)'O', (byte)'B', 0xAB, 0xCD, 2, 0, 0, 0, 1, 2];
        Conversion.TryToExplicitLittleEndian(source, DataSetEncoding.ExplicitBigEndian)!.Value.ToArray().Should().Equal(expected);
    }

    [Fact]
    public void TryToExplicit_UnparsableSequence_IsUn()
    {
        byte[] junk = [1, 2, 3, 4, 5, 6, 7];
        Convert(DicomBytes.Implicit().Bytes(0x0008_1115, "SQ", junk))
            .Should().Equal(DicomBytes.Explicit().Bytes(0x0008_1115, "UN", junk).ToArray());
    }

    [Fact]
    public void TryToExplicit_UnparsableSequenceInside_IsUnInnermostFirst()
    {
        byte[] junk = [1, 2, 3, 4, 5, 6, 7];
        byte[] source = DicomBytes.Implicit()
            .Sequence(0x0008_1115, item => item.Bytes(0x0008_1199, "SQ", junk).Text(0x0010_0010, "PN", "AB")).ToArray();
        byte[] expected = DicomBytes.Explicit()
            .Sequence(0x0008_1115, item => item.Bytes(0x0008_1199, "UN", junk).Text(0x0010_0010, "PN", "AB")).ToArray();
        Conversion.TryToExplicitLittleEndian(source, DataSetEncoding.ImplicitLittleEndian)!.Value.ToArray().Should().Equal(expected);
    }

    [Fact]
    public void TryToExplicit_UndefinedSequenceOfUnparsableItem_IsUnOfUndefinedLength()
    {
        DicomBytes Sequence(DicomBytes bytes, string vr) => bytes.Header(0x0008_1115, vr, 0xFFFF_FFFF)
            .Delimiter(0xFFFE_E000, 3).Raw(1, 2, 3).Delimiter(0xFFFE_E0DD, 0);
        Convert(Sequence(DicomBytes.Implicit(), "SQ")).Should().Equal(Sequence(DicomBytes.Explicit(), "UN").ToArray());
    }

    [Fact]
    public void TryToExplicit_UnparsableSequenceInBigEndian_IsLoose()
    {
        byte[] source = DicomBytes.BigEndian().Bytes(0x0008_1115, "SQ", 1, 2, 3).ToArray();
        Conversion.TryToExplicitLittleEndian(source, DataSetEncoding.ExplicitBigEndian).Should().BeNull();
    }

    public static TheoryData<string, WireEncoding, byte[]> Loose => new()
    {
        { "unknown VR", WireEncoding.ExplicitLittleEndian, [0x10, 0, 0x10, 0, (byte)'Z', (byte)'Z', 0, 0, 2, 0, 0, 0, 1, 2] },
        { "no VR", WireEncoding.ExplicitLittleEndian, [0x10, 0, 0x10, 0, 2, 0, 0, 0, 1, 2] },
        { "cut", WireEncoding.ExplicitLittleEndian, [0x10, 0, 0x10] },
        { "unknown VR", WireEncoding.ExplicitBigEndian, [0, 0x10, 0, 0x10, (byte)'Z', (byte)'Z', 0, 0, 0, 0, 0, 2, 1, 2] },
        { "cut", WireEncoding.ExplicitBigEndian, [0, 0x10, 0, 0x10, (byte)'P', (byte)'N', 0, 9, 1] },
        { "delimitation", WireEncoding.ExplicitLittleEndian, DicomBytes.Explicit().Delimiter(0xFFFE_E0DD, 0).ToArray() },
        { "delimitation", WireEncoding.ExplicitBigEndian, DicomBytes.BigEndian().Delimiter(0xFFFE_E0DD, 0).ToArray() },
        { "delimitation", WireEncoding.ImplicitLittleEndian, DicomBytes.Implicit().Delimiter(0xFFFE_E0DD, 0).ToArray() },
        {
            "two elements", WireEncoding.ImplicitLittleEndian,
            DicomBytes.Implicit().Text(0x0010_0010, "PN", "A").Text(0x0010_0020, "LO", "B").ToArray()
        },
    };

    [Theory]
    [MemberData(nameof(Loose))]
    public void TryToExplicit_NoElementOfExplicitVr_IsNothing(string name, WireEncoding encoding, byte[] bytes) =>
        Conversion.TryToExplicitLittleEndian(bytes, EncodingOf(encoding)).Should().BeNull(name);

    [Fact]
    public void TryToExplicit_ExplicitLittleEndian_IsTheSameMemory()
    {
        byte[] source = DicomBytes.Explicit().Text(0x0010_0010, "LO", "A").ToArray();
        Conversion.TryToExplicitLittleEndian(source, DataSetEncoding.ExplicitLittleEndian).Should().Be((ReadOnlyMemory<byte>)source);
        Conversion.FromExplicitLittleEndian(source, DataSetEncoding.ExplicitLittleEndian).Should().Be((ReadOnlyMemory<byte>)source);
    }

    [Fact]
    public void FromExplicit_GoesByTheVrStated()
    {
        byte[] stored = DicomBytes.Explicit().Bytes(0x0010_0010, "US", 1, 2).ToArray();
        Conversion.FromExplicitLittleEndian(stored, DataSetEncoding.ExplicitBigEndian).ToArray()
            .Should().Equal(DicomBytes.BigEndian().Bytes(0x0010_0010, "US", 2, 1).ToArray());
        FluentActions.Invoking(() => Conversion.FromExplicitLittleEndian(new byte[3], DataSetEncoding.ImplicitLittleEndian))
            .Should().Throw<DicomFormatException>();
    }

    internal static DataSetEncoding EncodingOf(WireEncoding encoding) => encoding switch
    {
        WireEncoding.ImplicitLittleEndian => DataSetEncoding.ImplicitLittleEndian,
        WireEncoding.ExplicitLittleEndian => DataSetEncoding.ExplicitLittleEndian,
        _ => DataSetEncoding.ExplicitBigEndian,
    };

    /// <summary>Converts, and checks the way back.</summary>
    private static byte[] Convert(DicomBytes source)
    {
        byte[] bytes = source.ToArray();
        DataSetEncoding encoding = EncodingOf(source.Encoding);
        ReadOnlyMemory<byte>? converted = Conversion.TryToExplicitLittleEndian(bytes, encoding);
        converted.Should().NotBeNull();
        Conversion.FromExplicitLittleEndian(converted!.Value, encoding).ToArray().Should().Equal(bytes);
        return converted.Value.ToArray();
    }
}
