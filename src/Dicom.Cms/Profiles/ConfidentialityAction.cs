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
}
