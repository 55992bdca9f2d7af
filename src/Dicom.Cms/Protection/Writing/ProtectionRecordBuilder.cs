using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes down how the source is put together, before it is taken apart.</summary>
internal static class ProtectionRecordBuilder
{
    /// <summary>The layout of the source of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="bulkValues">The bulk values, whose tags are filled in while they are copied.</param>
    /// <param name="bindsPixels">Whether the bulk values are bound.</param>
    public static OriginalLayout Build(ProtectionPlan plan, IReadOnlyList<BulkValue> bulkValues, bool bindsPixels)
    {
        DicomObject source = plan.Source;
        ReadOnlyMemory<byte> suffix = Read(source.DataSetSource, source.DataSetSuffix);
        ReadOnlyMemory<byte> deflatedSuffix = Read(source.Source, source.DeflatedSuffix);
        return new OriginalLayout
        {
            TransferSyntax = source.TransferSyntax,
            Prefix = source.Source.ReadRange(0, checked((int)source.PrefixLength)),
            Suffix = suffix,
            DeflatedSuffix = deflatedSuffix,
            LooseElements = [.. plan.Elements.OfType<RemovedElement>().Where(element => element.IsLoose)
                .Select(element => new LooseElement(element.Source.Ordinal, element.Tag, element.Bytes))],
            Order = OrderOf(plan),
            AddedTags = AddedTagsOf(plan),
            Digest = OriginalDigest.Compute(PartsOf(plan, bulkValues), deflatedSuffix),
            BulkValues = bulkValues,
            BulkKey = bindsPixels && bulkValues.Count > 0
                ? RandomNumberGenerator.GetBytes(BulkBinding.KeyLength)
                : ReadOnlyMemory<byte>.Empty,
        };
    }

    /// <summary>The bulk values of a plan in the order of the source.</summary>
    public static IReadOnlyList<BulkValue> BulkValuesOf(ProtectionPlan plan, bool bindsPixels)
    {
        List<BulkValue> values = [];
        foreach (PlannedElement element in plan.Elements)
        {
            if (element is not KeptElement { IsBulk: true }) continue;
            long length = element.Location.ValueLength;
            values.Add(
                bindsPixels
                    ? BulkValue.ToBind(values.Count, element.Tag, length)
                    : new BulkValue(values.Count, element.Tag, length, chunkTags: null));
        }

        return values;
    }

    /// <summary>The source in as few parts as there can be: bulk values, and what stands between them.</summary>
    private static IEnumerable<OutputPart> PartsOf(ProtectionPlan plan, IReadOnlyList<BulkValue> bulkValues)
    {
        DicomObject source = plan.Source;
        ByteSource dataSet = source.DataSetSource;
        yield return new CopyPart(source.Source, 0, source.PrefixLength);
        long position = source.Elements[0].Offset; // From there on the elements follow each other without a gap.
        int bulk = 0;
        foreach (PlannedElement element in plan.Elements)
        {
            if (element is not KeptElement { IsBulk: true, Location: var location }) continue;
            yield return new CopyPart(dataSet, position, location.ValueOffset - position);
            yield return new CopyPart(dataSet, location.ValueOffset, location.ValueLength, bulkValues[bulk++]);
            position = location.End;
        }

        yield return new CopyPart(dataSet, position, dataSet.Length - position);
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

    /// <summary>The tags that are written and do not come back: recovery leaves them out.</summary>
    private static Tag[] AddedTagsOf(ProtectionPlan plan)
    {
        HashSet<Tag> recovered = [];
        foreach (ProtectedAttribute attribute in plan.AttributesOf(AttributeSet.AllProtected)) recovered.Add(attribute.Tag);
        return plan.WrittenTagsExcept(recovered);
    }

    private static ReadOnlyMemory<byte> Read(ByteSource source, (long Offset, long Length) range) =>
        source.ReadRange(range.Offset, checked((int)range.Length));
}
