namespace Dicom.Cms.Imaging.Tests;

/// <summary>Tables that no scan uses could hold any octets: they go.</summary>
public sealed class JpegTablesTests
{
    [Fact]
    public void Parse_TablesOfOtherNumbers_AreCut()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Quantization(1).Huffman(0, 1).Huffman(1, 3).Segment(0xCC, 0, 0x10));
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray());
    }

    [Fact]
    public void Parse_OneUnusedTableOfASegment_IsCutAndTheLengthFollows()
    {
        JpegBytes Stream(params int[] ids) =>
            new JpegBytes().Quantization(ids).Frame(JpegBytes.Baseline, 1).Huffman(0, 0).Huffman(1, 0).Scan([1]);
        ParsedStream.Of(JpegParser.Instance, Stream(3, 0, 2).End()).Cleaned.Should().Equal(Stream(0).End());
        ParsedStream.Of(JpegParser.Instance, Stream(0, 0, 1).End()).Cleaned.Should().Equal(Stream(0).End());
    }

    [Fact]
    public void Parse_TableDefinedAnewBeforeItsUse_IsCut()
    {
        JpegBytes first = new JpegBytes().Segment(0xC4, [0, 1, .. new byte[15], 9]);
        byte[] stream = [.. first.End()[..^2], .. JpegBytes.Gray()[2..]];
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray());
    }

    [Fact]
    public void Parse_TablesBehindTheLastScan_AreCut()
    {
        byte[] stream = JpegBytes.Gray(afterScan: bytes => bytes.Quantization(0).Huffman(0, 0).Huffman(1, 0).RestartInterval(3));
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray());
    }

    [Fact]
    public void Parse_RestartIntervalDefinedAnewBeforeAScan_IsCut()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.RestartInterval(68).RestartInterval(79).RestartInterval(200));
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray(bytes => bytes.RestartInterval(200)));
    }

    [Fact]
    public void Parse_Lossless_NeedsDcTablesOnly()
    {
        JpegBytes Stream(bool more)
        {
            JpegBytes bytes = new JpegBytes().Frame(JpegBytes.Lossless, 1).Huffman(0, 0);
            if (more) bytes.Quantization(0).Huffman(1, 0);
            return bytes.Scan([1], start: 1, end: 0);
        }

        ParsedStream.Of(JpegParser.Instance, Stream(more: true).End()).Cleaned.Should().Equal(Stream(more: false).End());
    }

    [Fact]
    public void Parse_Arithmetic_NeedsConditioningOnly()
    {
        JpegBytes Stream(bool more)
        {
            JpegBytes bytes = new JpegBytes().Quantization(0).Frame(JpegBytes.Arithmetic, 1);
            return (more ? bytes.Huffman(0, 0).Segment(0xCC, 0, 0x10, 0x10, 5, 1, 0x44) : bytes.Segment(0xCC, 0, 0x10, 0x10, 5)).Scan([1]);
        }

        ParsedStream.Of(JpegParser.Instance, Stream(more: true).End()).Cleaned.Should().Equal(Stream(more: false).End());
    }

    [Fact]
    public void Parse_ProgressiveScans_NeedWhatTheyCode()
    {
        // The refined DC coefficient has no codes, and the DC scan none for AC.
        JpegBytes Stream(bool more)
        {
            JpegBytes bytes = new JpegBytes().Quantization(0).Frame(JpegBytes.Progressive, 1).Huffman(0, 0);
            if (more) bytes.Huffman(1, 0);
            bytes.Scan([1], 0, 0, 0x01);
            if (more) bytes.Huffman(0, 0).Quantization(0);
            return bytes.Scan([1], 0, 0, 0x10).Huffman(1, 0).Scan([1], 1, 63);
        }

        ParsedStream.Of(JpegParser.Instance, Stream(more: true).End()).Cleaned.Should().Equal(Stream(more: false).End());
    }

    [Fact]
    public void Parse_TooManyTables_DoesNotParse()
    {
        byte[] stream = JpegBytes.Gray(bytes =>
        {
            for (int i = 0; i < 20_000; i++) bytes.Huffman(0, 0);
        });
        ParsedStream.Refusal(JpegParser.Instance, stream).Should().Be("the stream defines too many tables");
    }
}
