using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>A protected Attribute: its tag, and its element in Explicit VR Little Endian.</summary>
internal sealed record ProtectedAttribute(Tag Tag, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// Whether a tag can stand in a data set: commands, File Meta Information and delimitations cannot (PS3.5 7.1, PS3.7 9.3).
    /// </summary>
    public static bool IsAllowed(Tag tag) => tag.Group is not (0x0000 or 0x0002) && !tag.IsItemOrDelimitation;
}
