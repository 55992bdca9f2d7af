namespace Dicom.Cms.Data;

/// <summary>Finds prefix and encoding of a file, and splits its data set (exactness, rules 1, 2 and 10).</summary>
internal static class DicomObjectReader
{
    // Rule 2: in this order where the declared encoding, if there is one, does not hold.
    private static readonly DataSetEncoding[] Candidates =
        [DataSetEncoding.ExplicitLittleEndian, DataSetEncoding.ExplicitBigEndian, DataSetEncoding.ImplicitLittleEndian];

    public static DicomObject Read(ByteSource source, bool ownsSource, DicomReadLimits limits, CancellationToken cancellationToken)
    {
        using SourceWindow window = new(source);
        (FilePrefix prefix, DicomFormatException? error) = FilePrefix.Read(window);
        TransferSyntax? declared = prefix.TransferSyntaxUid is { } uid ? new TransferSyntax(uid) : null;
        bool isDeflated = declared is { IsDeflated: true };
        if (isDeflated && TryReadDeflated(source, prefix, ownsSource, limits, cancellationToken) is { } deflated) return deflated;

        DataSetSplit? split = null;
        if (error is null)
        {
            (split, error) = Detect(window, prefix.Length, declared?.Encoding, limits);
            if (isDeflated) error = new DicomFormatException("The deflated data set is cut off, or no deflate stream", prefix.Length);
        }

        // Rule 1: DICM followed by neither group 0002 nor a data set is coincidence. A preamble of zeros is not taken for
        // elements, because the same tag would repeat.
        bool isCoincidence = split is null && prefix is { HasMarker: true, MetaElements.Count: 0 };
        if (isCoincidence && Detect(window, 0, null, limits).Split is { IsAscending: true } whole)
            (prefix, split) = (FilePrefix.None, whole);

        return split is null ? throw error! : new DicomObject(source, prefix, split, inflated: null, source.Length, ownsSource);
    }

    private static DicomObject? TryReadDeflated(
        ByteSource source, FilePrefix prefix, bool ownsSource, DicomReadLimits limits, CancellationToken cancellationToken)
    {
        long limit = limits.InflationLimit(source.Length - prefix.Length);
        if (InflatedDataSet.TryInflate(source, prefix.Length, limit, cancellationToken) is not { } inflated) return null;

        using SourceWindow window = new(inflated.Source);
        (DataSetSplit? split, _) = Detect(window, 0, DataSetEncoding.ExplicitLittleEndian, limits);
        if (split is not null) return new DicomObject(source, prefix, split, inflated.Source, inflated.SuffixOffset, ownsSource);
        inflated.Source.Dispose();
        return null;
    }

    private static (DataSetSplit? Split, DicomFormatException? Error) Detect(
        SourceWindow window, long start, DataSetEncoding? declared, DicomReadLimits limits)
    {
        DataSetEncoding? best = null;
        bool bestHasUnknownVr = true;
        DicomFormatException? error = null;
        for (int i = declared is null ? 0 : -1; i < Candidates.Length; i++)
        {
            if (i >= 0 && Candidates[i] == declared) continue;
            DataSetEncoding encoding = i < 0 ? declared! : Candidates[i];
            (DataSetSplit? split, DicomFormatException? failure) = DataSetSplit.Split(
                window, start, window.Length, encoding, limits, out bool isCutOff);

            // In another encoding, one large element may by chance go up to the last octet, with all identity in it.
            if (i < 0 && isCutOff) return (null, failure);
            if (split is { IsAscending: true, HasUnknownVr: false }) return (split, null);

            // The declared encoding's failure is the one to report; else the one that got furthest.
            if (encoding == declared || (declared is null && (failure?.Position ?? -1) > (error?.Position ?? -1))) error = failure ?? error;
            if (split is null) continue;
            bool isBetter = best is null || (split.HasUnknownVr != bestHasUnknownVr
                ? bestHasUnknownVr
                : i >= 0 && i < Array.IndexOf(Candidates, best));
            if (isBetter) (best, bestHasUnknownVr) = (encoding, split.HasUnknownVr);
        }

        if (best is null) return (null, error ?? new DicomFormatException("No data set", start));

        // Splits again: to keep three of them meanwhile would cost three times the memory.
        return DataSetSplit.Split(window, start, window.Length, best, limits);
    }
}
