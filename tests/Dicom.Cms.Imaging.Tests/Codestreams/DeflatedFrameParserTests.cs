using System.IO.Compression;

namespace Dicom.Cms.Imaging.Tests;

public sealed class DeflatedFrameParserTests
{
    private static readonly FrameShape Shape = new(4095, 1, 8);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(5000)]
    public void Parse_OctetsBehindTheStream_AreNotRead(int behind)
    {
        byte[] frame = Deflate(Pixels(4095));

        Clean([.. frame, .. Enumerable.Repeat((byte)'D', behind)]).Should().Equal(frame);
    }

    [Fact]
    public void Parse_FrameThatWasPaddedBefore_IsItsPixels()
    {
        byte[] frame = Deflate([.. Pixels(4095), 0]);

        Clean(frame).Should().Equal(frame);
    }

    [Theory]
    [InlineData(4097)] // Two octets more could be text.
    [InlineData(4094)]
    [InlineData(9000)]
    public void Parse_FrameOfAnotherLength_IsRefused(int length)
    {
        Action parse = () => Clean(Deflate(Pixels(length)));

        parse.Should().Throw<CodestreamFormatException>();
    }

    [Fact]
    public void Parse_StreamThatIsCutOff_IsRefused()
    {
        Action parse = () => Clean(Deflate(Pixels(4095))[..^3]);

        parse.Should().Throw<CodestreamFormatException>();
    }

    [Fact]
    public void Parse_Text_IsRefused()
    {
        Action parse = () => Clean([.. "Doe^Jane, born 19620817"u8]);

        parse.Should().Throw<CodestreamFormatException>().Which.Message.Should().NotContain("Doe");
    }

    private static byte[] Pixels(int length)
    {
        byte[] pixels = new byte[length];
        new Random(20261201).NextBytes(pixels.AsSpan(0, length / 2));
        return pixels;
    }

    private static byte[] Deflate(byte[] octets)
    {
        using MemoryStream deflated = new();
        using (DeflateStream deflater = new(deflated, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(octets);
        return deflated.ToArray();
    }

    private static byte[] Clean(byte[] frame) => CodestreamCleaned.By(new DeflatedFrameParser(Shape), frame);
}
