using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>PS3.15 Table E.3.10-1: private Attributes that are known not to identify anybody.</summary>
internal static partial class SafePrivateTable
{
    /// <summary>What is known of a private Attribute, null when the table has no row for it.</summary>
    /// <param name="creator">The Private Creator of its block, without padding.</param>
    /// <param name="tag">Its tag, whatever the block.</param>
    internal static SafePrivateAttribute? Find(string creator, Tag tag)
    {
        int number = NumberOf(creator);
        if (number < 0) return null;
        uint key = ((uint)number << 24) | ((uint)tag.Group << 8) | (byte)tag.Element;
        int row = KeyTable.BinarySearch(key);
        if (row < 0) return null;
        return new SafePrivateAttribute(ValueRepresentation.Find(VrTable[row]), InstanceTable.BinarySearch(key) >= 0);
    }
}

/// <summary>What is known of a private Attribute.</summary>
/// <param name="Vr">Its VR; null where it is not known, or one of several.</param>
/// <param name="NamesInstance">Whether it refers to an Instance: its UID is then replaced with the others (PS3.15 E.1.1 step 5).</param>
/// <param name="Action">What is done with it: kept where it is safe, else what the object itself recommends.</param>
internal readonly record struct SafePrivateAttribute(
    ValueRepresentation? Vr, bool NamesInstance, ConfidentialityAction Action = ConfidentialityAction.Keep);
