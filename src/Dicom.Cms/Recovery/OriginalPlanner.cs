using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Plans the original, byte for byte, out of an Item with everything and the bulk values.</summary>
internal static class OriginalPlanner
{
    /// <summary>Makes the plan.</summary>
    /// <param name="material">The Item, which has everything.</param>
    /// <param name="bulkValues">What stands for each bulk value.</param>
    /// <param name="areVerified">Whether their tags were checked; else they are to be, while they are copied.</param>
    /// <returns>
    /// Null where the octets of a bulk value do not come back. Where it is not bound, nobody knows whether they are its own: then every
    /// value is back, and the original is not claimed.
    /// </returns>
    public static RecoveryPlan? TryPlan(RecoveryMaterial material, IReadOnlyList<BulkSource> bulkValues, bool areVerified)
    {
        RestorationRecord record = material.Record!;
        OriginalLayout layout = record.Original!;
        Dictionary<Tag, BulkSource> kept = [];
        foreach (BulkSource bulk in bulkValues)
        {
            if (material.Header!.Contains(bulk.Tag)) kept.Add(bulk.Tag, bulk);
        }

        if (!kept.Values.All(bulk => bulk.Octets.Count > 0)) return null;
        bool isBound = kept.Values.All(bulk => bulk.State == BulkState.Original);
        bool isDeflated = record.TransferSyntax.IsDeflated;
        if (isDeflated && (layout.DeflatedDataSet.IsEmpty || !areVerified)) return null;
        IReadOnlyList<OutputPart> original = isDeflated
            ? [new BytesPart(layout.Prefix), new BytesPart(layout.DeflatedDataSet)]
            : OriginalAssembly.Assemble(record, material.Header!, material.Attributes, bulk => kept[bulk.Tag].Octets);
        if (!OriginalDigest.Compute(original).AsSpan().SequenceEqual(layout.Digest.Span)) return null;

        Tag[] altered = AlteredOf(material, areVerified ? bulkValues : []);
        IEnumerable<Warning> warnings = isBound ? material.Warnings() : [.. material.Warnings(), .. ValuePlanner.NotBound(bulkValues)];
        RecoveryResult result = RecoveryReport.Make(
            material, isBound ? RecoveryOutcome.Original : RecoveryOutcome.Restored, itemsKept: 0, altered, warnings);
        return new RecoveryPlan(original, IsDeflated: false, result) { BulkKey = areVerified ? null : record.ItemKey };
    }

    /// <summary>What is not as it was: of the clear part, and bulk values that were checked.</summary>
    public static Tag[] AlteredOf(RecoveryMaterial material, IEnumerable<BulkSource> bulkValues) =>
    [
        .. (material.ClearPart?.All ?? [])
            .Concat(bulkValues.Where(bulk => bulk.State == BulkState.Altered).Select(bulk => bulk.Tag))
            .Distinct()
            .Order(),
    ];
}
