using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Computes the clear tags of the Items of one object.</summary>
internal static class ClearPartTags
{
    /// <summary>Computes the tags.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="bulkTags">The tags of the bulk values.</param>
    /// <param name="keys">The key of each Item.</param>
    /// <param name="hasEverything">Which Items have everything: they need no tags over what stays.</param>
    public static ClearTag[][] Compute(ProtectionPlan plan, HashSet<Tag> bulkTags, ItemKey[] keys, bool[] hasEverything)
    {
        List<ClearTag>[] tags = Array.ConvertAll(keys, _ => new List<ClearTag>());
        int[] all = [.. Enumerable.Range(0, keys.Length)], parts = [.. all.Where(item => !hasEverything[item])];
        using ClearTagMaker forAll = new([.. all.Select(item => keys[item])]), forParts = new([.. parts.Select(item => keys[item])]);
        DicomObject source = plan.Source;
        using SourceWindow window = new(source.DataSetSource);
        foreach (PlannedElement element in plan.Elements)
        {
            if (element is not KeptElement kept || !ClearPart.Covers(kept.Tag)) continue;
            bool isLaidOutAnew = kept.IsBulk && kept.Tag.Group != 0x7FE0 && BulkData.IsSequence(source, kept.Location);
            if (kept.IsBulk && !isLaidOutAnew) continue;
            int[] items = isLaidOutAnew ? all : parts;
            if (items.Length > 0) Add(items, isLaidOutAnew ? forAll : forParts, window, kept.Location, kept.Location.Vr);
        }

        foreach (WrittenElement written in plan.Written)
        {
            if (!ClearPart.Covers(written.Tag) || bulkTags.Contains(written.Tag)) continue;
            using SourceWindow own = new(ByteSource.FromMemory(written.Bytes));
            Add(all, forAll, own, DataSetSplit.LocateElement(own, 0, written.Bytes.Length, plan.Encoding), vr: null);
        }

        return Array.ConvertAll(tags, list => list.OrderBy(tag => tag.Tag).ToArray());

        void Add(int[] items, ClearTagMaker maker, SourceWindow at, in ElementLocation location, ValueRepresentation? vr)
        {
            Span<UInt128> codes = stackalloc UInt128[items.Length];
            maker.Compute(at, location, plan.Encoding, codes);
            byte octet = VrOctet.ToRecord(location.Tag, vr ?? location.Vr);
            for (int i = 0; i < items.Length; i++) tags[items[i]].Add(new ClearTag(location.Tag, octet, codes[i]));
        }
    }
}
