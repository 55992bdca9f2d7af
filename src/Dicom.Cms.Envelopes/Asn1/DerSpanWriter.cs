using System.Diagnostics;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Writes definite-length DER forward into memory whose size was computed first. Unlike
/// <see cref="System.Formats.Asn1.AsnWriter"/> it never moves what it has written, so a ciphertext can be produced
/// where it will stand.
/// </summary>
internal ref struct DerSpanWriter(Span<byte> destination)
{
    public const byte Integer = 0x02;
    public const byte OctetString = 0x04;
    public const byte Sequence = 0x30;
    public const byte SetOf = 0x31;

    /// <summary>[0] IMPLICIT of a primitive type.</summary>
    public const byte ContextPrimitive0 = 0x80;

    /// <summary>[0] EXPLICIT, or [0] IMPLICIT of a constructed type.</summary>
    public const byte ContextConstructed0 = 0xA0;

    private Span<byte> _rest = destination;

    /// <summary>Octets not yet written.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Octets of tag and length before <paramref name="contentLength"/> octets. X.690 8.1.3, 10.1.</summary>
    public static int GetHeaderLength(long contentLength)
    {
        Debug.Assert(contentLength >= 0);
        if (contentLength < 0x80) return 2;

        int length = 2;
        for (long rest = contentLength; rest > 0; rest >>= 8) length++;
        return length;
    }

    /// <summary>Octets of the whole TLV around <paramref name="contentLength"/> octets.</summary>
    public static long GetLength(long contentLength) => GetHeaderLength(contentLength) + contentLength;

    public void WriteHeader(byte tag, int contentLength)
    {
        int headerLength = GetHeaderLength(contentLength);
        Span<byte> header = Reserve(headerLength);
        header[0] = tag;
        if (headerLength == 2)
        {
            header[1] = (byte)contentLength;
            return;
        }

        header[1] = (byte)(0x80 | (headerLength - 2));
        for (int i = headerLength - 1, rest = contentLength; i > 1; i--, rest >>= 8) header[i] = (byte)rest;
    }

    public void WriteRaw(ReadOnlySpan<byte> octets) => octets.CopyTo(Reserve(octets.Length));

    /// <summary>The next <paramref name="length"/> octets, for the caller to fill.</summary>
    public Span<byte> Reserve(int length)
    {
        Span<byte> reserved = _rest[..length];
        _rest = _rest[length..];
        return reserved;
    }
}
