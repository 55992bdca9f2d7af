using System.Buffers.Binary;

namespace Dicom.Cms.Fuzz;

/// <summary>Streams of JPEG's markers, mutated by their segments.</summary>
internal abstract class MarkerStreamTarget : CodestreamTarget
{
    private static readonly byte[] s_codes =
    [
        0x01, 0x42, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC8, 0xC9, 0xCC, 0xD0, 0xD1, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xE0,
        0xE1, 0xE8, 0xEE, 0xF7, 0xF8, 0xFE, 0xFF,
    ];

    public override int Share => 2;

    /// <summary>The markers that parsers know, and some that they do not.</summary>
    protected virtual byte[] Codes => s_codes;

    /// <summary>Whether a length follows a marker.</summary>
    protected virtual bool HasLength(byte code) => code is >= 0xC0 and not (>= 0xD0 and <= 0xD9) and not 0xFF;

    protected override byte[] Mutate(byte[] stream, FuzzRandom random)
    {
        List<(int Offset, int End)> segments = SegmentsOf(stream);
        if (segments.Count == 0) return RawMutation.Flip(stream, random);
        (int offset, int end) = random.Pick(segments);
        ReadOnlySpan<byte> octets = stream;
        switch (random.Next(8))
        {
            case 0: // Left out.
                return [.. octets[..offset], .. octets[end..]];
            case 1: // Moved or repeated.
                int target = random.Pick(segments).Offset;
                return [.. octets[..target], .. octets[offset..end], .. octets[target..]];
            case 2: // From another stream.
                byte[] other = random.Pick(Seeds);
                (int otherOffset, int otherEnd) = random.Pick(SegmentsOf(other));
                return [.. octets[..offset], .. other.AsSpan(otherOffset, otherEnd - otherOffset), .. octets[offset..]];
            case 3: // Octets between.
                byte[] between = new byte[1 + random.Next(random.OneIn(8) ? 5000 : 6)];
                random.Fill(between);
                if (random.OneIn(3)) between.AsSpan().Fill(0xFF);
                return [.. octets[..offset], .. between, .. octets[offset..]];
            case 4: // Another marker.
                byte[] renamed = [.. stream];
                renamed[offset + 1] = random.Pick<byte>(Codes);
                return renamed;
            case 5: // Longer or shorter, with its length field.
                int surplus = random.Next(9);
                byte[] more = [.. octets[..end], .. new byte[surplus], .. octets[end..]];
                int length = end - offset - 2 + (random.OneIn(3) ? -surplus : surplus);
                BinaryPrimitives.WriteUInt16BigEndian(more.AsSpan(offset + 2), (ushort)length);
                return more;
            case 6: // A marker alone.
                return [.. octets[..offset], 0xFF, random.Pick<byte>(Codes), .. octets[offset..]];
            default:
                byte[] flipped = [.. stream];
                for (int count = 1 + random.Next(3); count > 0; count--) flipped[offset + random.Next(end - offset)] = (byte)random.Next();
                return flipped;
        }
    }

    /// <summary>Marker segments, found by their markers: coded data are not followed.</summary>
    private List<(int Offset, int End)> SegmentsOf(ReadOnlySpan<byte> stream)
    {
        List<(int, int)> segments = [];
        for (int at = 2; at + 4 <= stream.Length; at++)
        {
            if (stream[at] != 0xFF || !HasLength(stream[at + 1])) continue;
            int end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(stream[(at + 2)..]);
            if (end < at + 4 || end > stream.Length) continue;
            segments.Add((at, end));
            at = end - 1;
        }

        return segments;
    }
}
