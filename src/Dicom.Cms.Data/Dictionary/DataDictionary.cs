using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Dicom.Cms.Data;

/// <summary>The data dictionary: keywords and Value Representations of the standard Data Elements (PS3.6 6 to 9, PS3.7 E).</summary>
/// <remarks>
/// Private Data Elements are never found, nor are group lengths (gggg,0000) beyond groups 0000 and 0002: their Value Representation
/// follows from PS3.5 7.2 and 7.8.1, not from PS3.6. Lookups search static data and need no start-up.
/// </remarks>
public static partial class DataDictionary
{
    /// <summary>Finds the keyword of a Tag (PS3.6 6), also in a repeating group: (6002,3000) is OverlayData.</summary>
    /// <param name="tag">The Tag.</param>
    /// <param name="keyword">The keyword, such as <c>PatientName</c>; null when there is none.</param>
    /// <returns>False for private and unknown Tags and for retired ones that have no keyword.</returns>
    public static bool TryGetKeyword(Tag tag, [NotNullWhen(true)] out string? keyword)
    {
        keyword = KeywordOf(tag);
        return keyword is not null;
    }

    /// <summary>The keyword of a Tag (PS3.6 6), or null when it has none.</summary>
    /// <param name="tag">The Tag.</param>
    /// <returns>The keyword, such as <c>PatientName</c>; null for private and unknown Tags.</returns>
    public static string? KeywordOf(Tag tag)
    {
        int row = RowOf(tag);
        ReadOnlySpan<byte> keyword = row < 0 ? default : KeywordAt(row);
        return keyword.IsEmpty ? null : Encoding.ASCII.GetString(keyword);
    }

    /// <summary>Finds the Tag of a keyword (PS3.6 6). Keywords are matched exactly, in their own letter case.</summary>
    /// <param name="keyword">The keyword, such as <c>PatientName</c>.</param>
    /// <param name="tag">The Tag; its value is 0 when the keyword is not found.</param>
    /// <returns>False for unknown keywords and for those of repeating groups, which name no single Tag.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="keyword"/> is null.</exception>
    public static bool TryFindTag(string keyword, out Tag tag)
    {
        ArgumentNullException.ThrowIfNull(keyword);

        tag = default;
        Span<byte> sought = stackalloc byte[LongestKeyword];
        if (Ascii.FromUtf16(keyword, sought, out int length) != OperationStatus.Done) return false;

        sought = sought[..length];
        int low = 0;
        int high = KeywordOrder.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int row = KeywordOrder[middle];
            int comparison = KeywordAt(row).SequenceCompareTo(sought);
            if (comparison == 0)
            {
                tag = new Tag(TagTable[row]);
                return true;
            }

            (low, high) = comparison < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }

    /// <summary>
    /// The Value Representation of a Tag in PS3.6; where PS3.6 leaves a choice, the first: US of "US or SS", OB of "OB or OW".
    /// </summary>
    /// <param name="tag">The Tag.</param>
    /// <returns>Null for private and unknown Tags.</returns>
    public static ValueRepresentation? VrOf(Tag tag) => RawVr(tag) switch
    {
        1 or 3 => ValueRepresentation.US,
        2 => ValueRepresentation.OB,
        ushort code => ValueRepresentation.Find(code),
    };

    /// <summary>The Value Representation of a Tag in PS3.6 where it leaves no choice; null where it does, and where it has none.</summary>
    internal static ValueRepresentation? OnlyVrOf(Tag tag) => RawVr(tag) is ushort code and > 3 ? ValueRepresentation.Find(code) : null;

    /// <summary>The Value Representation of a Tag in PS3.6, encoded as in <see cref="VrTable"/>: 0 when there is none.</summary>
    internal static ushort RawVr(Tag tag)
    {
        int row = RowOf(tag);
        return row < 0 ? (ushort)0
            : row < VrTable.Length ? VrTable[row]
            : MaskedVrTable[row - VrTable.Length];
    }

    /// <summary>Row of a Tag in TagTable, or behind its end the row in MaskedTagTable; negative when it is in neither.</summary>
    private static int RowOf(Tag tag)
    {
        int row = TagTable.BinarySearch(tag.Value);
        return row >= 0 ? row : MaskedRowOf(tag);
    }

    private static int MaskedRowOf(Tag tag)
    {
        // (1010,xxxx) is a wildcard over elements, but element 0000 is a group length: PS3.5 7.2.
        if (tag.IsGroupLength) return -1;

        for (int row = 0; row < MaskedTagTable.Length; row++)
        {
            if ((tag.Value & MaskTable[row]) == MaskedTagTable[row]) return TagTable.Length + row;
        }

        return -1;
    }

    private static ReadOnlySpan<byte> KeywordAt(int row) => KeywordText[KeywordOffset[row]..KeywordOffset[row + 1]];
}
