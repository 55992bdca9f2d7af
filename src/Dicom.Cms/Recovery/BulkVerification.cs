using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Checks the tags of the bulk values against what now stands in clear.</summary>
internal sealed class BulkVerification
{
    private const long InMemoryLimit = 256 << 20;

    private readonly DicomObject _present;
    private readonly OriginalLayout _layout;
    private readonly CancellationToken _cancellationToken;

    private BulkVerification(DicomObject present, OriginalLayout layout, CancellationToken cancellationToken)
    {
        _present = present;
        _layout = layout;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Checks every bulk value.</summary>
    /// <returns>
    /// The tags of those that stand byte for byte as they were, and of those that are the same value in another encoding.
    /// </returns>
    public static (IReadOnlySet<Tag> Identical, IReadOnlySet<Tag> Equivalent) Verify(
        DicomObject present, OriginalLayout layout, CancellationToken cancellationToken)
    {
        BulkVerification verification = new(present, layout, cancellationToken);
        HashSet<Tag> identical = [], equivalent = [];
        Dictionary<Tag, ElementLocation> locations = [];
        foreach (ElementLocation element in present.Elements) locations.TryAdd(element.Tag, element);
        foreach (BulkValue bulk in layout.BulkValues)
        {
            if (!locations.TryGetValue(bulk.Tag, out ElementLocation location)) continue;
            if (verification.IsIdentical(bulk, location)) identical.Add(bulk.Tag);
            else if (verification.IsEquivalent(bulk, location)) equivalent.Add(bulk.Tag);
        }

        return (identical, equivalent);
    }

    /// <summary>Whether every bulk value is there, once, and as long as it was: all that can be told without reading it.</summary>
    public static bool HaveTheirLengths(DicomObject present, OriginalLayout layout)
    {
        Dictionary<Tag, BulkValue> bulks = [];
        foreach (BulkValue bulk in layout.BulkValues) bulks.Add(bulk.Tag, bulk);
        HashSet<Tag> found = [];
        foreach (ElementLocation element in present.Elements)
        {
            if (!bulks.TryGetValue(element.Tag, out BulkValue? bulk)) continue;
            if (!found.Add(element.Tag) || element.ValueLength != bulk.Length) return false;
        }

        return found.Count == bulks.Count;
    }

    private bool IsIdentical(BulkValue bulk, in ElementLocation location) => location.ValueLength == bulk.Length
        && (bulk.ChunkTags is null || MatchesTags(bulk, _present.DataSetSource, location.ValueOffset, unitLength: 1));

    /// <summary>
    /// Whether the value was only put into another encoding: bytes swapped, a sequence laid out anew, an odd value padded.
    /// </summary>
    private bool IsEquivalent(BulkValue bulk, in ElementLocation location)
    {
        if (bulk.ChunkTags is null) return false;
        bool isPadded = location.ValueLength == bulk.Length + 1 && bulk.Length % 2 != 0;
        if (location.ValueLength == bulk.Length && _present.Encoding.IsBigEndian != _layout.Encoding.IsBigEndian)
        {
            // What was swapped depends on the VR that somebody knew, which Implicit VR leaves out; the tags tell.
            foreach (int unitLength in (ReadOnlySpan<int>)[2, 4, 8])
            {
                if (MatchesTags(bulk, _present.DataSetSource, location.ValueOffset, unitLength)) return true;
            }
        }

        if (isPadded && MatchesTags(bulk, _present.DataSetSource, location.ValueOffset, unitLength: 1)) return true;
        if (_present.Encoding == _layout.Encoding || location.Length > InMemoryLimit) return false;

        DataElement element = new DataElementReader().ReadElement(_present.ReadElement(location), _present.Encoding);
        if (element.Items is null) return false;
        byte[] bytes = DataElementWriter.Write(element, _layout.Encoding);
        using ByteSource source = ByteSource.FromMemory(bytes);
        return bytes.Length >= bulk.Length && MatchesTags(bulk, source, bytes.Length - bulk.Length, unitLength: 1);
    }

    private bool MatchesTags(BulkValue bulk, ByteSource source, long offset, int unitLength) =>
        ChunkWorker.ForEachChunk(bulk.Length, BulkBinding.Checking(_layout.BulkKey), inParallel: true, (worker, number) =>
        {
            long done = number * BulkValue.ChunkLength;
            int length = (int)Math.Min(BulkValue.ChunkLength, bulk.Length - done);
            ReadOnlySpan<byte> bytes = unitLength == 1 && source.TryGetMemory(offset + done, length, out ReadOnlyMemory<byte> present)
                ? present.Span
                : ReadSwapped(source, offset + done, worker.BlockOf(length), unitLength);
            return bytes.Length == length && worker.Tagger!.Visit(bulk, number, bytes);
        }, _cancellationToken);

    private static Span<byte> ReadSwapped(ByteSource source, long offset, Span<byte> block, int unitLength)
    {
        Span<byte> bytes = block[..source.Read(offset, block)];
        ByteOrder.Swap(bytes, unitLength);
        return bytes;
    }
}
