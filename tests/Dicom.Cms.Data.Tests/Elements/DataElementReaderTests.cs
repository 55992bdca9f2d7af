using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>What an undefined length and UN mean, at their borders.</summary>
public sealed class DataElementReaderTests
{
    private static readonly DataElementReader Reader = new();

    [Theory]
    [InlineData("OB")]
    [InlineData("OW")]
    [InlineData("OF")]
    [InlineData("OD")]
    [InlineData("OL")]
    [InlineData("OV")]
    public void ReadElement_UndefinedLengthOfABinaryVr_IsFragments(string vr)
    {
        byte[] bytes = DicomBytes.Explicit().Header(0x0018_FF02, vr, 0xFFFF_FFFF)
            .Delimiter(0xFFFE_E000, 2).Raw(1, 2).Delimiter(0xFFFE_E0DD, 0).ToArray();

        DataElement element = Reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);

        (element.Items, element.Value.Length).Should().Be((null, bytes.Length - 12));
        DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian).Should().Equal(bytes);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian, "OW")]
    [InlineData(WireEncoding.ExplicitLittleEndian, "UN")]
    public void ReadElement_PixelDataOfUndefinedLength_IsFragmentsWhateverTheVr(WireEncoding encoding, string vr)
    {
        byte[] bytes = DicomBytes.In(encoding).Header(0x7FE0_0010, vr, 0xFFFF_FFFF).ToArray();
        DicomBytes rest = DicomBytes.Implicit().Delimiter(0xFFFE_E000, 2).Raw(1, 2).Delimiter(0xFFFE_E0DD, 0);
        bytes = [.. bytes, .. rest.ToArray()];

        DataElement element = Reader.ReadElement(bytes, ElementConversionTests.EncodingOf(encoding));

        element.Items.Should().BeNull();
        element.Value.Length.Should().Be(18);
    }

    [Fact]
    public void ReadElement_FragmentOfUndefinedLength_StaysBytes()
    {
        byte[] bytes = DicomBytes.Explicit().Header(0x7FE0_0010, "OB", 0xFFFF_FFFF)
            .Delimiter(0xFFFE_E000, 0xFFFF_FFFF).Delimiter(0xFFFE_E00D, 0).Delimiter(0xFFFE_E0DD, 0).ToArray();

        // The value stays as it stands: it is no sequence of fragments, and nothing of it may be lost.
        DataElement element = Reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);

        element.Value.ToArray().Should().Equal(bytes[12..]);
        DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian).Should().Equal(bytes);
    }

    [Theory]
    [InlineData("FEFF00E000000000", 1)]
    [InlineData("FEFF00E000000000FEFF00E000000000", 2)]
    [InlineData("FEFF00E0000000", null)]
    [InlineData("FEFF00E001000000", null)]
    [InlineData("FEFF0DE000000000", null)]
    [InlineData("", null)]
    public void ReadElement_Un_HasItemsOnlyIfItsValueIsItems(string hex, int? items)
    {
        byte[] value = Convert.FromHexString(hex);
        byte[] bytes = DicomBytes.Explicit().Bytes(0x0009_1001, "UN", value).ToArray();

        DataElement element = Reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);

        element.Items?.Count.Should().Be(items);
        (element.Items is null).Should().Be(items is null);
        if (items is null) element.Value.ToArray().Should().Equal(value);
    }

    [Fact]
    public void ReadElement_OctetsAfterTheElement_Throws()
    {
        byte[][] elements =
        [
            [.. DicomBytes.Explicit().Text(0x0010_0010, "PN", "AB").ToArray(), 0],
            [.. DicomBytes.Explicit().Sequence(0x0008_1115, item => item.Text(0x0010_0010, "PN", "AB")).ToArray(), 0],
            [.. DicomBytes.Explicit().UndefinedSequence(0x0008_1115, item => item.Text(0x0010_0010, "PN", "AB")).ToArray(), 0],
            [.. DicomBytes.Explicit().Bytes(0x0009_1001, "UN", 1, 2).ToArray(), 0],
        ];
        foreach (byte[] bytes in elements)
        {
            Action read = () => Reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
            read.Should().Throw<DicomFormatException>();
        }
    }
}
