namespace Dicom.Cms.Imaging.Tests;

/// <summary>Frames of 5 pixels of 16 bits: two segments.</summary>
public sealed class RunLengthParserTests
{
    private static readonly FrameShape Shape = new(5, 1, 16);
    private static readonly byte[] Literal = [4, 1, 2, 3, 4, 5], Mixed = [0xFE, 7, 0x80, 1, 8, 9];

    [Fact]
    public void Parse_PlainFrame_HasNoEdits()
    {
        byte[] frame = Frame([64, 70], [.. Literal, .. Mixed]);

        Clean(frame).Should().Equal(frame);
    }

    [Fact]
    public void Parse_PaddingOfASegment_Stays()
    {
        byte[] odd = [3, 1, 2, 3, 4, 0, 5];
        byte[] frame = Frame([64, 72], [.. odd, 0, .. Mixed]);

        Clean(frame).Should().Equal(frame);
    }

    [Fact]
    public void Parse_PixelsOfOneBit_AreEightInAnOctet()
    {
        byte[] frame = Frame([64], Literal); // Five octets for 33 to 40 pixels.

        foreach (int pixels in new[] { 33, 40 })
            CodestreamCleaned.By(new RunLengthParser(new FrameShape(pixels, 1, 1)), frame).Should().Equal(frame);
    }

    [Fact]
    public void Parse_TextBeforeTheFirstSegment_IsCut() =>
        Clean(Frame([72, 78], [.. "Doe^Jane"u8, .. Literal, .. Mixed])).Should().Equal(Frame([64, 70], [.. Literal, .. Mixed]));

    [Fact]
    public void Parse_TextBetweenSegments_IsCut()
    {
        Clean(Frame([64, 78], [.. Literal, .. "Doe^Jane"u8, .. Mixed])).Should().Equal(Frame([64, 70], [.. Literal, .. Mixed]));
        Clean(Frame([64, 73], [.. Literal, .. "Doe"u8, .. Mixed])).Should().Equal(Frame([64, 71], [.. Literal, 0, .. Mixed]));
        Clean(Frame([64, 79], [.. Literal, 0, .. "Doe^Jane"u8, .. Mixed])).Should().Equal(Frame([64, 71], [.. Literal, 0, .. Mixed]));
    }

    [Fact]
    public void Parse_TextBehindTheLastSegment_IsNotRead()
    {
        byte[] frame = Frame([64, 70], [.. Literal, .. Mixed]);

        Clean([.. frame, .. "Doe^Jane"u8]).Should().Equal(frame);
    }

    [Fact]
    public void Parse_TextInUnusedOffsets_IsZeroed()
    {
        byte[] frame = Frame([64, 70], [.. Literal, .. Mixed]), planted = [.. frame];
        "Doe^Jane, born 1962"u8.CopyTo(planted.AsSpan(20));

        Clean(planted).Should().Equal(frame);
    }

    [Fact]
    public void Parse_EditedFrame_DecodesToTheSameSamples()
    {
        byte[] planted = Frame([66, 75], [68, 111, .. Literal, .. "Doe"u8, .. Mixed]);
        byte[] before = new byte[10], after = new byte[10];

        RunLengthFrame.TryDecode(planted, before, 1, 2).Should().BeTrue();
        RunLengthFrame.TryDecode(Clean(planted), after, 1, 2).Should().BeTrue();

        after.Should().Equal(before).And.Equal(7, 1, 7, 2, 7, 3, 8, 4, 9, 5);
    }

    public static TheoryData<string, byte[]> Broken => new()
    {
        { "text", [.. "Doe^Jane 12345"u8] },
        { "another number of segments", Frame([64], [.. Literal]) },
        { "more segments than there are offsets", [99, 0, 0, 0, .. Frame([64, 70], [.. Literal, .. Mixed])[4..]] },
        { "a segment within the header", Frame([60, 70], [.. Literal, .. Mixed]) },
        { "segments in another order", Frame([70, 64], [.. Literal, .. Mixed]) },
        { "a segment within another", Frame([64, 66], [.. Literal, .. Mixed]) },
        { "a segment behind the end", Frame([64, 7000], [.. Literal, .. Mixed]) },
        { "a run that goes on behind its segment", Frame([64, 70], [.. Literal, 9, 1, 2]) },
        { "a segment that ends early", Frame([64, 70], [.. Literal, 0xFE, 7]) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Parse_FrameThatBreaksTheStandard_IsRefused(string reason, byte[] frame)
    {
        Action parse = () => Clean(frame);

        parse.Should().Throw<CodestreamFormatException>(reason).Which.Message.Should().NotContain("Doe");
    }

    private static byte[] Frame(uint[] offsets, byte[] segments)
    {
        byte[] header = new byte[64];
        header[0] = (byte)offsets.Length;
        for (int i = 0; i < offsets.Length; i++) EncapsulatedImage.Number(offsets[i]).CopyTo(header, 4 * (i + 1));
        return [.. header, .. segments];
    }

    private static byte[] Clean(byte[] frame) => CodestreamCleaned.By(new RunLengthParser(Shape), frame);
}
