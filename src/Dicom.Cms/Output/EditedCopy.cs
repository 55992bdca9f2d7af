using Dicom.Cms.Imaging;

namespace Dicom.Cms;

/// <summary>
/// Copies a bulk value and makes edits on the way. What is written is what was just read and checked: the value is not read again.
/// </summary>
internal static class EditedCopy
{
    /// <summary>Writes the edited value.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="position">Where the edited value starts there.</param>
    /// <param name="part">The value and its edits.</param>
    /// <param name="newTagger">Checks the tags of the value as it is read; null where that is done.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>False where the value is not the one that its tags bind.</returns>
    public static bool TryWrite(
        OutputBuffer output, long position, EditedPart part, Func<ChunkTagger>? newTagger, CancellationToken cancellationToken)
    {
        if (part.Copy.Count == 0)
        {
            using StagedOutput staged = new(output);
            WriteChunk(staged, position, part, 0, []);
            staged.Flush();
            return true;
        }

        return ChunkWorker.ForEachChunk(part.Copy.Count, newTagger, output.TakesSeveralAtOnce, (worker, number) =>
        {
            ReadOnlySpan<byte> chunk = OutputWriter.CopyChunk(output: null, position, part.Copy, worker, number);
            if (worker.Tagger is { } tagger && !tagger.Visit(part.Copy.Bulk!, number, chunk)) return false;
            using StagedOutput staged = new(output);
            WriteChunk(staged, position, part, number * BulkValue.ChunkLength, chunk);
            staged.Flush();
            return true;
        }, cancellationToken);
    }

    /// <summary>Writes what becomes of a chunk. A replacement belongs to the chunk in which its edit starts.</summary>
    private static void WriteChunk(StagedOutput staged, long position, EditedPart part, long start, ReadOnlySpan<byte> chunk)
    {
        IReadOnlyList<CodestreamEdit> edits = part.Edits;
        long end = start + chunk.Length, at = start;
        bool isLast = end == part.Copy.Count;
        int next = FirstFrom(edits, start);
        if (next > 0) at = Math.Max(at, edits[next - 1].End);
        for (; next < edits.Count && (edits[next].Offset < end || isLast); next++)
        {
            CodestreamEdit edit = edits[next];
            long place = position + part.Source.StartOf(next);
            Write(place - (edit.Offset - at), at, edit.Offset, chunk);
            staged.Write(place, edit.Replacement.Span);
            at = edit.End;
        }

        if (at >= end) return;
        long behind = next == 0 ? at
            : part.Source.StartOf(next - 1) + edits[next - 1].Replacement.Length + at - edits[next - 1].End;
        Write(position + behind, at, end, chunk);

        void Write(long place, long from, long to, ReadOnlySpan<byte> octets)
        {
            if (from < to) staged.Write(place, octets[(int)(from - start)..(int)(to - start)]);
        }
    }

    /// <summary>The first edit that starts at an offset or behind.</summary>
    private static int FirstFrom(IReadOnlyList<CodestreamEdit> edits, long offset)
    {
        int low = 0, high = edits.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (edits[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
