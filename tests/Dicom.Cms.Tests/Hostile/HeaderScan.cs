using System.Buffers.Binary;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// Where the headers of a valid data set stand, at every depth: what a structure-aware mutation aims at. Independent of the library.
/// </summary>
internal static class HeaderScan
{
    private const string LongVrs = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

    /// <summary>The offsets of the headers of elements, Items and delimitations from an offset on.</summary>
    public static int[] Of(ReadOnlySpan<byte> bytes, int start, WireEncoding encoding)
    {
        List<int> headers = [];
        for (int at = start; at + 8 <= bytes.Length;)
        {
            headers.Add(at);
            at += Advance(bytes[at..], encoding);
        }

        return [.. headers];
    }

    // Sequences and Items are entered; UN, whose Items are in another encoding, is passed over.
    private static int Advance(ReadOnlySpan<byte> bytes, WireEncoding encoding)
    {
        bool isBigEndian = encoding == WireEncoding.ExplicitBigEndian;
        ReadOnlySpan<byte> itemGroup = isBigEndian ? [0xFF, 0xFE] : [0xFE, 0xFF];
        if (bytes.StartsWith(itemGroup)) return 8;

        string vr = encoding == WireEncoding.ImplicitLittleEndian ? "" : $"{(char)bytes[4]}{(char)bytes[5]}";
        int headerLength = vr.Length > 0 && LongVrs.Contains(vr, StringComparison.Ordinal) ? 12 : 8;
        uint length = vr.Length > 0 && headerLength == 8
            ? Read16(bytes[6..], isBigEndian)
            : Read32(bytes[(headerLength - 4)..], isBigEndian);
        if (vr == "UN" && length == uint.MaxValue)
        {
            int end = bytes.IndexOf((ReadOnlySpan<byte>)[0xFE, 0xFF, 0xDD, 0xE0]);
            return end < 0 ? bytes.Length : end + 8;
        }

        bool isSequence = vr != "UN" && bytes[Math.Min(headerLength, bytes.Length)..].StartsWith(itemGroup);
        return isSequence ? headerLength : headerLength + (int)Math.Min(length, (uint)bytes.Length);
    }

    private static uint Read16(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
