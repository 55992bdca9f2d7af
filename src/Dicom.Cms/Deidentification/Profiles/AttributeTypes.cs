using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Types of the Attributes whose action in PS3.15 Table E.1-1 depends on their Type in the IOD (PS3.3 A).</summary>
/// <remarks>
/// Where several Modules of an IOD have an Attribute, the strictest Type among the mandatory Modules counts, and among the
/// others when no mandatory Module has it. The Types are those of the top level of the Data Set; Attributes in Items are governed
/// by the Sequence that holds them.
/// </remarks>
internal static partial class AttributeTypes
{
    /// <summary>The Type of an Attribute in the IOD of a SOP Class.</summary>
    /// <param name="sopClassUid">The SOP Class UID without padding.</param>
    /// <param name="tag">The Tag of the Attribute.</param>
    /// <returns>Null when the SOP Class is not known, or its IOD is not known to have the Attribute.</returns>
    internal static AttributeType? Find(string sopClassUid, Tag tag)
    {
        int iod = IodOf(sopClassUid);
        int column = TagTable.BinarySearch(tag.Value);
        if (iod < 0 || column < 0)
        {
            return null;
        }

        byte type = TypeTable[(iod * TagTable.Length) + column];
        return type == 0 ? null : (AttributeType)type;
    }
}
