namespace Dicom.Cms.Data;

/// <summary>The header of an element as it stands in its bytes (PS3.5 7.1).</summary>
internal readonly record struct ElementHeader(Tag Tag, ushort VrCode, ushort Reserved, uint Length, byte HeaderLength)
{
    /// <summary>The Value Length that says the end is marked, not counted (PS3.5 7.5).</summary>
    public const uint UndefinedLength = 0xFFFF_FFFF;

    public bool HasUndefinedLength => Length == UndefinedLength;

    /// <summary>Whether an explicit header states a VR that PS3.5 does not know, or none at all.</summary>
    public bool HasUnknownVr => VrCode != 0 ? ValueRepresentation.Find(VrCode) is null : !Tag.IsItemOrDelimitation;
}
