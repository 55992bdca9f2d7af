using System.Buffers.Binary;

namespace Dicom.Cms.Data;

// The header of one element (PS3.5 7.1.2, 7.1.3).
internal sealed partial class DataSetTokenizer
{
    private bool TryReadHeader(long position, long limit, DataSetEncoding encoding, out ElementHeader header)
    {
        ReadOnlySpan<byte> bytes = _window.Peek(position, (int)Math.Min(12, limit - position));
        return TryReadHeader(bytes, encoding, out header);
    }

    /// <summary>Reads the header at the start of <paramref name="bytes"/>, of which it needs 8 or 12.</summary>
    internal static bool TryReadHeader(ReadOnlySpan<byte> bytes, DataSetEncoding encoding, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < 8) return false;
        Tag tag = ReadTag(bytes, encoding);
        if (!encoding.IsExplicit || tag.IsItemOrDelimitation)
        {
            header = new ElementHeader(tag, 0, 0, ReadUInt32(bytes[4..], encoding), 8);
            return true;
        }

        ushort code = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        ValueRepresentation? vr = ValueRepresentation.Find(code);
        if (vr is { HasLongLength: false })
        {
            header = new ElementHeader(tag, code, 0, ReadUInt16(bytes[6..], encoding), 8);
            return true;
        }

        // An implicit element among explicit ones: what stands where the VR belongs is no pair of letters.
        if (vr is null && !IsLetter(bytes[4], bytes[5]))
        {
            header = new ElementHeader(tag, 0, 0, ReadUInt32(bytes[4..], encoding), 8);
            return true;
        }

        // PS3.5 7.1.2: every VR not listed as short, also one yet unknown, has a length of 32 bits.
        if (bytes.Length < 12) return false;
        ushort reserved = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        header = new ElementHeader(tag, code, reserved, ReadUInt32(bytes[8..], encoding), 12);
        return true;
    }

    internal static Tag ReadTag(ReadOnlySpan<byte> bytes, DataSetEncoding encoding) =>
        new(ReadUInt16(bytes, encoding), ReadUInt16(bytes[2..], encoding));

    private static bool IsLetter(byte first, byte second) => char.IsAsciiLetter((char)first) && char.IsAsciiLetter((char)second);

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, DataSetEncoding encoding) =>
        encoding.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, DataSetEncoding encoding) =>
        encoding.IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
