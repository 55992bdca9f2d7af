using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Dicom.Cms.Data;

/// <summary>Byte ordering of values (PS3.5 7.3): whole units are swapped, a remainder stays (exactness, rule 4).</summary>
internal static class ByteOrder
{
    internal static ReadOnlyMemory<byte> ToLittleEndian(ReadOnlyMemory<byte> value, ValueRepresentation? vr, DataSetEncoding encoding)
    {
        if (!encoding.IsBigEndian || vr is null || vr.UnitLength == 1) return value;
        byte[] swapped = value.ToArray();
        Swap(swapped, vr.UnitLength);
        return swapped;
    }

    /// <summary>Swaps the octets of each whole unit, in place.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unitLength">1 (nothing is done), 2, 4 or 8 octets.</param>
    public static void Swap(Span<byte> value, int unitLength)
    {
        Span<byte> whole = value[..(value.Length - (value.Length % unitLength))];
        switch (unitLength)
        {
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(whole);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<uint> doubleWords = MemoryMarshal.Cast<byte, uint>(whole);
                BinaryPrimitives.ReverseEndianness(doubleWords, doubleWords);
                break;
            case 8:
                Span<ulong> quadWords = MemoryMarshal.Cast<byte, ulong>(whole);
                BinaryPrimitives.ReverseEndianness(quadWords, quadWords);
                break;
            default:
                break;
        }
    }
}
