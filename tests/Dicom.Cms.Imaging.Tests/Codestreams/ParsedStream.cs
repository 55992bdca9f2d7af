using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>What a parser made of a stream.</summary>
internal sealed record ParsedStream(long End, IReadOnlyList<CodestreamEdit> Edits, byte[] Cleaned)
{
    public static ParsedStream Of(CodestreamParser parser, byte[] stream) => Of(parser, stream, [(0, stream.Length)]);

    /// <summary>The same of a stream in fragments.</summary>
    public static ParsedStream Of(CodestreamParser parser, byte[] stream, IReadOnlyList<(long Offset, long Length)> fragments)
    {
        using ByteSource source = ByteSource.FromMemory(stream);
        using CodestreamInput input = new(source, fragments);
        CodestreamEdits edits = new();
        long end = parser.Parse(input, edits);
        List<byte> cleaned = [];
        int at = 0;
        foreach (CodestreamEdit edit in edits.InOrder())
        {
            cleaned.AddRange(stream[at..(int)edit.Offset]);
            cleaned.AddRange(edit.Replacement.ToArray());
            at = (int)edit.End;
        }

        cleaned.AddRange(stream[at..(int)end]);
        return new ParsedStream(end, edits.InOrder(), [.. cleaned]);
    }

    /// <summary>Why the stream does not parse; empty if it does.</summary>
    public static string Refusal(CodestreamParser parser, byte[] stream)
    {
        try
        {
            Of(parser, stream);
            return "";
        }
        catch (CodestreamFormatException failure)
        {
            failure.Position.Should().BeInRange(0, stream.Length);
            return failure.Message;
        }
    }
}
