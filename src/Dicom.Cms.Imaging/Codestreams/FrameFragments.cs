using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Which fragments are which frame's (PS3.5 A.4; PS3.3 C.7.6.3.1.8 for the Extended Offset Table).</summary>
internal static class FrameFragments
{
    /// <summary>Groups the fragments.</summary>
    /// <param name="source">What holds the data set.</param>
    /// <param name="valueOffset">Where the value starts in it.</param>
    /// <param name="encapsulated">The fragments.</param>
    /// <param name="frames">Number of Frames (0028,0008).</param>
    /// <param name="extendedOffsets">The value of Extended Offset Table (7FE0,0001), little endian; empty where there is none.</param>
    /// <param name="isOnePerFrame">Whether the Transfer Syntax allows one fragment for each frame only (RLE, deflated frames).</param>
    /// <returns>
    /// For each frame the index of its first fragment, and at last one past the last fragment. Those that belong to no frame stand behind
    /// the stream of the one before them. Null where nothing tells.
    /// </returns>
    public static int[]? TryGroup(
        ByteSource source, long valueOffset, EncapsulatedFragments encapsulated, int frames, ReadOnlySpan<byte> extendedOffsets,
        bool isOnePerFrame)
    {
        int count = encapsulated.Fragments.Count;
        if (frames < 1 || frames > count) return null;
        if (count == frames) return [.. Enumerable.Range(0, frames + 1)];
        if (frames == 1) return [0, count];
        if (ByTables(source, valueOffset, encapsulated, frames, extendedOffsets) is { } found) return found;
        return isOnePerFrame ? [.. Enumerable.Range(0, frames), count] : ByStarts(source, valueOffset, encapsulated, frames);
    }

    private static int[]? ByTables(
        ByteSource source, long valueOffset, EncapsulatedFragments encapsulated, int frames, ReadOnlySpan<byte> extendedOffsets)
    {
        if (extendedOffsets.Length == 8L * frames)
        {
            long[] offsets = new long[frames];
            for (int i = 0; i < frames; i++) offsets[i] = BinaryPrimitives.ReadInt64LittleEndian(extendedOffsets[(8 * i)..]);
            if (ByOffsets(encapsulated, offsets) is { } found) return found;
        }

        if (encapsulated.Table.Length != 4L * frames) return null;
        ReadOnlySpan<byte> table = source.ReadRange(valueOffset + encapsulated.Table.ContentOffset, (int)encapsulated.Table.Length).Span;
        long[] basic = new long[frames];
        for (int i = 0; i < frames; i++) basic[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * i)..]);
        return ByOffsets(encapsulated, basic);
    }

    // Offsets count from the first octet behind the Basic Offset Table.
    private static int[]? ByOffsets(EncapsulatedFragments encapsulated, long[] offsets)
    {
        int[] starts = new int[offsets.Length + 1];
        int next = 0;
        for (int frame = 0; frame < offsets.Length; frame++)
        {
            long offset = encapsulated.Table.End + offsets[frame];
            while (next < encapsulated.Fragments.Count && encapsulated.Fragments[next].Offset < offset) next++;
            if (next == encapsulated.Fragments.Count || encapsulated.Fragments[next].Offset != offset) return null;
            starts[frame] = next++;
        }

        starts[^1] = encapsulated.Fragments.Count;
        return starts[0] == 0 ? starts : null;
    }

    /// <summary>By what a stream begins with: SOI, SOC, or the signature box of a JP2 file.</summary>
    private static int[]? ByStarts(ByteSource source, long valueOffset, EncapsulatedFragments encapsulated, int frames)
    {
        List<int> starts = [];
        Span<byte> start = stackalloc byte[4];
        for (int i = 0; i < encapsulated.Fragments.Count && starts.Count < frames; i++)
        {
            Fragment fragment = encapsulated.Fragments[i];
            if (fragment.Length < 4 || source.Read(valueOffset + fragment.ContentOffset, start) != start.Length) continue;
            if (IsStart(start)) starts.Add(i);
        }

        return starts.Count == frames && starts[0] == 0 ? [.. starts, encapsulated.Fragments.Count] : null;
    }

    private static bool IsStart(ReadOnlySpan<byte> octets) =>
        octets[..3].SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || octets.SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51])
        || octets.SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 12]);
}
