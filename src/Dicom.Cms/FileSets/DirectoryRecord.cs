using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>A Directory Record (PS3.3 F.3.2.2): its type, what it says, and the records of the level below.</summary>
/// <param name="type">Directory Record Type (0004,1430).</param>
/// <param name="elements">What follows the type, ascending.</param>
internal sealed class DirectoryRecord(string type, IReadOnlyList<DataElement> elements)
{
    private const int ItemHeaderLength = 8;

    /// <summary>The records of the lower-level directory entity, in their order.</summary>
    public List<DirectoryRecord> Lower { get; } = [];

    /// <summary>Where its Item begins, counted from the first octet of the file; known once it is laid out.</summary>
    public uint Offset { get; set; }

    /// <summary>The record behind it in the same directory entity.</summary>
    public DirectoryRecord? Next { get; set; }

    /// <summary>Octets of its Item. They do not depend on the offsets.</summary>
    public int Length => ItemHeaderLength + DataElementWriter.Write(Elements(), DataSetEncoding.ExplicitLittleEndian).Length;

    /// <summary>Everything it says, with the offsets as they are known.</summary>
    public IReadOnlyList<DataElement> Elements() =>
    [
        DirectoryLayout.UInt32(Tags.OffsetOfTheNextDirectoryRecord, Next?.Offset ?? 0),
        DirectoryLayout.UInt16(Tags.RecordInUseFlag, 0xFFFF), // PS3.3 F.3.2.2: in use
        DirectoryLayout.UInt32(Tags.OffsetOfReferencedLowerLevelDirectoryEntity, Lower.Count > 0 ? Lower[0].Offset : 0),
        new DataElement(
            Tags.DirectoryRecordType, ValueRepresentation.CS, Padding.Pad(Encoding.ASCII.GetBytes(type), ValueRepresentation.CS)),
        .. elements,
    ];
}
