using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// A retired group length (0400,0000), which other software may still have before what grows (PS3.5 7.2). One that was right stays right;
/// one that was wrong is left alone.
/// </summary>
internal static class GroupLength
{
    private static readonly Tag Tag = new(0x0400, 0x0000);

    /// <summary>The top-level group length and its new value as it is to be written, or null where it stays.</summary>
    public static (ElementLocation Location, byte[] Value)? After(DicomObject file, int growth)
    {
        if (file.Find(Tag) is not { ValueLength: sizeof(uint) } location) return null;
        long length = file.Elements.Where(element => element.Tag.Group == Tag.Group && element.Tag != Tag).Sum(element => element.Length);
        ReadOnlySpan<byte> value = file.ReadValue(location).Span;
        bool isBigEndian = file.Encoding.IsBigEndian;
        if ((isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(value) : BinaryPrimitives.ReadUInt32LittleEndian(value)) != length)
            return null;

        byte[] grown = new byte[sizeof(uint)];
        if (isBigEndian) BinaryPrimitives.WriteUInt32BigEndian(grown, checked((uint)(length + growth)));
        else BinaryPrimitives.WriteUInt32LittleEndian(grown, checked((uint)(length + growth)));
        return (location, grown);
    }

    /// <summary>An element of an Item: the group length with its new value, anything else as it is.</summary>
    public static DataElement After(DataElement element, IReadOnlyList<DataElement> item, DataSetEncoding encoding, int growth)
    {
        if (element.Tag != Tag || element.Value.Length != sizeof(uint)) return element;
        long length = item
            .Where(other => other.Tag.Group == Tag.Group && other.Tag != Tag)
            .Sum(other => (long)DataElementWriter.GetLength(other, encoding));
        if (BinaryPrimitives.ReadUInt32LittleEndian(element.Value.Span) != length) return element;
        byte[] grown = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(grown, checked((uint)(length + growth)));
        return element.WithValue(grown);
    }
}
