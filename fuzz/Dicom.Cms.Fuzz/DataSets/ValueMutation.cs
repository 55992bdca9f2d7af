using System.Buffers.Binary;

namespace Dicom.Cms.Fuzz;

/// <summary>Mutates the value of an element.</summary>
internal static class ValueMutation
{
    private static readonly long[] s_numbers =
        [0, 1, 2, 255, 65_535, 65_536, 1 << 20, (1 << 20) + 1, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue, -1];

    private static readonly string[] s_uids =
    [
        "", "1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.50",
        "1.2.840.10008.1.2.4.95", "1.2.840.113619.5.2", "1.2.840.10008.1.3.10", "2.25.1", "..", "\u00e9\u00ff",
    ];

    public static void Apply(ElementNode element, FuzzRandom random)
    {
        byte[] value = element.Value;
        bool isHuge = random.OneIn(500);
        if (isHuge && random.OneIn(2)) element.Vr = "UT"; // One that may be so long.
        element.Value = random.Next(8) switch
        {
            _ when isHuge => new byte[65_530 + random.Next(12)],
            0 => [],
            1 => [.. value, (byte)random.Next()],
            2 => value.Length > 0 ? value[..random.Next(value.Length)] : [0],
            3 => Number(value, random),
            4 => Padded(random.Pick<string>(s_uids)),
            5 => [.. (ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0], .. value],
            6 when value.Length > 1 => [.. RawMutation.Flip(value[..^1], random), value[^1]], // What counts the padding stays.
            _ => RawMutation.Flip(value, random),
        };
    }

    private static byte[] Number(byte[] value, FuzzRandom random)
    {
        byte[] number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, random.Pick<long>(s_numbers));
        int length = random.OneIn(4) ? 2 << random.Next(3) : Math.Min(value.Length, sizeof(long));
        return [.. number.AsSpan(0, length), .. value.AsSpan(Math.Min(length, value.Length))];
    }

    private static byte[] Padded(string text)
    {
        byte[] octets = System.Text.Encoding.Latin1.GetBytes(text);
        return octets.Length % 2 == 0 ? octets : [.. octets, 0];
    }
}
