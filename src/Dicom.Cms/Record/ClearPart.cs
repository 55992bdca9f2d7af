using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Which elements of an object are its clear part, over which tags and comparisons go.</summary>
internal static class ClearPart
{
    /// <summary>
    /// Whether an element counts: group lengths, (0400,0500), and what says how the object was de-identified do not, for recovery and
    /// servers rewrite them.
    /// </summary>
    public static bool Covers(Tag tag) =>
        !tag.IsGroupLength && tag != Tags.EncryptedAttributesSequence && tag != Tags.PatientIdentityRemoved
        && tag != Tags.DeidentificationMethod && tag != Tags.DeidentificationMethodCodeSequence;
}
