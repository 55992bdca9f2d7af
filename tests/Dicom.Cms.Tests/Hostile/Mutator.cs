using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Changes bytes at random, most often where structure stands: tags, VRs, lengths, delimitations, ASN.1 headers.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly byte[] Interesting =
        [0x00, 0x01, 0x02, 0x04, 0x20, 0x30, 0x7F, 0x80, 0x81, 0x84, 0xA0, 0xFE, 0xFF, 0xE0, 0x0D, 0xDD];

    private static readonly uint[] Lengths =
        [0, 1, 2, 7, 8, 0xFE, 0xFFFE, 0xFFFF, 0x0001_0000, 0x7FFF_FFF8, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    private static readonly string[] Vrs = ["SQ", "UN", "OB", "OW", "PN", "UI", "LO", "US", "FD", "UT", "AT", "ZZ", "  ", "\0\0", "sq"];

    private static readonly uint[] TagChoices =
    [
        0x0000_0002, 0x0002_0010, 0x0004_1220, 0x0008_0000, 0x0008_0005, 0x0008_0016, 0x0008_0018, 0x0008_1115, 0x0009_0010, 0x0010_0010,
        0x0010_0020, 0x0012_0062, 0x0012_0064, 0x0028_0103, 0x0040_A730, 0x0400_0500, 0x0400_0510, 0x0400_0520, 0x0400_0550, 0x0401_0010,
        0x5000_3000, 0x5400_0100, 0x6000_3000, 0x7FE0_0001, 0x7FE0_0008, 0x7FE0_0010, 0xFFFC_FFFC, 0xFFFE_E000, 0xFFFE_E00D, 0xFFFE_E0DD,
        0xFFFF_FFFF, 0x0401_1009, 0x0401_1024,
    ];

    /// <summary>One to four changes to a data set whose headers stand where <paramref name="headers"/> says.</summary>
    public byte[] MutateDataSet(byte[] bytes, int[] headers, WireEncoding encoding)
    {
        byte[] mutated = [.. bytes];
        for (int count = random.Next(1, 5); count > 0; count--) mutated = Change(mutated, headers, encoding);
        return mutated;
    }

    /// <summary>One to four changes to bytes of any kind, ASN.1 among them.</summary>
    public byte[] MutateBytes(byte[] bytes)
    {
        byte[] mutated = [.. bytes];
        for (int count = random.Next(1, 5); count > 0; count--) mutated = ChangeAnywhere(mutated, random.Next(mutated.Length + 1));
        return mutated;
    }

    private byte[] Change(byte[] bytes, int[] headers, WireEncoding encoding)
    {
        int at = headers[random.Next(headers.Length)];
        if (at + 12 > bytes.Length) return ChangeAnywhere(bytes, random.Next(bytes.Length + 1));
        bool isExplicit = encoding != WireEncoding.ImplicitLittleEndian;
        switch (random.Next(12))
        {
            case 0 or 1:
                PutTag(bytes.AsSpan(at), random.Next(3) == 0 ? (uint)random.NextInt64(1L << 32) : Pick(TagChoices), encoding);
                return bytes;
            case 2 or 3 when isExplicit:
                string vr = Pick(Vrs);
                (bytes[at + 4], bytes[at + 5]) = ((byte)vr[0], (byte)vr[1]);
                return bytes;
            case 4 or 5 or 6:
                PutLength(bytes.AsSpan(at), encoding);
                return bytes;
            case 7: // Moves a piece from one header to another.
                int from = headers[random.Next(headers.Length)], end = Math.Min(bytes.Length, from + random.Next(8, 64));
                return from >= end ? bytes : [.. bytes[..at], .. bytes[from..end], .. bytes[at..]];
            case 8:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
            case 9:
                byte[] delimiter = DicomBytes.In(encoding).Delimiter(Pick(TagChoices), Pick(Lengths)).ToArray();
                return [.. bytes[..at], .. delimiter, .. bytes[at..]];
            default:
                return ChangeAnywhere(bytes, at + random.Next(16));
        }
    }

    private byte[] ChangeAnywhere(byte[] bytes, int at)
    {
        if (bytes.Length == 0) return [Pick(Interesting)];
        at = Math.Min(at, bytes.Length - 1);
        switch (random.Next(10))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], Pick(Interesting), .. bytes[at..]];
            case 2:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 9))..]];
            case 3 or 4:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 5:
                random.NextBytes(bytes.AsSpan(at, Math.Min(bytes.Length - at, random.Next(1, 9))));
                return bytes;
            default:
                bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : Pick(Interesting);
                return bytes;
        }
    }

    private void PutLength(Span<byte> header, WireEncoding encoding)
    {
        uint length = random.Next(2) == 0 ? Pick(Lengths) : (uint)random.Next(2048);
        bool isBigEndian = encoding == WireEncoding.ExplicitBigEndian;
        int at = encoding == WireEncoding.ImplicitLittleEndian || header[5] > 0x7F ? 4 : random.Next(2) == 0 ? 6 : 8;
        int size = at == 6 ? 2 : 4;
        for (int i = 0; i < size; i++) header[at + i] = (byte)(length >> (8 * (isBigEndian ? size - 1 - i : i)));
    }

    private static void PutTag(Span<byte> header, uint tag, WireEncoding encoding) =>
        DicomBytes.In(encoding).Delimiter(tag, 0).ToArray().AsSpan(0, 4).CopyTo(header);

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
}
