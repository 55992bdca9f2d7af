namespace Dicom.Cms.Data;

/// <summary>An Item of a sequence (PS3.5 7.5): a data set, and whether its length was defined.</summary>
public sealed record SequenceItem
{
    /// <summary>Creates an Item of defined length from its elements.</summary>
    /// <param name="elements">The elements in ascending order of their tags. The list is not copied: do not change it afterwards.</param>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public SequenceItem(IReadOnlyList<DataElement> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        Elements = elements;
    }

    /// <summary>The elements in the order of the file.</summary>
    public IReadOnlyList<DataElement> Elements { get; init; }

    /// <summary>Whether the end is marked, not counted.</summary>
    public bool HasUndefinedLength { get; internal init; }

    internal uint DelimitationLength { get; init; }

    /// <summary>An Item of other elements, its length defined or not.</summary>
    internal static SequenceItem Of(IReadOnlyList<DataElement> elements, bool hasUndefinedLength) =>
        new(elements) { HasUndefinedLength = hasUndefinedLength };

    /// <summary>Finds the first element with a tag.</summary>
    public DataElement? Find(Tag tag)
    {
        foreach (DataElement element in Elements)
        {
            if (element.Tag == tag) return element;
        }

        return null;
    }

    /// <summary>The number of elements; never a value.</summary>
    public override string ToString() => $"Item of {Elements.Count} elements";
}
