namespace Dicom.Cms.Fuzz;

/// <summary>Mutation of octets, whatever they mean.</summary>
internal static class RawMutation
{
    private static readonly byte[] s_octets =
        [0x00, 0x01, 0x02, 0x04, 0x06, 0x08, 0x20, 0x30, 0x31, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xA0, 0xA1, 0xE0, 0x0D, 0xDD, 0xFE, 0xFF];

    /// <summary>Changes some octets, or their number.</summary>
    /// <param name="bytes">What is mutated; it stays as it is.</param>
    /// <param name="others">What may be spliced in.</param>
    /// <param name="random">Decides.</param>
    public static byte[] Mutate(byte[] bytes, IReadOnlyList<byte[]> others, FuzzRandom random)
    {
        if (bytes.Length == 0) return [(byte)random.Next()];
        switch (random.Next(8))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                byte[] tail = new byte[random.Next(random.OneIn(8) ? 5000 : 9)];
                if (random.OneIn(2)) random.Fill(tail);
                return [.. bytes, .. tail];
            case 2:
                byte[] other = random.Pick(others);
                return [.. bytes.AsSpan(0, random.Next(bytes.Length)), .. other.AsSpan(random.Next(other.Length + 1))];
            case 3:
                int from = random.Next(bytes.Length);
                int to = Math.Min(bytes.Length, from + 1 + random.Next(16));
                return random.OneIn(2) ? [.. bytes.AsSpan(0, from), .. bytes.AsSpan(to)] : [.. bytes.AsSpan(0, to), .. bytes.AsSpan(from)];
            default:
                return Flip(bytes, random);
        }
    }

    /// <summary>A few octets changed, none added.</summary>
    public static byte[] Flip(byte[] bytes, FuzzRandom random)
    {
        if (bytes.Length == 0) return bytes;
        byte[] changed = [.. bytes];
        for (int count = 1 + random.Next(4); count > 0; count--)
        {
            ref byte octet = ref changed[random.Next(changed.Length)];
            octet = random.Next(3) switch
            {
                0 => (byte)(octet ^ (1 << random.Next(8))),
                1 => random.Pick<byte>(s_octets),
                _ => (byte)random.Next(),
            };
        }

        return changed;
    }
}
