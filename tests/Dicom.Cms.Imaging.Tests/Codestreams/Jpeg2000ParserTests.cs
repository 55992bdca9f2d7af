using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

public sealed class Jpeg2000ParserTests
{
    private static readonly byte[] Size = Segment(
        0x51,
        [0x40, 0, .. Word(8), .. Word(8), .. Word(0), .. Word(0), .. Word(8), .. Word(8), .. Word(0), .. Word(0), 0, 1, 7, 1, 1]);

    private static readonly byte[] CodingStyle = Segment(0x52, 0, 0, 0, 1, 0, 1, 4, 4, 0, 1);
    private static readonly byte[] Quantization = Segment(0x5C, 0x40, 8, 8, 8, 8);
    private static readonly byte[] Comment = Segment(0x64, [0, 1, .. "Doe^Jane"u8]);
    private static readonly byte[] Data = [0xC0, 0x7C, 0xFF, 0x91, 0, 4, 0, 0, 1, 2];

    [Fact]
    public void Parse_PlainStream_HasNoEdits()
    {
        byte[] stream = Stream([], TilePart(0, [], Data), TilePart(1, [], Data));

        Clean([.. stream, 0]).Should().Equal(stream);
    }

    [Fact]
    public void Parse_CommentInTheMainHeader_IsCut() =>
        Clean(Stream([.. Comment, .. Comment], TilePart(0, [], Data))).Should().Equal(Stream([], TilePart(0, [], Data)));

    [Fact]
    public void Parse_CommentInATilePart_IsCutAndPsotIsPutRight() =>
        Clean(Stream([], TilePart(0, Comment, Data), TilePart(1, [], Data)))
            .Should().Equal(Stream([], TilePart(0, [], Data), TilePart(1, [], Data)));

    [Fact]
    public void Parse_LastTilePartWithoutLength_GoesToTheEnd()
    {
        byte[] open = TilePart(1, Comment, Data), plain = TilePart(1, [], Data);
        foreach (byte[] tilePart in new[] { open, plain }) BinaryPrimitives.WriteUInt32BigEndian(tilePart.AsSpan(6), 0);

        Clean(Stream([], TilePart(0, [], Data), open)).Should().Equal(Stream([], TilePart(0, [], Data), plain));
    }

    [Theory]
    [InlineData(0x40, 0)]
    [InlineData(0x50, 1)]
    [InlineData(0x60, 2)]
    [InlineData(0x00, 0)]
    [InlineData(0x20, 2)]
    public void Parse_TilePartLengths_ArePutRight(byte style, int indexLength)
    {
        byte[] plain = TilePart(0, [], Data);

        byte[] planted = Stream(
            Lengths(style, indexLength, plain.Length + Comment.Length, plain.Length), TilePart(0, Comment, Data), plain);

        Clean(planted).Should().Equal(Stream(Lengths(style, indexLength, plain.Length, plain.Length), plain, plain));
    }

    [Fact]
    public void Parse_TextInTilePartLengths_IsPutRight()
    {
        byte[] plain = TilePart(0, [], Data);

        Clean(Stream(Segment(0x55, [0, 0x40, .. "Doe^"u8]), plain)).Should().Equal(Stream(Lengths(0x40, 0, plain.Length), plain));
    }

    [Fact]
    public void Parse_PacketLengthsOfThePackets_Stay()
    {
        byte[] lengths = Segment(0x58, 0, 4, 6);
        byte[] stream = Stream([], TilePart(0, lengths, Data));

        Clean(stream).Should().Equal(stream);
    }

    [Fact]
    public void Parse_PacketLengthsOfTheMainHeader_AreCut() =>
        Clean(Stream(Segment(0x57, [0, .. "Doe^Jane"u8]), TilePart(0, [], Data))).Should().Equal(Stream([], TilePart(0, [], Data)));

    [Theory]
    [InlineData("jp2c first")]
    [InlineData("jp2c last")]
    public void Parse_Jp2File_LeavesTheCodestream(string order)
    {
        byte[] stream = Stream([], TilePart(0, [], Data)), text = Box("xml ", [.. "<n>Doe^Jane</n>"u8]), code = Box("jp2c", stream);

        Clean([.. Jp2Head([]), .. order == "jp2c first" ? [.. code, .. text] : (byte[])[.. text, .. code]]).Should().Equal(stream);
    }

    [Fact]
    public void Parse_Jp2FileWithLongAndOpenBoxes_LeavesTheCodestream()
    {
        byte[] stream = Stream([], TilePart(0, [], Data));
        byte[] longBox = [0, 0, 0, 1, .. "uuid"u8, 0, 0, 0, 0, 0, 0, 0, 24, .. "Doe^Jane"u8];

        Clean([.. Jp2Head([]), .. longBox, 0, 0, 0, 0, .. "jp2c"u8, .. stream]).Should().Equal(stream);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "text", [.. "Doe^Jane 12345"u8] },
        { "no size", [0xFF, 0x4F, .. CodingStyle, .. Size] },
        { "no tile-part", [.. Stream([])] },
        { "no coding style", [0xFF, 0x4F, .. Size, .. Quantization, .. TilePart(0, [], Data), 0xFF, 0xD9] },
        { "no end", Stream([], TilePart(0, [], Data))[..^2] },
        { "text between tile-parts", [.. Stream([], TilePart(0, [], Data))[..^2], .. "Doe^Jane"u8, 0xFF, 0xD9] },
        { "a segment beyond the end", [0xFF, 0x4F, .. Size, 0xFF, 0x64, 0xFF, 0xF0, .. "Doe"u8] },
        { "a tile-part beyond the end", Stream([], Psot(TilePart(0, [], Data), 4711)) },
        { "a tile-part shorter than its header", Stream([], Psot(TilePart(0, Comment, Data), 15)) },
        { "text behind the coding style", Stream([.. Segment(0x52, [0, 0, 0, 1, 0, 1, 4, 4, 0, 1, .. "Doe"u8])], TilePart(0, [], Data)) },
        { "text behind the quantization", Stream([.. Segment(0x5C, [0x40, 8, 8, 8, 8, .. "Doe^J"u8])], TilePart(0, [], Data)) },
        { "text behind the region", Stream([.. Segment(0x5E, [0, 0, 1, .. "Doe"u8])], TilePart(0, [], Data)) },
        { "text behind the progression", Stream([.. Segment(0x5F, [0, 0, 0, 1, 1, 1, 0, .. "Doe"u8])], TilePart(0, [], Data)) },
        { "text behind the capabilities", Stream([.. Segment(0x50, [0, 2, 0, 0, 0, 0, .. "Doe"u8])], TilePart(0, [], Data)) },
        { "an unknown marker", Stream(Segment(0x6F, [.. "Doe"u8]), TilePart(0, [], Data)) },
        { "a marker of Part 2 in Part 1", Stream(Segment(0x74, [.. "Doe"u8]), TilePart(0, [], Data)) },
        { "packet lengths of other packets", Stream([], TilePart(0, Segment(0x58, 0, 4, 7), Data)) },
        { "fewer lengths than tile-parts", Stream(Lengths(0x40, 0, 24), TilePart(0, [], Data), TilePart(1, [], Data)) },
        { "more lengths than tile-parts", Stream(Lengths(0x40, 0, 24, 24), TilePart(0, [], Data)) },
        { "a JP2 file without codestream", [.. Jp2Head([]), .. Box("xml ", [.. "Doe"u8])] },
        { "a palette", [.. Jp2Head(Box("pclr", 0, 1, 1, 7, 5)), .. Box("jp2c", Stream([], TilePart(0, [], Data)))] },
        {
            "channels in another order",
            [.. Jp2Head(Box("cdef", 0, 2, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 1)), .. Box("jp2c", Stream([], TilePart(0, [], Data)))]
        },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_StreamThatBreaksTheStandard_IsRefusedWithoutItsText(string reason, byte[] stream)
    {
        Action parse = () => Clean(stream);

        parse.Should().Throw<CodestreamFormatException>(reason).Which.Message.Should().NotContain("Doe");
    }

    [Fact]
    public void Parse_ChannelsInOrder_AreNoObstacle()
    {
        byte[] stream = Stream([], TilePart(0, [], Data)), channels = Box("cdef", 0, 2, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0);

        Clean([.. Jp2Head(channels), .. Box("jp2c", stream)]).Should().Equal(stream);
    }

    private static byte[] Stream(byte[] main, params byte[][] tileParts) =>
        [0xFF, 0x4F, .. Size, .. CodingStyle, .. Quantization, .. main, .. tileParts.SelectMany(part => part), 0xFF, 0xD9];

    private static byte[] TilePart(byte index, byte[] header, byte[] data) =>
    [
        .. Segment(0x90, [0, index, .. Word(14 + header.Length + data.Length), 0, 1]), .. header, 0xFF, 0x93, .. data,
    ];

    private static byte[] Psot(byte[] tilePart, int length) => [.. tilePart[..6], .. Word(length), .. tilePart[10..]];

    private static byte[] Lengths(byte style, int indexLength, params int[] lengths)
    {
        List<byte> body = [0, style];
        for (int i = 0; i < lengths.Length; i++)
        {
            body.AddRange(new byte[indexLength]);
            if (i > 0 && indexLength > 0) body[^1] = 0; // Both tile-parts are of tile 0.
            body.AddRange((style & 0x40) != 0 ? Word(lengths[i]) : Word(lengths[i])[2..]);
        }

        return Segment(0x55, [.. body]);
    }

    private static byte[] Jp2Head(byte[] inHeader) =>
    [
        .. Box("jP  ", 0x0D, 0x0A, 0x87, 0x0A), .. Box("ftyp", [.. "jp2 "u8, 0, 0, 0, 0, .. "jp2 "u8]),
        .. Box("jp2h", [.. Box("ihdr", 0, 0, 0, 8, 0, 0, 0, 8, 0, 1, 7, 7, 0, 0), .. inHeader]),
    ];

    private static byte[] Box(string type, params byte[] content) =>
        [.. Word(8 + content.Length), .. System.Text.Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Segment(byte marker, params byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Word(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private static byte[] Clean(byte[] stream) => CodestreamCleaned.By(new Jpeg2000Parser(), stream);
}
