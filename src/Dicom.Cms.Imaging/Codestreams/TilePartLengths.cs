using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>The TLM segments of a JPEG 2000 codestream (ISO/IEC 15444-1 A.7.1): the length of each tile-part, in their order.</summary>
internal sealed class TilePartLengths
{
    private readonly List<(long Place, int IndexLength, int LengthLength, ushort Index, uint Length)> _entries = [];
    private int _next;

    /// <summary>Takes note of a segment.</summary>
    /// <param name="body">What follows its length.</param>
    /// <param name="place">Where that stands.</param>
    /// <returns>False where it breaks the standard.</returns>
    public bool Takes(ReadOnlySpan<byte> body, long place)
    {
        if (body.Length < 2) return false;
        int indexLength = (body[1] >> 4) & 3, lengthLength = (body[1] & 0x40) != 0 ? 4 : 2, entry = indexLength + lengthLength;
        if (indexLength == 3 || (body[1] & 0x8F) != 0 || (body.Length - 2) % entry != 0) return false;
        for (int at = 2; at < body.Length; at += entry)
        {
            ReadOnlySpan<byte> octets = body[at..];
            ushort index = indexLength switch
            {
                0 => 0,
                1 => octets[0],
                _ => BinaryPrimitives.ReadUInt16BigEndian(octets),
            };
            octets = octets[indexLength..];
            uint length = lengthLength == 2 ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt32BigEndian(octets);
            _entries.Add((place + at, indexLength, lengthLength, index, length));
        }

        return true;
    }

    /// <summary>Compares the next entry with its tile-part, and puts it right.</summary>
    /// <param name="edits">Gets the edit.</param>
    /// <param name="index">The index of the tile.</param>
    /// <param name="length">Octets of the tile-part once the edits are made.</param>
    /// <returns>False where there are entries, and none for this tile-part.</returns>
    public bool Settle(CodestreamEdits edits, ushort index, long length)
    {
        if (_entries.Count == 0) return true;
        if (_next == _entries.Count) return false;
        (long place, int indexLength, int lengthLength, ushort presentIndex, uint presentLength) = _entries[_next++];
        bool isIndexRight = indexLength == 0 || presentIndex == index;
        if (isIndexRight && presentLength == length) return true;
        byte[] entry = new byte[indexLength + lengthLength];
        if (indexLength == 1) entry[0] = (byte)index;
        if (indexLength == 2) BinaryPrimitives.WriteUInt16BigEndian(entry, index);
        if (lengthLength == 2) BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(indexLength), (ushort)length);
        else BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(indexLength), (uint)length);
        edits.Replace(place, entry.Length, entry);
        return length <= (lengthLength == 2 ? ushort.MaxValue : uint.MaxValue) && (indexLength != 1 || index <= byte.MaxValue);
    }

    /// <summary>Whether every entry had its tile-part.</summary>
    public bool IsSettled => _next == _entries.Count;
}
