using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>How the canonical form treats the value of an Attribute.</summary>
internal enum CanonicalKind
{
    /// <summary>Octets: numbers, and everything that the table does not name.</summary>
    Octets = 0,

    /// <summary>Text, which servers pad with spaces.</summary>
    Text = 1,

    /// <summary>A UID, padded with 00.</summary>
    Uid = 2,

    /// <summary>Decimal numbers as text (DS, IS).</summary>
    Number = 3,
}

/// <summary>
/// Tells text from octets by tag alone: the table is frozen with version 2 of the record (docs/restoration-kinds.tsv), so that no
/// later dictionary and no VR that a server writes changes what a tag is over.
/// </summary>
internal static partial class CanonicalKinds
{
    /// <summary>The kind of an Attribute.</summary>
    public static CanonicalKind Of(Tag tag)
    {
        uint value = tag.Value;
        if (TextTags.BinarySearch(value) >= 0) return CanonicalKind.Text;
        if (UidTags.BinarySearch(value) >= 0) return CanonicalKind.Uid;
        if (NumberTags.BinarySearch(value) >= 0) return CanonicalKind.Number;
        for (int i = 0; i < MaskedTags.Length; i++)
        {
            if ((value & Masks[i]) == MaskedTags[i]) return (CanonicalKind)MaskedKinds[i];
        }

        return CanonicalKind.Octets;
    }
}
