using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Elements in memory: read, changed, written.</summary>
public sealed class DataElementTests
{
    private static readonly DataElementReader Reader = new();

    [Fact]
    public void ReadElement_Sequence_GivesItemsAndElements()
    {
        byte[] bytes = DicomBytes.BigEndian().UndefinedSequence(
            0x0008_1115, item => item.Words(0x0028_0010, "US", 0x0102).Text(0x0010_0010, "PN", "Doe^Jane"), _ => { }).ToArray();
        DataElement element = Reader.ReadElement(bytes, DataSetEncoding.ExplicitBigEndian);
        (element.Vr!.Name, element.HasUndefinedLength, element.Items!.Count, element.Value.Length).Should().Be(("SQ", true, 2, 0));
        SequenceItem item = element.Items[0];
        item.HasUndefinedLength.Should().BeTrue();
        item.Find(Tags.Rows)!.Value.ToArray().Should().Equal(new byte[] { 2, 1 }, "numbers stand little endian in memory");
        item.Find(Tags.PatientID).Should().BeNull();
        item.ToString().Should().Be("Item of 2 elements");
        element.ToString().Should().Be("(0008,1115) SQ");
        item.Find(Tags.PatientName)!.ToString().Should().Be("(0010,0010) PN", "never a value");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(40)]
    public void ReadElement_DefinedSequenceInsideManyUndefined_IsLookedInto(int levels)
    {
        Action<DicomBytes> fill = item => item.Sequence(0x0008_1199, inner => inner.Text(0x0010_0010, "PN", "Doe^Jane"));
        for (int level = 1; level < levels; level++)
        {
            Action<DicomBytes> inner = fill;
            fill = item => item.UndefinedSequence(0x0008_1115, inner);
        }

        byte[] bytes = DicomBytes.Explicit().UndefinedSequence(0x0008_1115, fill).ToArray();
        DataElement element = Reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
        for (int level = 0; level < levels; level++) element = element.Items![0].Elements[0];
        element.Tag.Value.Should().Be(0x0008_1199);
        element.Items.Should().NotBeNull("its depth is below the limit of 128");
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void ReadElement_DepthLimit_CountsDefinedSequencesAlike(int limit, bool isRead)
    {
        DataElementReader reader = new(limits: new DicomReadLimits { Depth = limit });
        foreach (bool isDefined in new[] { true, false })
        {
            byte[] bytes = DicomBytes.Explicit().Sequence(0x0008_1115, isDefined, isDefined, item =>
                item.Sequence(0x0008_1199, inner => inner.Text(0x0010_0010, "PN", "AB"))).ToArray();
            DataElement element = reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
            (element.Items![0].Elements[0].Items is not null).Should().Be(isRead, $"defined: {isDefined}");
        }
    }

    [Fact]
    public void ReadElement_DefinedSequencesBeyondTheLimit_StayBytes()
    {
        DicomBytes bytes = DicomBytes.Explicit().Text(0x0010_0010, "PN", "AB");
        for (int level = 0; level < 1_000; level++)
        {
            byte[] inner = bytes.ToArray();
            bytes = DicomBytes.Explicit().Sequence(0x0008_1115, item => item.Raw(inner));
        }

        byte[] all = bytes.ToArray();
        DataElement element = Reader.ReadElement(all, DataSetEncoding.ExplicitLittleEndian);
        DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian).Should().Equal(all);
    }

    [Fact]
    public void ReadElement_Fragments_StayBytes()
    {
        byte[] bytes = DicomBytes.Explicit().Fragments([], [1, 2, 3, 4]).ToArray();
        DataElement element = Reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
        (element.Items, element.HasUndefinedLength, element.Value.Length).Should().Be((null, true, bytes.Length - 12));
        DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian).Should().Equal(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100010")]
    [InlineData("10001000504E0400414200")]
    [InlineData("10001000504E02004142FF")]
    [InlineData("08001511535100000000000001")]
    public void ReadElement_NotOneElement_Throws(string hex)
    {
        Action read = () => Reader.ReadElement(Convert.FromHexString(hex), DataSetEncoding.ExplicitLittleEndian);
        read.Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void ReadDataSet_WithPadding_GivesTheElements()
    {
        byte[] bytes = DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Text(0x0010_0010, "PN", "AB").Raw(0, 0, 0).ToArray();
        Reader.ReadDataSet(bytes, DataSetEncoding.ExplicitLittleEndian).Select(element => element.Tag)
            .Should().Equal(Tags.SOPInstanceUID, Tags.PatientName);
        FluentActions.Invoking(() => Reader.ReadDataSet(bytes, DataSetEncoding.ExplicitBigEndian)).Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void WithValue_And_WithItems_KeepTheStyle()
    {
        DataElement element = Reader.ReadElement(
            DicomBytes.Explicit().UndefinedSequence(0x0008_1115, item => item.Text(0x0010_0010, "PN", "AB")).ToArray(),
            DataSetEncoding.ExplicitLittleEndian);
        DataElement name = element.Items![0].Elements[0].WithValue("CDEF"u8.ToArray());
        DataElement changed = element.WithItems([new SequenceItem([name])]);
        byte[] expected = DicomBytes.Explicit()
            .Sequence(0x0008_1115, isDefined: false, itemsAreDefined: true, item => item.Text(0x0010_0010, "PN", "CDEF")).ToArray();
        DataElementWriter.Write(changed, DataSetEncoding.ExplicitLittleEndian).Should().Equal(expected);
    }

    [Fact]
    public void Write_NewElements_HaveDefinedLengthsInEachEncoding()
    {
        DataElement rows = new(Tags.Rows, ValueRepresentation.US, new byte[] { 2, 1 });
        DataElement element = new(new Tag(0x0008_1115), [new SequenceItem([rows])]);
        foreach (WireEncoding wire in Enum.GetValues<WireEncoding>())
        {
            DataSetEncoding encoding = ElementConversionTests.EncodingOf(wire);
            byte[] expected = DicomBytes.In(wire).Sequence(0x0008_1115, item => item.Words(0x0028_0010, "US", 0x0102)).ToArray();
            DataElementWriter.Write(element, encoding).Should().Equal(expected);
            DataElementWriter.GetLength(element, encoding).Should().Be(expected.Length);
        }
    }

    [Fact]
    public void WriteHeader_LongAndShortVr_AreThoseOfPs35()
    {
        DataElementWriter.WriteHeader(Tags.PixelData, ValueRepresentation.OW, 0x01020304, DataSetEncoding.ExplicitBigEndian)
            .Should().Equal(DicomBytes.BigEndian().Header(0x7FE0_0010, "OW", 0x01020304).ToArray());
        DataElementWriter.WriteHeader(Tags.PatientName, ValueRepresentation.PN, 0x0102, DataSetEncoding.ExplicitLittleEndian)
            .Should().Equal(DicomBytes.Explicit().Header(0x0010_0010, "PN", 0x0102).ToArray());
        DataElementWriter.WriteHeader(Tags.PatientName, ValueRepresentation.PN, 0x01020304, DataSetEncoding.ImplicitLittleEndian)
            .Should().Equal(DicomBytes.Implicit().Header(0x0010_0010, "PN", 0x01020304).ToArray());
    }

    [Fact]
    public void Write_ValueTooLongForItsVr_ThrowsOverflow()
    {
        DataElement element = new(Tags.PatientName, ValueRepresentation.PN, new byte[65_536]);
        FluentActions.Invoking(() => DataElementWriter.Write(element, DataSetEncoding.ExplicitLittleEndian))
            .Should().Throw<OverflowException>();
        DataElementWriter.Write(element, DataSetEncoding.ImplicitLittleEndian).Should().HaveCount(65_544);
    }
}
