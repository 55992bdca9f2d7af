using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Cms.Imaging;

/// <summary>Finds markers in entropy-coded data.</summary>
internal static class MarkerSearch
{
    /// <summary>
    /// Finds the first 0xFF that is followed by an octet of a value or more. One pass over both octets: in coded data every 256th octet or
    /// so is a 0xFF, and a call for each would cost more than the search.
    /// </summary>
    /// <param name="octets">Where to look.</param>
    /// <param name="least">The least octet that may follow.</param>
    /// <returns>-1 if there is none; the last octet alone does not count.</returns>
    public static int IndexOf(ReadOnlySpan<byte> octets, byte least)
    {
        int at = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            ref byte start = ref MemoryMarshal.GetReference(octets);
            if (Vector256.IsHardwareAccelerated)
            {
                Vector256<byte> wanted = Vector256<byte>.AllBitsSet, bound = Vector256.Create(least);
                for (; at + Vector256<byte>.Count < octets.Length; at += Vector256<byte>.Count)
                {
                    Vector256<byte> first = Vector256.LoadUnsafe(ref start, (nuint)at);
                    Vector256<byte> second = Vector256.LoadUnsafe(ref start, (nuint)at + 1);
                    Vector256<byte> found = Vector256.Equals(first, wanted) & Vector256.Equals(Vector256.Max(second, bound), second);
                    if (found != Vector256<byte>.Zero)
                        return at + BitOperations.TrailingZeroCount(Vector256.ExtractMostSignificantBits(found));
                }
            }

            Vector128<byte> wanted128 = Vector128<byte>.AllBitsSet, bound128 = Vector128.Create(least);
            for (; at + Vector128<byte>.Count < octets.Length; at += Vector128<byte>.Count)
            {
                Vector128<byte> first = Vector128.LoadUnsafe(ref start, (nuint)at);
                Vector128<byte> second = Vector128.LoadUnsafe(ref start, (nuint)at + 1);
                Vector128<byte> found = Vector128.Equals(first, wanted128) & Vector128.Equals(Vector128.Max(second, bound128), second);
                if (found != Vector128<byte>.Zero)
                    return at + BitOperations.TrailingZeroCount(Vector128.ExtractMostSignificantBits(found));
            }
        }

        for (; at + 1 < octets.Length; at++)
            if (octets[at] == 0xFF && octets[at + 1] >= least) return at;
        return -1;
    }
}
