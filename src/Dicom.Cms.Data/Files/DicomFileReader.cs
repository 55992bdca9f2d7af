namespace Dicom.Cms.Data;

/// <summary>Finds prefix and encoding of a file, and splits its data set (exactness, rules 1, 2 and 10).</summary>
internal static class DicomFileReader
{
    // Rule 2: in this order where the declared encoding does not hold.
    private static readonly DataSetEncoding[] Candidates =
        [DataSetEncoding.ExplicitLittleEndian, DataSetEncoding.ExplicitBigEndian, DataSetEncoding.ImplicitLittleEndian];

    public static DicomFile Read(ByteSource source, bool ownsSource, DicomReadLimits limits, CancellationToken cancellationToken)
    {
        using SourceWindow window = new(source);
        FilePrefix prefix = FilePrefix.Read(window);
        if (prefix.TransferSyntaxUid is { } uid && new TransferSyntax(uid).IsDeflated
            && TryReadDeflated(source, prefix, ownsSource, limits, cancellationToken) is { } deflated)
        {
            return deflated;
        }

        DataSetEncoding? declared = prefix.TransferSyntaxUid is null ? null : new TransferSyntax(prefix.TransferSyntaxUid).Encoding;
        (DataSetSplit? split, DicomFormatException? error) = Detect(window, prefix.Length, declared, limits.Depth);

        // Rule 1: DICM followed by neither group 0002 nor a data set is coincidence.
        if (split is null && prefix is { HasMarker: true, MetaElements.Count: 0 })
        {
            prefix = FilePrefix.None;
            (split, _) = Detect(window, 0, null, limits.Depth);
        }

        return split is null ? throw error! : new DicomFile(source, prefix, split, inflated: null, source.Length, ownsSource);
    }

    /// <summary>Splits a data set without prefix, in any encoding.</summary>
    public static DataSetSplit SplitDataSet(SourceWindow window, DataSetEncoding declared, int depthLimit)
    {
        (DataSetSplit? split, DicomFormatException? error) = DataSetSplit.Split(window, 0, window.Length, declared, depthLimit);
        return split ?? throw error!;
    }

    private static DicomFile? TryReadDeflated(
        ByteSource source, FilePrefix prefix, bool ownsSource, DicomReadLimits limits, CancellationToken cancellationToken)
    {
        long limit = limits.InflationLimit(source.Length - prefix.Length);
        if (InflatedDataSet.TryInflate(source, prefix.Length, limit, cancellationToken) is not { } inflated) return null;

        using SourceWindow window = new(inflated.Source);
        (DataSetSplit? split, _) = Detect(window, 0, DataSetEncoding.ExplicitLittleEndian, limits.Depth);
        if (split is not null) return new DicomFile(source, prefix, split, inflated.Source, inflated.SuffixOffset, ownsSource);
        inflated.Source.Dispose();
        return null;
    }

    private static (DataSetSplit? Split, DicomFormatException? Error) Detect(
        SourceWindow window, long start, DataSetEncoding? declared, int depthLimit)
    {
        List<DataSetSplit> splits = [];
        DicomFormatException? error = null;
        foreach (DataSetEncoding encoding in declared is null ? Candidates : Candidates.Except([declared]).Prepend(declared))
        {
            (DataSetSplit? split, DicomFormatException? failure) = DataSetSplit.Split(window, start, window.Length, encoding, depthLimit);
            if (split is { IsAscending: true, HasUnknownVr: false }) return (split, null);

            // The declared encoding's failure is the one to report; else the one that got furthest.
            if (encoding == declared || (declared is null && (failure?.Position ?? -1) > (error?.Position ?? -1))) error = failure ?? error;
            if (split is not null) splits.Add(split);
        }

        IEnumerable<DataSetSplit> inOrder = splits.OrderBy(split => Array.IndexOf(Candidates, split.Encoding));
        DataSetSplit? best = inOrder.FirstOrDefault(split => !split.HasUnknownVr) ?? inOrder.FirstOrDefault();
        return best is null ? (null, error ?? new DicomFormatException("No data set", start)) : (best, null);
    }
}
