using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>What a parser leaves of a stream.</summary>
internal static class CodestreamCleaned
{
    /// <summary>The stream up to its end, with the edits made. Read in any fragments it is the same, and clean.</summary>
    public static byte[] By(CodestreamParser parser, byte[] stream)
    {
        byte[] cleaned = Once(parser, stream, [(0, stream.Length)]);
        Once(parser, stream, [.. Enumerable.Range(0, stream.Length).Select(at => ((long)at, 1L))]).Should().Equal(cleaned);
        using CodestreamInput again = new(ByteSource.FromMemory(cleaned), [(0, cleaned.Length)]);
        CodestreamEdits edits = new();
        parser.Parse(again, edits).Should().Be(cleaned.Length);
        edits.Count.Should().Be(0, "what is clean stays as it is");
        return cleaned;
    }

    private static byte[] Once(CodestreamParser parser, byte[] stream, (long Offset, long Length)[] pieces)
    {
        using CodestreamInput input = new(ByteSource.FromMemory(stream), pieces);
        CodestreamEdits edits = new();
        long end = parser.Parse(input, edits);
        return EncapsulatedImage.Apply(stream[..(int)end], edits.InOrder());
    }
}
