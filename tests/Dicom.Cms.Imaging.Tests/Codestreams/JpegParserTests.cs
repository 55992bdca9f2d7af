using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;
using static Dicom.Cms.Testing.TinyJpeg;

namespace Dicom.Cms.Imaging.Tests;

public sealed class JpegParserTests
{
    private static readonly byte[] Jfif = Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 0, 0]);
    private static readonly byte[] Adobe = Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]);

    [Fact]
    public void Parse_PlainStream_HasNoEdits()
    {
        byte[] stream = Stream([.. Jfif, .. Adobe], [.. HuffmanTable(), .. QuantizationTable()]);

        Clean([.. stream, 0]).Should().Equal(stream);
    }

    [Theory]
    [InlineData(0xFE)]
    [InlineData(0xE0)]
    [InlineData(0xE1)]
    [InlineData(0xE2)]
    [InlineData(0xE8)]
    [InlineData(0xEE)]
    [InlineData(0xEF)]
    public void Parse_CommentOrApplicationData_IsCutWhereverItStands(byte marker)
    {
        byte[] segment = Segment(marker, [.. "Doe^Jane"u8]);

        Clean(Stream(segment)).Should().Equal(Stream());
        Clean(Stream(null, segment)).Should().Equal(Stream());
        Clean(Stream(null, null, [0x12, 0x34, .. segment])).Should().Equal(Stream());
        Clean([.. Start, .. Frame(), .. Scan(1), .. segment, .. Scan(2), .. End])
            .Should().Equal([.. Start, .. Frame(), .. Scan(1), .. Scan(2), .. End]);
    }

    [Fact]
    public void Parse_OctetsBetweenSegments_AreCut()
    {
        byte[] text = [.. "Doe^Jane"u8];

        Clean(Stream(text)).Should().Equal(Stream());
        Clean(Stream(null, [.. text, 0xFF, 0x00, .. text])).Should().Equal(Stream());
    }

    [Fact]
    public void Parse_FillOctets_AreCut()
    {
        Clean(Stream([0xFF, 0xFF, .. Comment("Doe"), 0xFF, 0xFF, 0xFF])).Should().Equal(Stream());
        Clean(Stream(null, null, [0x12, 0x34, 0xFF, 0xFF])).Should().Equal(Stream());
    }

    [Fact]
    public void Parse_TemporaryAndStrayRestartMarkers_AreCut() =>
        Clean(Stream([0xFF, 0x01, 0xFF, 0xD3])).Should().Equal(Stream());

    [Fact]
    public void Parse_TextBehindTheEnd_IsNotRead()
    {
        byte[] stream = Stream();
        using CodestreamInput input = Input([.. stream, .. "Doe^Jane"u8]);

        new JpegParser().Parse(input, new CodestreamEdits()).Should().Be(stream.Length);
    }

    [Theory]
    [InlineData("Doe^Jane")]
    [InlineData("\0\0")]
    public void Parse_TextInAdobeSegment_GoesAndTheTransformStays(string text)
    {
        byte[] longer = Segment(0xEE, [.. "Adobe"u8, 0, 101, 68, 111, 101, 94, 1, .. Encoding.ASCII.GetBytes(text)]);

        Clean(Stream(longer)).Should().Equal(Stream(Adobe));
    }

    [Fact]
    public void Parse_SeveralAdobeSegments_KeepsWhatTheLastSays()
    {
        byte[] other = Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);

        Clean(Stream([.. Adobe, .. Adobe, .. other])).Should().Equal(Stream([.. Adobe, .. other]));
    }

    [Fact]
    public void Parse_JfifWithThumbnailOrStrangeDensity_BecomesPlain()
    {
        byte[] plain = Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

        Clean(Stream(Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 1, 1, 68, 111, 101]))).Should().Equal(Stream(plain));
        Clean(Stream(Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, .. "DOE^"u8, 0, 0]))).Should().Equal(Stream(plain));
        Clean(Stream([.. Jfif, .. Segment(0xE0, [.. "JFXX\0"u8, 0x13, 68, 111]), .. Jfif])).Should().Equal(Stream(Jfif));
    }

    [Fact]
    public void Parse_EntropyCodedData_StaysOctetForOctet()
    {
        byte[] restarts = Segment(0xDD, 0, 4);
        byte[] data = [1, 0xFF, 0, 0xFF, 0xD0, 2, 0xFF, 0xFF, 0xFF, 0xD1, 3, 0xFF, 0xFF, 0, 4];

        Clean(Stream(restarts, null, data)).Should().Equal(Stream(restarts, null, data));
    }

    [Fact]
    public void Parse_JpegLs_StuffsBits()
    {
        byte[] parameters = Segment(0xF8, 1, 0, 255, 0, 3, 0, 7, 0, 21, 0, 64);
        byte[] stream = [.. Start, .. Frame(0xF7), .. parameters, .. Scan(1, 0xFF, 0x7F, 0xFF, 0x00), .. End];

        Clean(stream).Should().Equal(stream);
    }

    [Fact]
    public void Parse_JpegLsWithSpiffAndColorTransform_KeepsTheTransform()
    {
        byte[] spiff =
        [
            .. Segment(0xE8, [.. "SPIFF\0"u8, .. new byte[24]]), .. Segment(0xE8, 0, 0, 0, 3, 68, 111, 101), .. Segment(0xE8, 0, 0, 0, 1),
        ];
        byte[] transform = Segment(0xE8, [.. "mrfx"u8, 2]);

        Clean([.. Start, .. spiff, .. transform, .. Frame(0xF7), .. Scan(1), .. End])
            .Should().Equal([.. Start, .. transform, .. Frame(0xF7), .. Scan(1), .. End]);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "text", [.. "Doe^Jane 12345"u8] },
        { "no image", [.. Start, .. Comment("Doe^Jane"), .. End] },
        { "no frame", [.. Start, .. Scan(1), .. End] },
        { "no end", [.. Start, .. Frame(), .. Scan(1, 2, 3)] },
        { "a segment beyond the end", [.. Start, 0xFF, 0xFE, 0xFF, 0xF0, 1, 2, 3] },
        { "a segment of no length", [.. Start, 0xFF, 0xFE, 0, 1, .. Frame(), .. Scan(1), .. End] },
        { "two frames", [.. Start, .. Frame(), .. Frame(), .. Scan(1), .. End] },
        { "a second start", [.. Start, .. Stream()] },
        { "a hierarchy", [.. Start, .. Segment(0xDE, 8, 0, 2, 0, 2, 1, 1, 0x11, 0), .. Frame(), .. Scan(1), .. End] },
        { "an unknown marker", Stream(Segment(0xF0, 1)) },
        { "text behind a Huffman table", Stream([.. Segment(0xC4, [.. HuffmanTable()[4..], .. "Doe"u8])]) },
        { "text behind a quantization table", Stream([.. Segment(0xDB, [.. QuantizationTable()[4..], .. "Doe"u8])]) },
        { "text behind an interval", Stream(Segment(0xDD, 0, 0, 68, 111)) },
        { "text in a frame header", [.. Start, .. Segment(0xC0, 8, 0, 2, 0, 2, 1, 1, 0x11, 0, 68), .. Scan(1), .. End] },
        { "text in a scan header", [.. Start, .. Frame(), .. Segment(0xDA, 1, 1, 0, 0, 63, 0, 68), .. End] },
        { "a restart without interval", Stream(null, null, [1, 0xFF, 0xD0, .. "Doe"u8]) },
        { "parameters of JPEG-LS", Stream(Segment(0xF8, 1, 0, 255, 0, 3, 0, 7, 0, 21, 0, 64)) },
        { "a mapping table", [.. Start, .. Frame(0xF7), .. Segment(0xF8, 2, 1, 1, 68, 111), .. Scan(1), .. End] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_StreamThatBreaksTheStandard_IsRefusedWithoutItsText(string reason, byte[] stream)
    {
        Action parse = () => Clean(stream);

        parse.Should().Throw<CodestreamFormatException>(reason).Which.Message.Should().NotContain("Doe");
    }

    internal static byte[] HuffmanTable() => Segment(0xC4, [0, 0, 1, .. new byte[14], 5]);

    private static byte[] QuantizationTable() => Segment(0xDB, [0, .. new byte[64]]);

    private static CodestreamInput Input(byte[] stream) => new(ByteSource.FromMemory(stream), [(0, stream.Length)]);

    private static byte[] Clean(byte[] stream) => CodestreamCleaned.By(new JpegParser(), stream);
}
