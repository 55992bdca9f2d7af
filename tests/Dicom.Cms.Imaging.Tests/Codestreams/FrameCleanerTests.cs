using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>Edits of a stream that lies in fragments, by a parser that cuts every 'X', doubles every 'D' and stops behind a '.'.</summary>
public sealed class FrameCleanerTests
{
    [Theory]
    [InlineData("aXXb.", "ab.")]
    [InlineData("aXXb", "ab")]
    [InlineData("XXXX.", ".")]
    [InlineData("aDb.", "aDDb.")]
    [InlineData("XD.", "DD.")]
    [InlineData("ab.cd", "ab.")]
    [InlineData("aXb.cd", "ab.")]
    [InlineData("ab", "ab")]
    public void Clean_StreamInAnyFragments_IsTheEditedStream(string stream, string expected)
    {
        Random random = new(20261201);
        for (int round = 0; round < 50; round++)
        {
            byte[][] fragments = Split(Encode(stream), random);
            EncapsulatedImage image = new() { Fragments = fragments };

            (byte[] cleaned, CleanedFrame frame) = Clean(image);

            byte[] content = [.. Encode(expected)];
            bool isUnchanged = stream == expected;
            byte[] padded = [.. content, .. new byte[content.Length % 2]];
            cleaned.Should().Equal((image with { Fragments = isUnchanged ? fragments : [padded] }).Value);
            frame.Length.Should().Be(content.Length);
            frame.PaddedLength.Should().Be(isUnchanged ? content.Length : padded.Length);
        }
    }

    private static byte[] Encode(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static byte[][] Split(byte[] stream, Random random)
    {
        List<byte[]> fragments = [];
        for (int at = 0; at < stream.Length || fragments.Count == 0;)
        {
            int length = Math.Min(random.Next(4), stream.Length - at);
            fragments.Add(stream[at..(at + length)]);
            at += length;
        }

        return [.. fragments];
    }

    private static (byte[] Cleaned, CleanedFrame Frame) Clean(EncapsulatedImage image)
    {
        ByteSource source = ByteSource.FromMemory(new byte[] { 0xEE }.Concat(image.Value).ToArray());
        List<Fragment> fragments = [];
        long at = 8;
        foreach (byte[] fragment in image.Fragments)
        {
            fragments.Add(new Fragment(at, (uint)fragment.Length));
            at = fragments[^1].End;
        }

        List<CodestreamEdit> edits = [];
        List<CodestreamProblem> problems = [];
        CleanedFrame frame = new FrameCleaner(source, 1, new LetterParser(), edits, problems).Clean(0, fragments);
        problems.Should().BeEmpty();
        return (EncapsulatedImage.Apply(image.Value, edits), frame);
    }

    private sealed class LetterParser : CodestreamParser
    {
        public override long Parse(CodestreamInput input, CodestreamEdits edits)
        {
            while (input.Remaining > 0)
            {
                long position = input.Position;
                switch (input.ReadByte())
                {
                    case (byte)'X':
                        edits.Cut(position, 1);
                        break;
                    case (byte)'D':
                        edits.Replace(position, 1, "DD"u8.ToArray());
                        break;
                    case (byte)'.':
                        return input.Position;
                }
            }

            return input.Position;
        }
    }
}
