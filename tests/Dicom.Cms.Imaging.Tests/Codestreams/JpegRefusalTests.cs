namespace Dicom.Cms.Imaging.Tests;

/// <summary>What is no JPEG stream, or could hide octets in a way that only decoding would show.</summary>
public sealed class JpegRefusalTests
{
    private const string Length = "a segment is not as long as its contents";

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "the stream does not start with SOI", [] },
        { "the stream does not start with SOI", [0xFF] },
        { "the stream does not start with SOI", [.. "Doe"u8, .. JpegBytes.Gray()] },
        { "the stream does not start with SOI", [0xFF, .. JpegBytes.Gray()] },
        { "the stream has no end (EOI)", JpegBytes.Gray()[..^2] },
        { "the stream has no end (EOI)", JpegBytes.Gray()[..^1] },
        { "the stream has no end (EOI)", [0xFF, 0xD8, .. "Doe"u8] },
        { "the stream has no scan", new JpegBytes().Comment("Doe").End() },
        { "the stream has no scan", new JpegBytes().Frame(JpegBytes.Baseline, 1).Comment("Doe").End() },
        { "a scan comes before the frame header", new JpegBytes().Scan([1]).End() },
        { "the stream has two frame headers", JpegBytes.Gray(bytes => bytes.Frame(JpegBytes.Baseline, 1)) },
        { "an image starts inside of the image", JpegBytes.Gray(bytes => bytes.Raw(JpegBytes.Gray())) },
        { "the stream is hierarchical", JpegBytes.Gray(bytes => bytes.Segment(0xDE, 1)) },
        { "the stream is hierarchical", JpegBytes.Gray(bytes => bytes.Segment(0xDF, 1)) },
        { "a marker is not known", JpegBytes.Gray(bytes => bytes.Segment(0x42, "Doe")) },
        { "a marker or a kind of frame is not known", JpegBytes.Gray(bytes => bytes.Segment(0xF3, "Doe")) },
        { "a marker or a kind of frame is not known", new JpegBytes().Frame(0xC5, 1).Scan([1]).End() },
        { "a marker or a kind of frame is not known", new JpegBytes().Frame(JpegBytes.JpegLs, 1).Scan([1]).End() },
        { "a segment is longer than the stream", [0xFF, 0xD8, 0xFF, 0xFE, 0xFF, 0xF0, .. "Doe"u8] },
        { "a segment is shorter than its length field", [0xFF, 0xD8, 0xFF, 0xFE, 0, 1, .. "Doe"u8] },
        { "the stream ends early", [0xFF, 0xD8, 0xFF, 0xFE, 0] },
        { Length, JpegBytes.Gray(bytes => bytes.Segment(0xDB, [1, .. new byte[64], 0, .. "Doe"u8])) },
        { Length, JpegBytes.Gray(bytes => bytes.Segment(0xC4, [.. JpegBytes.HuffmanTable(0, 1), .. "Doe"u8])) },
        { Length, JpegBytes.Gray(bytes => bytes.Segment(0xC4, JpegBytes.HuffmanTable(0, 1).AsSpan()[..^1])) },
        { Length, JpegBytes.Gray(bytes => bytes.Segment(0xDD, 0, 0, (byte)'D')) },
        { Length, JpegBytes.Gray(bytes => bytes.Segment(0xCC, 0)) },
        { Length, JpegBytes.Gray(afterScan: bytes => bytes.Segment(0xDC, 0, 16, (byte)'D')) },
        { Length, new JpegBytes().Segment(0xC0, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, (byte)'D').Scan([1]).End() },
        { Length, new JpegBytes().Frame(JpegBytes.Baseline, 1).Segment(0xDA, 1, 1, 0, 0, 63, 0, (byte)'D').Raw(1).End() },
        { "a quantization table is out of range", JpegBytes.Gray(bytes => bytes.Segment(0xDB, [4, .. new byte[64]])) },
        { "a quantization table is out of range", JpegBytes.Gray(bytes => bytes.Segment(0xDB, [0x20, .. new byte[256]])) },
        { "a Huffman table is out of range", JpegBytes.Gray(bytes => bytes.Huffman(2, 0)) },
        { "a Huffman table is out of range", JpegBytes.Gray(bytes => bytes.Huffman(1, 4)) },
        { "a Huffman table is out of range", JpegBytes.Gray(bytes => bytes.Segment(0xC4, [0, 3, .. new byte[15], 1, 2, 3])) },
        { "a Huffman table has values out of range", JpegBytes.Gray(bytes => bytes.Segment(0xC4, [0x10, 0, 2, .. new byte[14], 7, 7])) },
        { "a Huffman table has values out of range", JpegBytes.Gray(bytes => bytes.Segment(0xC4, [0, 0, 2, .. new byte[14], 7, 68])) },
        { "a conditioning table is out of range", JpegBytes.Gray(bytes => bytes.Segment(0xCC, 0x24, 1)) },
        { "a frame header is out of range", new JpegBytes().Frame(JpegBytes.Baseline, 5).Scan([1]).End() },
        { "a frame header is out of range", new JpegBytes().Segment(0xC0, 8, 0, 8, 0, 0, 1, 1, 0x11, 0).Scan([1]).End() },
        { "a component of the frame header is out of range", new JpegBytes().Segment(0xC0, 8, 0, 8, 0, 8, 1, 1, 0x15, 0).End() },
        { "a component of the frame header is out of range", new JpegBytes().Segment(0xC0, 8, 0, 8, 0, 8, 1, 1, 0x11, 9).End() },
        { "a component of the frame header is out of range", new JpegBytes().Segment(0xC0, 8, 0, 8, 0, 8, 2, 1, 17, 0, 1, 17, 0).End() },
        { "a scan has a component that the frame does not have", new JpegBytes().Frame(JpegBytes.Baseline, 1).Scan([2]).End() },
        { "a scan has a component twice", new JpegBytes().Frame(JpegBytes.Baseline, 2).Scan([1, 1]).End() },
        { "a scan header is out of range", new JpegBytes().Frame(JpegBytes.Baseline, 1).Scan([]).End() },
        { "a scan has a table out of range", new JpegBytes().Frame(JpegBytes.Baseline, 1).Segment(0xDA, 1, 1, 0x40, 0, 63, 0).End() },
        { "a scan does not follow from those before it", JpegBytes.Gray(afterScan: bytes => bytes.Scan([1])) },
        { "a scan does not follow from those before it", Progressive(bytes => bytes.Scan([1], 1, 63)) },
        { "a scan does not follow from those before it", Progressive(bytes => bytes.Scan([1], 0, 0, 1).Scan([1], 0, 0, 1)) },
        { "a scan does not follow from those before it", Progressive(bytes => bytes.Scan([1], 0, 0, 2).Scan([1], 0, 0, 0x10)) },
        { "a scan does not follow from those before it", Progressive(bytes => bytes.Scan([1], 0, 0).Scan([1], 1, 64)) },
        { "a scan does not follow from those before it", Progressive(bytes => bytes.Scan([1], 0, 5)) },
        { "the number of lines (DNL) is not behind the first scan", JpegBytes.Gray(bytes => bytes.Segment(0xDC, 0, 16)) },
        { "the stream does not say how many lines it has", new JpegBytes().Frame(JpegBytes.Baseline, 1, lines: 0).Scan([1]).End() },
        { "a restart marker is not expected here", JpegBytes.Gray(afterScan: bytes => bytes.Raw(0xFF, 0xD0).Text("Doe")) },
        { "a restart marker is not expected here", Restarts(0xD1) },
        { "a restart marker is not expected here", Restarts(0xD0, 0xD1) }, // Six blocks, of which five are an interval.
        { "a fill octet is inside of coded data", JpegBytes.Gray(afterScan: bytes => bytes.Raw(0xFF, 0xFF, 0).Text("Doe")) },
        { "a marker interrupts coded data", JpegBytes.Gray(afterScan: bytes => bytes.Raw(0xFF, 1).Text("Doe")) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_NoStream_DoesNotParse(string reason, byte[] stream) =>
        ParsedStream.Refusal(JpegParser.Instance, stream).Should().Be(reason);

    [Fact]
    public void Parse_EveryTruncation_DoesNotParse()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Comment("Doe").Segment(0xEE, "Adobe------\x1").Text("Doe").RestartInterval(9));
        for (int i = 0; i < stream.Length; i++) ParsedStream.Refusal(JpegParser.Instance, stream[..i]).Should().NotBeEmpty();
    }

    /// <summary>24 x 16 pixels, of which the second and third component have half the columns.</summary>
    [Theory]
    [InlineData(1, 1, 2, 3)] // 2 x 2 units of 16 x 8.
    [InlineData(2, 1)] // 3 x 2 blocks.
    [InlineData(1, 2)] // 2 x 2 blocks.
    public void Parse_RestartMarkersOfSampledComponents_AreCounted(int allowed, params int[] components)
    {
        byte[] Stream(int count)
        {
            JpegBytes bytes = new JpegBytes().Segment(JpegBytes.Baseline, 8, 0, 16, 0, 24, 3, 1, 0x21, 0, 2, 0x11, 0, 3, 0x11, 0)
                .RestartInterval(2).Scan([.. components.Select(id => (byte)id)]);
            for (int i = 0; i < count; i++) bytes.Raw(0xFF, (byte)(0xD0 + i), 1);
            return bytes.End();
        }

        ParsedStream.Refusal(JpegParser.Instance, Stream(allowed)).Should().BeEmpty();
        ParsedStream.Refusal(JpegParser.Instance, Stream(allowed + 1)).Should().Be("a restart marker is not expected here");
    }

    private static byte[] Progressive(Action<JpegBytes> scans)
    {
        JpegBytes bytes = new JpegBytes().Frame(JpegBytes.Progressive, 1);
        scans(bytes);
        return bytes.End();
    }

    private static byte[] Restarts(params byte[] codes) => JpegBytes.Gray(bytes => bytes.RestartInterval(5), bytes =>
    {
        foreach (byte code in codes) bytes.Raw(0xFF, code).Text("Doe");
    });
}
