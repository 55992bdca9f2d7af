using System.Buffers.Binary;

namespace Dicom.Cms.Imaging;

/// <summary>The boxes of an MP4 file (ISO/IEC 14496-12): those for user data count, and samples are looked into unit by unit.</summary>
internal static class Mp4Boxes
{
    // Where boxes hold boxes: moov, trak, mdia, minf, stbl.
    private static readonly uint[] Containers = [0x6D6F6F76, 0x7472616B, 0x6D646961, 0x6D696E66, 0x7374626C];

    // udta, meta, uuid, free, skip.
    private static readonly uint[] ForUsers = [0x75647461, 0x6D657461, 0x75756964, 0x66726565, 0x736B6970];

    private const uint MediaData = 0x6D646174;

    /// <summary>Scans the boxes, one behind the other: containers are entered, all else is skipped.</summary>
    public static void Scan(CodestreamInput input, UserData found)
    {
        while (input.Remaining >= 8)
        {
            long place = input.Position;
            long length = input.ReadUInt32();
            uint type = input.ReadUInt32();
            if (length == 1 && input.Remaining >= 8) length = ((long)input.ReadUInt32() << 32) | input.ReadUInt32();
            else if (length == 0) length = input.Length - place;
            long content = length - (input.Position - place);
            if (length < 0 || content < 0 || content > input.Remaining) return;
            if (Array.IndexOf(Containers, type) >= 0) continue;
            long end = input.Position + content;
            if (type == MediaData) ScanSamples(input, end, found);
            else if (Array.IndexOf(ForUsers, type) >= 0 && content > 0) found.Note(1, place);
            input.Skip(end - input.Position);
        }
    }

    // ISO/IEC 14496-15: the length of a unit in four octets, then the unit. What is not, is left.
    private static void ScanSamples(CodestreamInput input, long end, UserData found)
    {
        const int head = 3;
        while (end - input.Position > sizeof(uint))
        {
            ReadOnlySpan<byte> start = input.Peek((int)Math.Min(sizeof(uint) + head, end - input.Position));
            long length = BinaryPrimitives.ReadUInt32BigEndian(start);
            if (length == 0 || length > end - input.Position - sizeof(uint)) return;
            found.ScanUnit(start[sizeof(uint)..(sizeof(uint) + (int)Math.Min(Math.Min(head, length), start.Length - sizeof(uint)))],
                input.Position + sizeof(uint));
            input.Skip(sizeof(uint) + length);
        }
    }
}
