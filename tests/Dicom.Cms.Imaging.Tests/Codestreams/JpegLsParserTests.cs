namespace Dicom.Cms.Imaging.Tests;

/// <summary>What of a JPEG-LS stream goes, what stays, and what does not parse.</summary>
public sealed class JpegLsParserTests
{
    private static readonly byte[] Transform = [.. "mrfx"u8, 1];

    private static readonly byte[] Preset = [1, 0, 255, 0, 3, 0, 7, 0, 21, 0, 64];

    [Fact]
    public void Parse_NothingToCut_HasNoEditsAndEndsBehindEoi()
    {
        byte[] stream = JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, Preset).Segment(0xE8, Transform));
        ParsedStream parsed = ParsedStream.Of(JpegLsParser.Instance, [.. stream, 0, 1]);
        parsed.Edits.Should().BeEmpty();
        parsed.End.Should().Be(stream.Length);
    }

    public static TheoryData<string, byte[]> Places => new()
    {
        { "COM", new JpegBytes().Comment("Doe^John").End() },
        { "APP0", new JpegBytes().Segment(0xE0, "JFIF\0--------------Doe").End() },
        { "APP14", new JpegBytes().Segment(0xEE, "Adobe------\x1").End() },
        { "a color transform that changes nothing", new JpegBytes().Segment(0xE8, "mrfx\0").End() },
        { "the same with text", new JpegBytes().Segment(0xE8, "mrfx\0Doe").End() },
        { "SPIFF", new JpegBytes().Segment(0xE8, "SPIFF\0-------------------------").Segment(0xE8, "\0\0\0\x3Doe").End() },
        { "the end of SPIFF's directory", new JpegBytes().Segment(0xE8, 0, 0, 0, 1, 0xFF, 0xD8).End() },
        { "text", new JpegBytes().Text("Doe^John").Raw(0xFF, 0x7F, 0xFF, 0xFF).End() },
        { "a mapping table that no scan uses", new JpegBytes().Segment(0xF8, "\x2\x5\x1 Doe").Segment(0xF8, "\x3\x5\x1 Doe").End() },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Parse_WhatNoDecoderNeeds_IsCutBeforeAndBehindScans(string place, byte[] planted)
    {
        byte[] inner = planted[2..^2];
        ParsedStream.Of(JpegLsParser.Instance, JpegBytes.GrayLs(beforeScan: bytes => bytes.Raw(inner))).Cleaned
            .Should().Equal(JpegBytes.GrayLs(), place);
        ParsedStream.Of(JpegLsParser.Instance, JpegBytes.GrayLs(afterScan: bytes => bytes.Comment("").Raw(inner))).Cleaned
            .Should().Equal(JpegBytes.GrayLs(), place);
    }

    [Fact]
    public void Parse_PresetsDefinedAnew_AreCut()
    {
        byte[] stream = JpegBytes.GrayLs(
            bytes => bytes.Segment(0xF8, "\x1JohnDoe---").Segment(0xF8, Preset), bytes => bytes.Segment(0xF8, "\x1JohnDoe---"));
        ParsedStream.Of(JpegLsParser.Instance, stream).Cleaned.Should().Equal(JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, Preset)));
    }

    [Fact]
    public void Parse_MappingTableThatAScanUses_StaysWithItsContinuation()
    {
        byte[] stream = new JpegBytes().Frame(JpegBytes.JpegLs, 1).Segment(0xF8, "\x2\x5\x1" + "abc").Segment(0xF8, "\x3\x5\x1" + "def")
            .ScanLs([1], table: 5).End();
        ParsedStream.Of(JpegLsParser.Instance, stream).Edits.Should().BeEmpty();
    }

    [Fact]
    public void Parse_ScanForEachComponent_IsFollowedWithWhatIsBetween()
    {
        JpegBytes Stream(bool more)
        {
            JpegBytes bytes = new JpegBytes().Frame(JpegBytes.JpegLs, 3).ScanLs([1]);
            if (more) bytes.Comment("Doe").Raw(0xFF);
            bytes.ScanLs([2]);
            if (more) bytes.Segment(0xE4, "Doe");
            return bytes.ScanLs([3]);
        }

        ParsedStream.Of(JpegLsParser.Instance, Stream(more: true).End()).Cleaned.Should().Equal(Stream(more: false).End());
    }

    [Fact]
    public void Parse_SizeBeyond16Bits_Parses()
    {
        byte[] stream = new JpegBytes().Frame(JpegBytes.JpegLs, 1, lines: 0).Segment(0xF8, 4, 3, 1, 0, 0, 1, 0, 0).ScanLs([1]).End();
        ParsedStream.Of(JpegLsParser.Instance, stream).Edits.Should().BeEmpty();
    }

    [Fact]
    public void Parse_RestartMarkers_AreFollowed()
    {
        byte[] stream = JpegBytes.GrayLs(bytes => bytes.Segment(0xDD, 0, 0, 4), bytes => bytes.Raw(0xFF, 0xD0, 1, 2, 0xFF, 0xD1, 0xFF, 0));
        ParsedStream.Of(JpegLsParser.Instance, stream).Edits.Should().BeEmpty();
    }

    private const string Length = "a segment is not as long as its contents";

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "the stream has no end (EOI)", JpegBytes.GrayLs()[..^2] },
        { "a marker or a kind of frame is not known", new JpegBytes().Frame(JpegBytes.Baseline, 1).ScanLs([1]).End() },
        { "a marker or a kind of frame is not known", JpegBytes.GrayLs(bytes => bytes.Quantization(0)) },
        { "a marker is not known", JpegBytes.GrayLs(bytes => bytes.Segment(0x90, "Doe")) },
        { Length, JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, [.. Preset, .. "Doe"u8])) },
        { Length, JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, 1)) },
        { Length, JpegBytes.GrayLs(bytes => bytes.Segment(0xDD, 0, 0, 0, 0, 0)) },
        { Length, new JpegBytes().Frame(JpegBytes.JpegLs, 1, lines: 0).Segment(0xF8, 4, 2, 0, 9, 0, 9, 68).ScanLs([1]).End() },
        { Length, new JpegBytes().Segment(0xF7, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, (byte)'D').ScanLs([1]).End() },
        { Length, new JpegBytes().Frame(JpegBytes.JpegLs, 1).Segment(0xDA, 1, 1, 0, 0, 0, 0, (byte)'D').Raw(1).End() },
        { "a preset is not known", JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, "\x5" + "Doe")) },
        { "a mapping table is continued before it begins", JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, "\x3\x5\x1" + "Doe")) },
        { "there are two sizes", JpegBytes.GrayLs(bytes => bytes.Segment(0xF8, 4, 2, 0, 9, 0, 9)) },
        { "decoders do not agree on a color transform", JpegBytes.GrayLs(bytes => bytes.Segment(0xE8, "mrfx\x1" + "Doe")) },
        { "decoders do not agree on a color transform", JpegBytes.GrayLs(bytes => bytes.Segment(0xE8, "mrfx\x4")) },
        { "there are two color transforms", JpegBytes.GrayLs(bytes => bytes.Segment(0xE8, "mrfx\x1").Segment(0xE8, "mrfx\x2")) },
        { "there are two color transforms", JpegBytes.GrayLs(afterScan: bytes => bytes.Segment(0xE8, "mrfx\x1")) },
        { "the scans have more components than the frame, or none", JpegBytes.GrayLs(afterScan: bytes => bytes.ScanLs([1])) },
        { "a restart marker is not expected here", JpegBytes.GrayLs(afterScan: bytes => bytes.Raw(0xFF, 0xD0).Text("Doe")) },
        { "a fill octet is inside of coded data", JpegBytes.GrayLs(afterScan: bytes => bytes.Raw(0xFF, 0xFF, 0x7F).Text("Doe")) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_NoStream_DoesNotParse(string reason, byte[] stream) =>
        ParsedStream.Refusal(JpegLsParser.Instance, stream).Should().Be(reason);
}
