namespace Dicom.Cms.Imaging.Tests;

/// <summary>What of a JPEG stream goes, and what stays. Expected streams are built, not computed.</summary>
public sealed class JpegParserTests
{
    private static readonly byte[] Adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1];

    private static readonly byte[] Jfif = [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0];

    [Fact]
    public void Parse_NothingToCut_HasNoEditsAndEndsBehindEoi()
    {
        byte[] stream = JpegBytes.Gray();
        ParsedStream parsed = ParsedStream.Of(JpegParser.Instance, [.. stream, 0, 1, 2]);
        parsed.Edits.Should().BeEmpty();
        parsed.End.Should().Be(stream.Length);
    }

    public static TheoryData<string, byte[]> Places => new()
    {
        { "COM", new JpegBytes().Comment("Doe^John").End() },
        { "empty COM", new JpegBytes().Comment("").End() },
        { "APP1", new JpegBytes().Segment(0xE1, "Exif\0\0Doe").End() },
        { "JFXX", new JpegBytes().Segment(0xE0, "JFXX\0\x10Doe").End() },
        { "APP0 that is too short for JFIF", new JpegBytes().Segment(0xE0, "JFIF\0Doe").End() },
        { "APP14 that is not Adobe", new JpegBytes().Segment(0xEE, "Adobi-----12").End() },
        { "Adobe that is too short", new JpegBytes().Segment(0xEE, "Adobe-----1").End() },
        { "SPIFF", new JpegBytes().Segment(0xE8, "SPIFF\0-------------------------").Segment(0xE8, "\0\0\0\x3Doe").End() },
        { "text", new JpegBytes().Text("Doe^John").End() },
        { "fill octets", new JpegBytes().Raw(0xFF, 0xFF, 0xFF).End() },
        { "text, fill octets and COM", new JpegBytes().Text("Doe").Raw(0xFF, 0xFF).Comment("Doe").Text("x").Raw(0xFF).End() },
        { "a stuffed octet and text", new JpegBytes().Raw(0xFF, 0x00).Text("Doe").End() },
        { "TEM and RST, which decoders ignore", new JpegBytes().Text("Doe").Raw(0xFF, 0x01, 0xFF, 0xD3).Text("Doe").End() },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Parse_WhatNoDecoderNeeds_IsCutBeforeAndBehindScans(string place, byte[] planted)
    {
        byte[] inner = planted[2..^2];
        ParsedStream.Of(JpegParser.Instance, JpegBytes.Gray(beforeScan: bytes => bytes.Raw(inner))).Cleaned
            .Should().Equal(JpegBytes.Gray(), place);
        ParsedStream.Of(JpegParser.Instance, JpegBytes.Gray(afterScan: bytes => bytes.Comment("").Raw(inner))).Cleaned
            .Should().Equal(JpegBytes.Gray(), place);
        byte[] first = [0xFF, 0xD8, .. inner, .. JpegBytes.Gray()[2..]];
        ParsedStream.Of(JpegParser.Instance, first).Cleaned.Should().Equal(JpegBytes.Gray(), place);
    }

    [Fact]
    public void Parse_CanonicalColors_Stay()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Segment(0xE0, Jfif).Segment(0xEE, Adobe));
        ParsedStream.Of(JpegParser.Instance, stream).Edits.Should().BeEmpty();
    }

    [Fact]
    public void Parse_AdobeWithText_KeepsItsTransformOnly()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Segment(0xEE, [.. "AdobeDoeJoh"u8, 1, .. "Doe"u8]));
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray(bytes => bytes.Segment(0xEE, Adobe)));
    }

    [Fact]
    public void Parse_TwoAdobes_KeepsTheLastAsDecodersDo()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Segment(0xEE, "Adobe------\x2").Segment(0xEE, Adobe), bytes =>
            bytes.Segment(0xEE, "Adobe------\x2"));
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray(bytes => bytes.Segment(0xEE, Adobe)));
    }

    [Fact]
    public void Parse_JfifWithThumbnail_KeepsItsVersionOnly()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, .. "JohnDoe"u8]).Segment(0xE0, Jfif));
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray(bytes => bytes.Segment(0xE0, Jfif)));
    }

    [Fact]
    public void Parse_JfifOfAnotherVersion_Gets101()
    {
        byte[] stream = JpegBytes.Gray(bytes => bytes.Segment(0xE0, "JFIF\0JD------\0\0"));
        byte[] expected = [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        ParsedStream.Of(JpegParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.Gray(bytes => bytes.Segment(0xE0, expected)));
    }

    [Fact]
    public void Parse_JfifBehindTheFirstScan_IsCut() =>
        ParsedStream.Of(JpegParser.Instance, JpegBytes.Gray(afterScan: bytes => bytes.Segment(0xE0, Jfif))).Cleaned
            .Should().Equal(JpegBytes.Gray());

    [Fact]
    public void Parse_FillBeforeRestartMarkers_IsCut()
    {
        JpegBytes Stream(params byte[] fill) => new JpegBytes().Frame(JpegBytes.Lossless, 1, lines: 3).Huffman(0, 0)
            .RestartInterval(24).Scan([1]).Raw(fill).Raw(0xFF, 0xD0).Raw(JpegBytes.Data).Raw(fill).Raw(0xFF, 0xD1).Raw(1).Raw(fill);
        ParsedStream.Of(JpegParser.Instance, Stream(0xFF, 0xFF).End()).Cleaned.Should().Equal(Stream().End());
    }

    [Fact]
    public void Parse_ScansOfComponents_AreFollowedWithWhatIsBetweenThem()
    {
        JpegBytes Stream(string text)
        {
            JpegBytes bytes = new JpegBytes().Quantization(0).Frame(JpegBytes.Baseline, 3).Huffman(0, 0).Huffman(1, 0).Scan([2]);
            if (text.Length > 0) bytes.Comment(text).Text(text);
            bytes.Scan([1, 3]);
            if (text.Length > 0) bytes.Segment(0xE3, text).Raw(0xFF);
            return bytes;
        }

        ParsedStream.Of(JpegParser.Instance, Stream("Doe").End()).Cleaned.Should().Equal(Stream("").End());
    }

    [Fact]
    public void Parse_ProgressiveScans_Parse()
    {
        byte[] stream = new JpegBytes().Quantization(0).Frame(JpegBytes.Progressive, 1).Huffman(0, 0).Scan([1], 0, 0, 0x01)
            .Huffman(1, 0).Scan([1], 1, 5, 0x02).Huffman(1, 0).Scan([1], 6, 63, 0x02).Huffman(1, 0).Scan([1], 1, 63, 0x21)
            .Scan([1], 0, 0, 0x10).Huffman(1, 0).Scan([1], 1, 63, 0x10).End();
        ParsedStream.Of(JpegParser.Instance, stream).Edits.Should().BeEmpty();
    }

    [Fact]
    public void Parse_NumberOfLinesBehindTheFirstScan_StaysIfTheFrameHeaderHasNone()
    {
        static byte[] Stream(byte lines, byte said) => new JpegBytes().Quantization(0).Frame(JpegBytes.Baseline, 1, lines)
            .Huffman(0, 0).Huffman(1, 0).Scan([1]).Segment(0xDC, 0, said).End();
        ParsedStream.Of(JpegParser.Instance, Stream(0, 16)).Edits.Should().BeEmpty();
        ParsedStream.Of(JpegParser.Instance, Stream(16, 16)).Cleaned.Should().Equal(JpegBytes.Gray());
        ParsedStream.Refusal(JpegParser.Instance, Stream(16, 17)).Should().Be("there are two numbers of lines");
    }

    [Fact]
    public void Parse_StreamInFragments_IsReadAsOneWhereverItIsSplit()
    {
        byte[] stream = JpegBytes.Gray(Plant, bytes => bytes.Raw(0xFF, 0xFF).Comment("Doe").Text("Doe"));
        for (int split = 0; split <= stream.Length; split++)
        {
            ParsedStream.Of(JpegParser.Instance, stream, [(0, split), (split, 0), (split, stream.Length - split)]).Cleaned
                .Should().Equal(JpegBytes.Gray(bytes => bytes.Segment(0xE0, Jfif).Segment(0xEE, Adobe)), $"it is split at {split}");
        }

        static void Plant(JpegBytes bytes) => bytes.Segment(0xE0, [.. Jfif, .. "Doe"u8]).Text("Doe").Segment(0xEE, [.. Adobe, .. "Doe"u8]);
    }

    [Fact]
    public void Parse_LongData_IsFollowedOverManyBuffers()
    {
        byte[] data = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i % 251))];
        byte[] Stream(bool more) => JpegBytes.Gray(
            bytes => (more ? bytes.Comment("Doe") : bytes).RestartInterval(1), bytes => bytes.Raw(data).Raw(0xFF, 0xD0).Raw(data));
        ParsedStream.Of(JpegParser.Instance, Stream(more: true)).Cleaned.AsSpan().SequenceEqual(Stream(more: false)).Should().BeTrue();
    }
}
