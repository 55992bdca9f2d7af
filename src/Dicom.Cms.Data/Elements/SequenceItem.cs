namespace Dicom.Cms.Data;

/// <summary>An Item of a sequence (PS3.5 7.5): a data set, and whether its length was defined.</summary>
/// <param name="Elements">The elements in the order of the file.</param>
public sealed record SequenceItem(IReadOnlyList<DataElement> Elements)
{
    /// <summary>Whether the end is marked, not counted.</summary>
    public bool HasUndefinedLength { get; internal init; }

    internal uint DelimitationLength { get; init; }

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
