using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Merges what several Items hold: an Attribute that occurs in more than one has the same value in each (PS3.3 C.12.1.1.4.1).
/// </summary>
internal static class AttributeMerger
{
    /// <returns>The Attributes by tag.</returns>
    /// <exception cref="RecoveryException">Two Items give one Attribute different values.</exception>
    public static IReadOnlyList<ProtectedAttribute> Merge(IEnumerable<OpenedItem> items)
    {
        List<ProtectedAttribute> attributes = [];
        Dictionary<Tag, ProtectedAttribute> merged = [];
        foreach (ProtectedAttribute attribute in items.SelectMany(item => item.DataSet.Attributes))
        {
            if (merged.TryAdd(attribute.Tag, attribute)) attributes.Add(attribute);
            else if (!HasSameValue(merged[attribute.Tag], attribute))
                throw RecoveryException.NotAccepted($"Two Items hold different values of {attribute.Tag}.");
        }

        return StableOrder.ByTag([.. attributes], attribute => attribute.Tag);
    }

    private static bool HasSameValue(ProtectedAttribute left, ProtectedAttribute right)
    {
        if (left.Bytes.Span.SequenceEqual(right.Bytes.Span)) return true;
        DataElementReader reader = new();
        return HasSameValue(
            reader.ReadElement(left.Bytes, DataSetEncoding.ExplicitLittleEndian),
            reader.ReadElement(right.Bytes, DataSetEncoding.ExplicitLittleEndian));
    }

    // Items written under different Transfer Syntaxes differ in VR, padding and length style, not in value.
    private static bool HasSameValue(DataElement left, DataElement right)
    {
        if (left.Tag != right.Tag || (left.Items is null) != (right.Items is null)) return false;
        if (left.Items is not { } leftItems) return left.Value.Span.TrimEnd("\0 "u8).SequenceEqual(right.Value.Span.TrimEnd("\0 "u8));
        return leftItems.Count == right.Items!.Count && leftItems.Zip(right.Items).All(pair => HasSameValue(pair.First, pair.Second));
    }

    private static bool HasSameValue(SequenceItem left, SequenceItem right) =>
        left.Elements.Count == right.Elements.Count && left.Elements.Zip(right.Elements).All(pair => HasSameValue(pair.First, pair.Second));
}
