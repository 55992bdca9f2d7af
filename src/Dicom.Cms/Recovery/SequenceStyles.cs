using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The ways in which a sequence is usually laid out (PS3.5 7.5).</summary>
internal static class SequenceStyles
{
    /// <summary>A sequence as it stands, then with the lengths of all sequences and all Items defined or not.</summary>
    public static IEnumerable<DataElement> Of(DataElement sequence)
    {
        yield return sequence;
        foreach ((bool sequences, bool items) in ((bool, bool)[])[(true, true), (false, false), (true, false), (false, true)])
            yield return Restyle(sequence, sequences, items);
    }

    private static DataElement Restyle(DataElement element, bool undefinedSequences, bool undefinedItems) => element.Items is { } items
        ? element.WithItems(
            [.. items.Select(item => SequenceItem.Of(
                [.. item.Elements.Select(nested => Restyle(nested, undefinedSequences, undefinedItems))], undefinedItems))],
            undefinedSequences)
        : element;
}
