using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Values of odd length, which PS3.5 7.1.1 forbids and files have: other re-identifiers stumble over them (GDCM stops), so the Item gets
/// them padded and the restoration record as they were.
/// </summary>
internal static class EvenLength
{
    // A length field of 16 bits holds it, and not the even one behind it: it stays as it is.
    private const int LongestOdd = ushort.MaxValue;

    /// <summary>Pads what is odd in an element and everything nested in it.</summary>
    /// <returns>The very element where nothing is odd.</returns>
    public static DataElement Pad(DataElement element)
    {
        if (element.Items is { } items)
        {
            return Rewritten.Of(items, Pad) is { } padded ? element.WithItems(padded) : element;
        }

        bool isOdd = !element.HasUndefinedLength && element.Value.Length % 2 != 0 && element.Value.Length != LongestOdd;
        return isOdd ? element.WithValue(Padding.Pad(element.Value.Span, element.Vr ?? ValueRepresentation.UN)) : element;
    }

    private static SequenceItem Pad(SequenceItem item) =>
        Rewritten.Of(item.Elements, Pad) is { } padded ? item with { Elements = padded } : item;
}
