using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What goes where: decided before anything is written.</summary>
internal sealed class ProtectionPlan
{
    private ProtectedAttribute[]? _allAttributes;

    /// <summary>The source.</summary>
    public required DicomObject Source { get; init; }

    /// <summary>The encoding of source and output.</summary>
    public DataSetEncoding Encoding => Source.Encoding;

    /// <summary>The Transfer Syntax that the output states.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>What happens to each element of the source, in its order.</summary>
    public required IReadOnlyList<PlannedElement> Elements { get; init; }

    /// <summary>The elements written in place of removed ones, and those that de-identification adds.</summary>
    public required IReadOnlyList<WrittenElement> Written { get; init; }

    /// <summary>The Pixel Data written in place of the original one; null where that stays, or there is none.</summary>
    public CleanedPixels? Pixels { get; init; }

    /// <summary>Copies of elements in clear that other re-identifiers need in the Item: (0008,0005), (0008,0018).</summary>
    public required IReadOnlyList<ProtectedAttribute> Copies { get; init; }

    /// <summary>Octets up to which the data set of a deflated source travels as it is, so that it comes back byte for byte.</summary>
    public required long DeflatedDataSetLimit { get; init; }

    /// <summary>The SOP Instance UID of the output.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>The SOP Class UID of the output; empty when the source has none.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>What must not stay anywhere in clear.</summary>
    public required IdentifyingValues Identifying { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>The protected Attributes of a set, ascending.</summary>
    public IReadOnlyList<ProtectedAttribute> AttributesOf(AttributeSet set) =>
        set.IsAllProtected ? _allAttributes ??= Collect(set) : Collect(set);

    private ProtectedAttribute[] Collect(AttributeSet set)
    {
        // The character set goes with every Item; the UID only where it is asked for, or everything is. A tag occurs once.
        List<ProtectedAttribute> attributes = [];
        HashSet<Tag> seen = [];
        foreach (PlannedElement element in Elements) Add((element as RemovedElement)?.Attribute);
        foreach (ProtectedAttribute copy in Copies) Add(copy);
        return StableOrder.ByTag([.. attributes], attribute => attribute.Tag);

        void Add(ProtectedAttribute? attribute)
        {
            if (attribute is null) return;
            bool isAsked = attribute.Tag == Tags.SpecificCharacterSet || set.Contains(attribute.Tag);
            if (isAsked && seen.Add(attribute.Tag)) attributes.Add(attribute);
        }
    }

    /// <summary>The tags of the elements that are removed or replaced, ascending.</summary>
    public Tag[] RemovedTags()
    {
        List<RemovedElement> removed = new(Elements.Count);
        foreach (PlannedElement element in Elements)
        {
            if (element is RemovedElement one) removed.Add(one);
        }

        List<Tag> tags = new(removed.Count);
        foreach (RemovedElement element in StableOrder.ByTag([.. removed], element => element.Tag))
        {
            if (tags.Count == 0 || tags[^1] != element.Tag) tags.Add(element.Tag);
        }

        return [.. tags];
    }

    /// <summary>The tags of the elements that are written, without some of them, ascending.</summary>
    public Tag[] WrittenTagsExcept(HashSet<Tag> tags)
    {
        List<Tag> written = [];
        foreach (WrittenElement element in Written)
        {
            if (!tags.Contains(element.Tag)) written.Add(element.Tag);
        }

        return [.. written];
    }
}
