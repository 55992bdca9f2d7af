using System.Buffers.Binary;

namespace Dicom.Cms;

/// <summary>UIDs made of UUIDs: 2.25. and the decimal of the 128 bits (PS3.5 B.2).</summary>
internal static class UuidUid
{
    /// <summary>Octets of a UUID.</summary>
    public const int Octets = 16;

    private const string Root = "2.25.";
    private const int MostDigits = 39; // Of 2^128 - 1.

    /// <summary>The UID of the UUID that these octets make once version 8 is set (RFC 9562 5.8).</summary>
    /// <param name="octets">16 of them, which are changed.</param>
    /// <remarks>
    /// Divided by hand: BigInteger brings an assembly of its own, and no code that uses UInt128 can be compiled ahead of time.
    /// </remarks>
    public static string OfVersion8(Span<byte> octets)
    {
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        Span<uint> words = stackalloc uint[4];
        for (int i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt32BigEndian(octets[(i * sizeof(uint))..]);

        Span<char> digits = stackalloc char[MostDigits];
        int start = digits.Length;
        do digits[--start] = (char)('0' + DivideByTen(words));
        while (words.ContainsAnyExcept(0u));
        return string.Concat(Root, digits[start..]);
    }

    private static uint DivideByTen(Span<uint> words)
    {
        ulong remainder = 0;
        foreach (ref uint word in words)
        {
            ulong dividend = (remainder << 32) | word;
            word = (uint)(dividend / 10);
            remainder = dividend % 10;
        }

        return (uint)remainder;
    }
}
