namespace Dicom.Cms;

/// <summary>What Table E.1-1 says to do with an Attribute (PS3.15 E.1.1, action codes).</summary>
/// <remarks>The numbers are those of the octets in <see cref="ConfidentialityTable"/>.</remarks>
internal enum ConfidentialityAction : byte
{
    /// <summary>K: keep; a Sequence is kept and its Items are treated one by one.</summary>
    Keep = 0,

    /// <summary>X: remove.</summary>
    Remove = 1,

    /// <summary>Z: replace by a zero-length value, or by a dummy value.</summary>
    Zero = 2,

    /// <summary>D: replace by a non-zero-length dummy value that suits the VR.</summary>
    Dummy = 3,

    /// <summary>U: replace by a UID that is consistent within a set of Instances.</summary>
    ReplaceUid = 4,

    /// <summary>C: clean, replace by a value of similar meaning that identifies nobody.</summary>
    Clean = 5,

    /// <summary>X/Z: remove, unless the Attribute is Type 2 in the IOD.</summary>
    RemoveOrZero = 6,

    /// <summary>X/D: remove, unless the Attribute is Type 1 in the IOD.</summary>
    RemoveOrDummy = 7,

    /// <summary>Z/D: zero length, unless the Attribute is Type 1 in the IOD.</summary>
    ZeroOrDummy = 8,

    /// <summary>X/Z/D: remove, unless the Attribute is Type 2 (zero length) or Type 1 (dummy) in the IOD.</summary>
    RemoveOrZeroOrDummy = 9,

    /// <summary>X/Z/U*: remove, unless the Sequence is Type 2 (zero length) or Type 1 (UIDs in it replaced) in the IOD.</summary>
    RemoveOrZeroOrReplaceUid = 10,

    /// <summary>C of Retain Longitudinal Modified Dates: move dates by one offset for each patient.</summary>
    ShiftDate = 11,

    /// <summary>C of Clean Descriptors, and of the options that retain text about devices and patients: cut out what identifies.</summary>
    CleanText = 12,

    /// <summary>C of Clean Structured Content: Content Items by their concept (PS3.15 Table E.3.4-1).</summary>
    CleanStructuredContent = 13,

    /// <summary>C of Clean Graphics: overlays, curves and annotations without text.</summary>
    CleanGraphics = 14,

    /// <summary>C of Retain Safe Private: private Attributes by what is known of them (PS3.15 E.3.10).</summary>
    CleanPrivate = 15,

    /// <summary>K of Retain UIDs, for an Attribute whose UIDs the Basic Profile replaces: kept where it has the form of a UID.</summary>
    KeepUid = 16,
}

/// <summary>What actions have in common.</summary>
internal static class ConfidentialityActions
{
    /// <summary>Whether it is what C means in the column of an option, which has a cleaner for it.</summary>
    public static bool IsOfOption(this ConfidentialityAction action) =>
        action is >= ConfidentialityAction.ShiftDate and <= ConfidentialityAction.CleanPrivate;
}
