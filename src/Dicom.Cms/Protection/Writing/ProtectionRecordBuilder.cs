using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes down how the source is put together, before it is taken apart.</summary>
internal static class ProtectionRecordBuilder
{
    /// <summary>The layout of the source of a plan.</summary>
    public static OriginalLayout BuildLayout(ProtectionPlan plan, IReadOnlyList<BulkValue> bulkValues, ReadOnlyMemory<byte> fullId)
    {
        DicomObject source = plan.Source;
        byte[] clearHeader = ClearHeader.Gather(
            source, [.. plan.Elements.OfType<KeptElement>().Select(element => (element.Location, element.IsBulk))]);
        byte[]? deflated = ClearHeader.TryDeflate(clearHeader);
        Dictionary<Tag, ValueEdits> edits = plan.Elements.OfType<KeptElement>()
            .Where(element => element.Cleaned is not null).ToDictionary(element => element.Tag, element => element.Cleaned!.ToReverse());
        bool hasDataSet = source.IsDeflated && source.Source.Length - source.PrefixLength <= plan.DeflatedDataSetLimit;
        return new OriginalLayout
        {
            FullId = fullId,
            Prefix = source.Source.ReadRange(0, checked((int)source.PrefixLength)),
            Suffix = Read(source.DataSetSource, source.DataSetSuffix),
            DeflatedDataSet = hasDataSet
                ? Read(source.Source, (source.PrefixLength, source.Source.Length - source.PrefixLength))
                : ReadOnlyMemory<byte>.Empty,
            LooseElements = [.. plan.Elements.OfType<RemovedElement>().Where(element => element.IsLoose)
                .Select(element => new LooseElement(element.Source.Ordinal, element.Tag, element.Bytes))],
            Order = OrderOf(plan),
            EncodedClearHeader = deflated ?? clearHeader,
            IsClearHeaderDeflated = deflated is not null,
            ClearHeaderLength = clearHeader.Length,
            Digest = OriginalDigest.Compute(hasDataSet
                ? [new CopyPart(source.Source, 0, source.Source.Length)]
                : PartsOf(plan, bulkValues, edits)),
            EditedBulkValues = [.. edits.Values],
        };
    }

    /// <summary>
    /// The bulk values of the protected object: large values that stay, in the order of the source, and blackened pixels.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="keys">How many Items bind them; 0 where none does.</param>
    public static IReadOnlyList<BulkValue> BulkValuesOf(ProtectionPlan plan, int keys)
    {
        List<BulkValue> values = [];
        foreach (PlannedElement element in plan.Elements)
        {
            bool isBulk = element is KeptElement { IsBulk: true } || plan.Pixels?.Location.Offset == element.Location.Offset;
            if (!isBulk) continue;
            ElementLocation location = element.Location;
            long length = (element as KeptElement)?.Cleaned?.Length ?? location.ValueLength;
            byte vr = VrOctet.ToRecord(location.Tag, location.Vr);
            values.Add(keys > 0
                ? BulkValue.ToBind(values.Count, location.Tag, vr, length, keys)
                : new BulkValue(values.Count, location.Tag, vr, length));
        }

        return values;
    }

    /// <summary>The source in as few parts as there can be: bulk values, and what stands between them.</summary>
    private static IEnumerable<OutputPart> PartsOf(
        ProtectionPlan plan, IReadOnlyList<BulkValue> bulkValues, Dictionary<Tag, ValueEdits> edits)
    {
        DicomObject source = plan.Source;
        ByteSource dataSet = source.DataSetSource;
        Dictionary<Tag, BulkValue> bulks = bulkValues.ToDictionary(bulk => bulk.Tag);
        yield return new CopyPart(source.Source, 0, source.PrefixLength);
        long position = source.Elements[0].Offset; // From there on the elements follow each other without a gap.
        foreach (PlannedElement element in plan.Elements)
        {
            if (element is not KeptElement { IsBulk: true, Location: var location }) continue;
            yield return new CopyPart(dataSet, position, location.ValueOffset - position);
            if (edits.TryGetValue(location.Tag, out ValueEdits? edited)) yield return new BytesPart(edited.Encoded);
            else yield return new CopyPart(dataSet, location.ValueOffset, location.ValueLength, bulks[location.Tag]);
            position = location.End;
        }

        yield return new CopyPart(dataSet, position, dataSet.Length - position);
        if (source.IsDeflated) yield return new CopyPart(source.Source, source.DeflatedSuffix.Offset, source.DeflatedSuffix.Length);
    }

    private static Tag[] OrderOf(ProtectionPlan plan)
    {
        List<Tag> order = new(plan.Elements.Count);
        bool ascends = true;
        foreach (PlannedElement element in plan.Elements)
        {
            if (element is RemovedElement { IsLoose: true }) continue;
            ascends &= order.Count == 0 || order[^1] < element.Tag;
            order.Add(element.Tag);
        }

        return ascends ? [] : [.. order];
    }

    private static ReadOnlyMemory<byte> Read(ByteSource source, (long Offset, long Length) range) =>
        source.ReadRange(range.Offset, checked((int)range.Length));
}
