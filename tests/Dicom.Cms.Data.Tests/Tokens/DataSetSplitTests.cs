using System.Diagnostics;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Exactness, rules 3 and 8: elements tile the data set up to the suffix.</summary>
public sealed class DataSetSplitTests
{
    public static TheoryData<WireEncoding> Encodings => [.. Enum.GetValues<WireEncoding>()];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Elements_OfAnyKind_TileTheDataSet(WireEncoding encoding)
    {
        DicomBytes bytes = DicomBytes.In(encoding)
            .Text(0x0008_0005, "CS", "ISO_IR 100")
            .Sequence(0x0008_1110, item => item.Text(0x0008_1150, "UI", "1.2"))
            .UndefinedSequence(0x0008_1115, item => item.UndefinedSequence(0x0008_1199, inner => inner.Text(0x0008_1150, "UI", "1.2")))
            .Sequence(0x0008_1140, isDefined: false, itemsAreDefined: true, item => item.Text(0x0008_1150, "UI", "1.2"))
            .UndefinedSequence(0x0008_1250)
            .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "LO", [65, 66]), (0x02, "UN", [1, 2, 3, 4]))
            .Bytes(0x0010_0010, "PN")
            .Fragments([], [1, 2, 3, 4], [5, 6]);
        byte[] file = bytes.ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.Encoding.TransferSyntaxUid.Should().Be(DicomBytes.UidOf(encoding));
        read.Elements.Should().HaveCount(10);
        Tiling.Check(read);
        read.Find(new Tag(0x0008_1115))!.Value.HasUndefinedLength.Should().BeTrue();
        read.Find(new Tag(0x0008_1110))!.Value.HasUndefinedLength.Should().BeFalse();
        read.Find(new Tag(0x0008_1111)).Should().BeNull();
        read.ReadValue(read.Find(new Tag(0x0009_1002))!.Value).ToArray().Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Elements_UnknownOfUndefinedLength_IsWalkedAsImplicitWhateverStandsAround(WireEncoding encoding)
    {
        byte[] file = DicomBytes.In(encoding).Text(0x0008_0005, "CS", "ISO_IR 100").Text(0x0009_0010, "LO", "ACME")
            .UnknownSequence(0x0009_1001, isDefined: false, item => item.Text(0x0008_0100, "SH", "CODE"))
            .Text(0x0010_0010, "PN", "Doe^Jane").ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.Encoding.TransferSyntaxUid.Should().Be(DicomBytes.UidOf(encoding));
        read.Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0005, 0x0009_0010, 0x0009_1001, 0x0010_0010);
        Tiling.Check(read);
    }

    [Fact]
    public void Elements_DefinedLength_IsNotLookedInto()
    {
        byte[] file = DicomBytes.Explicit().Bytes(0x0008_1115, "SQ", 1, 2, 3, 4, 5, 6).ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.Elements.Should().ContainSingle().Which.ValueLength.Should().Be(6);
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void DataSetSuffix_Padding_IsKeptApart(byte[] padding)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Raw(padding).ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.DataSetSuffix.Should().Be((file.Length - padding.Length, padding.Length));
        read.Elements.Should().ContainSingle();
        read.DeflatedSuffix.Length.Should().Be(0);
        Tiling.Check(read);
    }

    [Theory]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(8_192)]
    [InlineData(100_001)]
    public void DataSetSuffix_LongPadding_IsKeptApart(int length)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Raw(new byte[length]).ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.DataSetSuffix.Length.Should().Be(length);
        file[^1] = 1;
        FluentActions.Invoking(() => DicomObject.Read(file)).Should().Throw<DicomFormatException>("the last octet is no padding");
    }

    [Fact]
    public void DataSetSuffix_DataSetTrailingPadding_IsAnOrdinaryElement()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Bytes(0xFFFC_FFFC, "OB", 0, 0, 0, 0).ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0018, 0xFFFC_FFFC);
        read.DataSetSuffix.Length.Should().Be(0);
    }

    [Fact]
    public void DataSetSuffix_AnythingElse_IsRefused()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Raw(0, 0, 0, 1, 0).ToFile();
        Action read = () => DicomObject.Read(file);
        read.Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void Elements_TopLevelItemOfDefinedLength_IsAnElement()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Delimiter(0xFFFE_E0DD, 0).ToFile();
        using DicomObject read = DicomObject.Read(file);
        read.Elements.Select(element => element.Tag.Value).Should().Equal(0x0008_0018, 0xFFFE_E0DD);
        Tiling.Check(read);
    }

    [Fact]
    public void Read_EightMillionZerosBeforeAnOctet_TakesLinearTime()
    {
        // Each 8 zeros are an element (0000,0000) of length 0 and might begin the padding: asking that of each of them by
        // reading on to the end would take hours.
        byte[] bytes = new byte[8_000_001];
        bytes[^1] = 1;
        Stopwatch time = Stopwatch.StartNew();
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>();
        time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Read_MoreElementsThanTheLimit_Throws()
    {
        byte[] bytes = new byte[(8 * 4_000_002) + 1];
        bytes[^1] = 1;
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>().WithMessage("More elements than the limit*");
    }
}
