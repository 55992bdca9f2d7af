using System.Buffers.Binary;
using static Dicom.Cms.Imaging.Tests.Jpeg2000Bytes;

namespace Dicom.Cms.Imaging.Tests;

public sealed class Jpeg2000ParserTests
{
    [Fact]
    public void Parse_PlainStream_HasNoEdits()
    {
        byte[] stream = Stream([], TilePart(0, [], Packets), TilePart(1, [], Packets));

        Clean([.. stream, 0]).Should().Equal(stream);
    }

    [Fact]
    public void Parse_CommentInTheMainHeader_IsCut() =>
        Clean(Stream([.. Comment, .. Comment], TilePart(0, [], Packets))).Should().Equal(Stream([], TilePart(0, [], Packets)));

    [Theory]
    [InlineData("Kakadu-v7.3.3", true)]
    [InlineData("Kakadu-2.2", true)]
    [InlineData("Created by GDCM/OpenJPEG version 2.3.0", true)]
    [InlineData("OpenJPH Ver 0.7.3.", true)]
    [InlineData("Kakadu-v7.3.3 Doe^Jane", false)]
    [InlineData("Kakadu-19620817", false)]
    [InlineData("Doe Kakadu-2.2", false)]
    [InlineData("Kakadu-2.2\n", false)]
    public void Parse_NameOfAnEncoder_StaysIfThatIsAll(string text, bool stays)
    {
        byte[] comment = Segment(0x64, [0, 1, .. System.Text.Encoding.Latin1.GetBytes(text)]), part = TilePart(0, [], Packets);

        Clean(Stream(comment, part)).Should().Equal(stays ? Stream(comment, part) : Stream([], part));
    }

    [Fact]
    public void Parse_CommentInATilePart_IsCutAndPsotIsPutRight() =>
        Clean(Stream([], TilePart(0, Comment, Packets), TilePart(1, [], Packets)))
            .Should().Equal(Stream([], TilePart(0, [], Packets), TilePart(1, [], Packets)));

    [Fact]
    public void Parse_LastTilePartWithoutLength_GoesToTheEnd()
    {
        byte[] open = TilePart(1, Comment, Packets), plain = TilePart(1, [], Packets);
        foreach (byte[] tilePart in new[] { open, plain }) BinaryPrimitives.WriteUInt32BigEndian(tilePart.AsSpan(6), 0);

        Clean(Stream([], TilePart(0, [], Packets), open)).Should().Equal(Stream([], TilePart(0, [], Packets), plain));
    }

    [Theory]
    [InlineData(0x40, 0)]
    [InlineData(0x50, 1)]
    [InlineData(0x60, 2)]
    [InlineData(0x00, 0)]
    [InlineData(0x20, 2)]
    public void Parse_TilePartLengths_ArePutRight(byte style, int indexLength)
    {
        byte[] plain = TilePart(0, [], Packets);

        byte[] planted = Stream(
            Lengths(style, indexLength, plain.Length + Comment.Length, plain.Length), TilePart(0, Comment, Packets), plain);

        Clean(planted).Should().Equal(Stream(Lengths(style, indexLength, plain.Length, plain.Length), plain, plain));
    }

    [Fact]
    public void Parse_TextInTilePartLengths_IsPutRight()
    {
        byte[] plain = TilePart(0, [], Packets);

        Clean(Stream(Segment(0x55, [0, 0x40, .. "Doe^"u8]), plain)).Should().Equal(Stream(Lengths(0x40, 0, plain.Length), plain));
    }

    [Fact]
    public void Parse_PacketLengthsOfThePackets_Stay()
    {
        byte[] lengths = Segment(0x58, 0, 4, 6);
        byte[] stream = Stream([], TilePart(0, lengths, Packets));

        Clean(stream).Should().Equal(stream);
    }

    [Fact]
    public void Parse_PacketLengthsOfTheMainHeader_AreCut() =>
        Clean(Stream(Segment(0x57, [0, .. "Doe^Jane"u8]), TilePart(0, [], Packets))).Should().Equal(Stream([], TilePart(0, [], Packets)));

    [Theory]
    [InlineData("jp2c first")]
    [InlineData("jp2c last")]
    public void Parse_Jp2File_LeavesTheCodestream(string order)
    {
        byte[] stream = Stream([], TilePart(0, [], Packets)), text = Box("xml ", [.. "<n>Doe^Jane</n>"u8]), code = Box("jp2c", stream);

        Clean([.. Jp2Head([]), .. order == "jp2c first" ? [.. code, .. text] : (byte[])[.. text, .. code]]).Should().Equal(stream);
    }

    [Fact]
    public void Parse_Jp2FileWithLongAndOpenBoxes_LeavesTheCodestream()
    {
        byte[] stream = Stream([], TilePart(0, [], Packets));
        byte[] longBox = [0, 0, 0, 1, .. "uuid"u8, 0, 0, 0, 0, 0, 0, 0, 24, .. "Doe^Jane"u8];

        Clean([.. Jp2Head([]), .. longBox, 0, 0, 0, 0, .. "jp2c"u8, .. stream]).Should().Equal(stream);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "text", [.. "Doe^Jane 12345"u8] },
        { "the beginning of a JP2 file", [0, 0, 0, 12, 0x6A] },
        { "no size", [0xFF, 0x4F, .. CodingStyle, .. Size] },
        { "no tile-part", [.. Stream([])] },
        { "no coding style", [0xFF, 0x4F, .. Size, .. Quantization, .. TilePart(0, [], Packets), 0xFF, 0xD9] },
        { "no end", Stream([], TilePart(0, [], Packets))[..^2] },
        { "text between tile-parts", [.. Stream([], TilePart(0, [], Packets))[..^2], .. "Doe^Jane"u8, 0xFF, 0xD9] },
        { "a segment beyond the end", [0xFF, 0x4F, .. Size, 0xFF, 0x64, 0xFF, 0xF0, .. "Doe"u8] },
        { "a tile-part beyond the end", Stream([], Psot(TilePart(0, [], Packets), 4711)) },
        { "a tile-part shorter than its header", Stream([], Psot(TilePart(0, Comment, Packets), 15)) },
        { "text behind the coding style", Stream([.. Segment(0x52, [0, 0, 0, 1, 0, 1, 4, 4, 0, 1, .. "Doe"u8])], TilePart(0, [], [])) },
        { "text behind the quantization", Stream([.. Segment(0x5C, [0x40, 8, 8, 8, 8, .. "Doe^J"u8])], TilePart(0, [], Packets)) },
        { "text behind the region", Stream([.. Segment(0x5E, [0, 0, 1, .. "Doe"u8])], TilePart(0, [], Packets)) },
        { "text behind the progression", Stream([.. Segment(0x5F, [0, 0, 0, 1, 1, 1, 0, .. "Doe"u8])], TilePart(0, [], Packets)) },
        { "text behind the capabilities", Stream([.. Segment(0x50, [0, 2, 0, 0, 0, 0, .. "Doe"u8])], TilePart(0, [], Packets)) },
        { "an unknown marker", Stream(Segment(0x6F, [.. "Doe"u8]), TilePart(0, [], Packets)) },
        { "a marker of Part 2 in Part 1", Stream(Segment(0x74, [.. "Doe"u8]), TilePart(0, [], Packets)) },
        { "packet lengths of other packets", Stream([], TilePart(0, Segment(0x58, 0, 4, 7), Packets)) },
        { "fewer lengths than tile-parts", Stream(Lengths(0x40, 0, 24), TilePart(0, [], Packets), TilePart(1, [], Packets)) },
        { "more lengths than tile-parts", Stream(Lengths(0x40, 0, 24, 24), TilePart(0, [], Packets)) },
        { "a JP2 file without codestream", [.. Jp2Head([]), .. Box("xml ", [.. "Doe"u8])] },
        { "a palette", [.. Jp2Head(Box("pclr", 0, 1, 1, 7, 5)), .. Box("jp2c", Stream([], TilePart(0, [], Packets)))] },
        {
            "channels in another order",
            [.. Jp2Head(Box("cdef", 0, 2, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 1)), .. Box("jp2c", Stream([], TilePart(0, [], Packets)))]
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
        byte[] stream = Stream([], TilePart(0, [], Packets)), channels = Box("cdef", 0, 2, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0);

        Clean([.. Jp2Head(channels), .. Box("jp2c", stream)]).Should().Equal(stream);
    }

    private static byte[] Clean(byte[] stream) => CodestreamCleaned.By(new Jpeg2000Parser(), stream);
}
