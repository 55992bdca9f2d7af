using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// PS3.15 Table E.1-1: the action for each Attribute under the Basic Application Level Confidentiality Profile, and its options.
/// </summary>
/// <remarks>
/// Rows that this table has and that are treated apart: (0002,0003), because File Meta Information is replaced as a whole, and
/// group 0004, which only a DICOMDIR keeps (PS3.15 E.1.1 steps 7 and 8).
/// </remarks>
internal static partial class ConfidentialityTable
{
    /// <summary>The Basic Profile's action for an Attribute, null when the table has no row for it and it may stay.</summary>
    internal static ConfidentialityAction? Find(Tag tag)
    {
        int row = RowOf(tag);
        return row < 0 ? FindPattern(tag) : (ConfidentialityAction)BasicProfile[row];
    }

    /// <summary>The row with exactly this tag; negative where there is none.</summary>
    internal static int RowOf(Tag tag) => TagTable.BinarySearch(tag.Value);

    /// <summary>The Basic Profile's action by the rows that are patterns; null where none fits.</summary>
    internal static ConfidentialityAction? FindPattern(Tag tag)
    {
        uint group = tag.Value >> 16;
        if (group % 2 != 0) return PrivateAttributesBasic;
        return (group & 0xFF00, tag.Value & 0xFFFF) switch
        {
            (0x5000, _) => CurveDataBasic,
            (0x6000, 0x3000) => OverlayDataBasic,
            (0x6000, 0x4000) => OverlayCommentsBasic,
            _ => null,
        };
    }
}
