using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Finds the bulk values in the object as it is, and checks their tags.</summary>
internal sealed class BulkVerification
{
    private const long InMemoryLimit = 64 << 20;

    private readonly DicomObject _present;
    private readonly RestorationRecord _record;
    private readonly Dictionary<Tag, ElementLocation> _locations = [];
    private readonly Dictionary<Tag, ClearTag> _clearTags;
    private readonly CancellationToken _cancellationToken;

    private BulkVerification(DicomObject present, RestorationRecord record, CancellationToken cancellationToken)
    {
        _present = present;
        _record = record;
        _clearTags = record.BulkValues.Count > 0 ? record.ClearTags.ToDictionary(tag => tag.Tag) : [];
        _cancellationToken = cancellationToken;
        foreach (ElementLocation element in present.Elements) _locations.TryAdd(element.Tag, element);
    }

    /// <summary>
    /// Finds every bulk value without reading it: all is well as far as its length and VR tell, and its tags are to be checked while it is
    /// copied.
    /// </summary>
    /// <returns>Null where one is not as it was.</returns>
    public static IReadOnlyList<BulkSource>? TryFind(DicomObject present, RestorationRecord record)
    {
        BulkVerification verification = new(present, record, CancellationToken.None);
        List<BulkSource> sources = [];
        foreach (BulkValue bulk in record.BulkValues)
        {
            if (!bulk.IsBound || verification.Find(bulk) is not { } location) return null;
            if (verification.UnitLengthOf(bulk, location) is not { } unit) return null;
            sources.Add(verification.Original(bulk, location, unit));
        }

        return sources;
    }

    /// <summary>Reads and checks every bulk value.</summary>
    public static IReadOnlyList<BulkSource> Verify(DicomObject present, RestorationRecord record, CancellationToken cancellationToken)
    {
        BulkVerification verification = new(present, record, cancellationToken);
        return [.. record.BulkValues.Select(verification.Verify)];
    }

    private BulkSource Verify(BulkValue bulk)
    {
        if (!_locations.TryGetValue(bulk.Tag, out ElementLocation present)) return new BulkSource(bulk, BulkState.Altered, null, []);
        if (Find(bulk) is { } location && UnitLengthOf(bulk, location) is { } unit)
        {
            bool isOriginal = !bulk.IsBound || MatchesTags(bulk, _present.DataSetSource, location.ValueOffset, unit);
            if (isOriginal) return Original(bulk, location, unit) with { State = bulk.IsBound ? BulkState.Original : BulkState.NotBound };
        }

        return bulk.IsBound && TryReencode(bulk, present) is { } octets
            ? new BulkSource(bulk, BulkState.Original, present, [new CopyPart(ByteSource.FromMemory(octets), 0, bulk.Length, bulk)])
            : new BulkSource(bulk, StateOf(bulk, present), present, []);
    }

    /// <summary>What it is where its octets are not there: the same in another form, or another value.</summary>
    private BulkState StateOf(BulkValue bulk, in ElementLocation present)
    {
        if (!bulk.IsBound) return BulkState.NotBound;
        if (_clearTags.TryGetValue(bulk.Tag, out ClearTag sequence))
        {
            using SourceWindow window = new(_present.DataSetSource);
            using ClearTagMaker maker = new(_record.ItemKey);
            Span<UInt128> code = stackalloc UInt128[1];
            maker.Compute(window, present, _present.Encoding, code);
            if (code[0] == sequence.Code) return BulkState.LaidOutAnew;
        }

        return bulk.Tag == Tags.PixelData && DecodedPixelDigest.Matches(_present, present, _record.DecodedPixels)
            ? BulkState.Decoded
            : BulkState.Altered;
    }

    /// <summary>The value, if it is as long as it was, or padded to even length, and its VR may be the one recorded.</summary>
    private ElementLocation? Find(BulkValue bulk)
    {
        if (!_locations.TryGetValue(bulk.Tag, out ElementLocation location)) return null;
        bool isPadded = location.ValueLength == bulk.Length + 1 && bulk.Length % 2 != 0;
        if (_record.Original is null && !VrOctet.Fits(bulk.Vr, location.Vr)) return null; // It would be read in another way.
        return location.ValueLength == bulk.Length || isPadded ? location : null;
    }

    private BulkSource Original(BulkValue bulk, in ElementLocation location, int unitLength) => new(
        bulk, BulkState.Original, location,
        [new CopyPart(_present.DataSetSource, location.ValueOffset, bulk.Length, bulk, unitLength)]);

    /// <summary>
    /// Octets of the units that the two encodings and the VR require to be turned; null where what holds Items would have to be.
    /// </summary>
    private int? UnitLengthOf(BulkValue bulk, in ElementLocation location)
    {
        if (_present.Encoding.IsBigEndian == _record.Encoding.IsBigEndian || location.HasUndefinedLength) return 1;
        ValueRepresentation? vr = location.Vr is { } stated && stated != ValueRepresentation.UN ? stated : VrOctet.ToVr(bulk.Vr);
        return vr == ValueRepresentation.SQ ? null : vr?.UnitLength ?? 1;
    }

    /// <summary>
    /// The octets of a sequence that was laid out anew, if in one of the usual styles they are the ones that were bound: the lengths of
    /// sequences and of Items defined or not.
    /// </summary>
    private byte[]? TryReencode(BulkValue bulk, in ElementLocation location)
    {
        if (location.Length > InMemoryLimit || !BulkData.IsSequence(_present, location)) return null;
        DataElement element = new DataElementReader().ReadElement(_present.ReadElement(location), _present.Encoding);
        if (element.Items is null) return null;
        foreach (DataElement style in SequenceStyles.Of(element))
        {
            byte[] bytes = DataElementWriter.Write(style, _record.Encoding);
            if (bytes.Length < bulk.Length) continue;
            using ByteSource source = ByteSource.FromMemory(bytes);
            if (MatchesTags(bulk, source, bytes.Length - bulk.Length, unitLength: 1)) return bytes[^(int)bulk.Length..];
        }

        return null;
    }

    private bool MatchesTags(BulkValue bulk, ByteSource source, long offset, int unitLength) =>
        ChunkWorker.ForEachChunk(bulk.Length, BulkBinding.Checking(_record.ItemKey), inParallel: true, (worker, number) =>
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
