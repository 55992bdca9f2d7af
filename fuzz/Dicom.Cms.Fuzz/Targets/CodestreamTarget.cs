using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// A parser of codestreams: it refuses in one way only, its edits tile the stream with what stays, a stream in pieces reads as the whole
/// does, and what it leaves is left as it is by a second pass.
/// </summary>
internal abstract class CodestreamTarget : FuzzTarget
{
    private const int MostPieces = 5;

    /// <summary>Whole streams that parse, with and without something to be cut. Made by code of our own.</summary>
    protected abstract IReadOnlyList<byte[]> Seeds { get; }

    public override int Share => 2;

    public override int Passes => 3;

    /// <summary>A seed that was mutated some times, now and then none.</summary>
    public override byte[] CreateInput(FuzzRandom random)
    {
        byte[] stream = random.Pick(Seeds);
        for (int count = random.Next(4); count > 0; count--)
            stream = random.OneIn(2) ? Mutate(stream, random) : RawMutation.Mutate(stream, Seeds, random);
        return stream;
    }

    public override string Execute(byte[] input)
    {
        CodestreamParser parser = ParserFor(input);
        CodestreamEdits edits = new();
        long end;
        try
        {
            end = Parse(parser, input, [(0, input.Length)], edits);
        }
        catch (CodestreamFormatException failure)
        {
            RequireRefused(parser, input, PiecesOf(input), failure);
            return Refused(failure, "does not parse");
        }

        CodestreamEdits piecewise = new();
        Require(Parse(parser, input, PiecesOf(input), piecewise) == end, "A stream in pieces ends where the whole does.");
        RequireSame(edits.InOrder(), piecewise.InOrder());

        byte[] cleaned = Apply(input.AsSpan(0, checked((int)end)), edits.InOrder());
        CodestreamEdits again = new();
        try
        {
            Require(Parse(parser, cleaned, [(0, cleaned.Length)], again) == cleaned.Length, "What was cleaned is one stream.");
        }
        catch (CodestreamFormatException failure)
        {
            throw new PropertyException("What was cleaned parses.", failure);
        }

        Require(again.Count == 0, "What was cleaned has nothing more to be cut.");
        return edits.Count == 0 ? "clean" : "edited";
    }

    /// <summary>The parser of an input. It follows from the input, so that a saved one is run in the same way.</summary>
    protected abstract CodestreamParser ParserFor(byte[] input);

    /// <summary>Changes a stream by its segments. Octets alone unless a target knows better.</summary>
    protected virtual byte[] Mutate(byte[] stream, FuzzRandom random) => RawMutation.Flip(stream, random);

    private static long Parse(CodestreamParser parser, byte[] stream, IReadOnlyList<(long, long)> pieces, CodestreamEdits edits)
    {
        using ByteSource source = ByteSource.FromMemory(stream);
        using CodestreamInput input = new(source, pieces);
        long end = parser.Parse(input, edits);
        Require(end > 0 && end <= input.Length, "A stream ends inside its octets.");
        return end;
    }

    /// <summary>Some pieces that are the stream, empty ones among them.</summary>
    private static List<(long Offset, long Length)> PiecesOf(byte[] input)
    {
        uint state = Choose(input);
        List<(long, long)> pieces = [];
        int at = 0;
        for (int i = 1; i < MostPieces; i++)
        {
            state = (state * 1664525) + 1013904223;
            int length = (int)((state >> 8) % ((uint)(input.Length - at) + 1));
            if (state >> 30 == 0) length = Math.Min(length, 3);
            pieces.Add((at, length));
            at += length;
        }

        pieces.Add((at, input.Length - at));
        return pieces;
    }

    private static void RequireRefused(
        CodestreamParser parser, byte[] input, List<(long, long)> pieces, CodestreamFormatException expected)
    {
        Require(expected.Position >= 0 && expected.Position <= input.Length, "A position is inside the stream.");
        try
        {
            Parse(parser, input, pieces, new CodestreamEdits());
        }
        catch (CodestreamFormatException failure)
        {
            Require(failure.Position == expected.Position && failure.Message == expected.Message, "Pieces are refused as the whole is.");
            return;
        }

        Require(false, "Pieces are refused where the whole is.");
    }

    private static void RequireSame(IReadOnlyList<CodestreamEdit> edits, IReadOnlyList<CodestreamEdit> others)
    {
        bool same = edits.Count == others.Count;
        for (int i = 0; same && i < edits.Count; i++)
        {
            CodestreamEdit edit = edits[i], other = others[i];
            same = edit.Offset == other.Offset && edit.Length == other.Length
                && edit.Replacement.Span.SequenceEqual(other.Replacement.Span);
        }

        Require(same, "A stream in pieces has the edits of the whole.");
    }

    /// <summary>The stream without what is cut.</summary>
    private static byte[] Apply(ReadOnlySpan<byte> stream, IReadOnlyList<CodestreamEdit> edits)
    {
        List<byte> output = new(stream.Length);
        int at = 0;
        foreach (CodestreamEdit edit in edits)
        {
            Require(edit.Offset >= at && edit.End <= stream.Length, "Edits are in order, do not overlap and are inside the stream.");
            Require(edit.Length > 0 || !edit.Replacement.IsEmpty, "An edit changes something.");
            output.AddRange(stream[at..(int)edit.Offset]);
            output.AddRange(edit.Replacement.Span);
            at = (int)edit.End;
        }

        output.AddRange(stream[at..]);
        return [.. output];
    }
}
