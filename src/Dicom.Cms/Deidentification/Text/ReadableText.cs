namespace Dicom.Cms;

/// <summary>
/// Tells whether octets that should be compressed hold text, in ASCII, Latin-1, UTF-8 or UTF-16: a run that is far more likely to be text
/// than chance.
/// </summary>
/// <remarks>
/// Each octet weighs how much likelier it is in text than among random octets, in eighths of a bit; the weights of a run add up (Wald's
/// sequential test). The threshold is 38 bits: of 2^38 places among random octets, about one begins such a run, which is one stream of 16
/// MiB in 16,000. About 18 letters and digits reach it.
/// </remarks>
internal static class ReadableText
{
    /// <summary>A run is found in this many octets.</summary>
    public const int LongestNeeded = 512;

    private const int Threshold = 38 * 8;

    // A letter in two octets weighs at most 35 + 63.
    private const int FewestZeros = (Threshold / 98) + 1;

    // A letter comes twice in text, but rarely three times: a run of one octet says nothing.
    private const int RepeatedWeight = -8;

    private static readonly sbyte[] Weights = [.. Enumerable.Range(0, 256).Select(WeightOf)];

    /// <summary>Whether there is a run of text.</summary>
    public static bool IsIn(ReadOnlySpan<byte> octets)
    {
        ReadOnlySpan<sbyte> weights = Weights;
        int single = 0, repeats = 0;
        byte before = 0xFF;
        foreach (byte octet in octets)
        {
            repeats = octet == before ? repeats + 1 : 0;
            int weight = repeats > 1 ? RepeatedWeight : IsContinuation(before, octet) ? 8 : weights[octet];
            single = Math.Max(0, single + weight);
            if (single >= Threshold) return true;
            before = octet;
        }

        // Two octets for a letter: one of them is 0. Most compressed data hold few of these.
        return octets.Count((byte)0) >= FewestZeros && (HoldsPairs(octets) || HoldsPairs(octets[1..]));
    }

    private static bool HoldsPairs(ReadOnlySpan<byte> octets)
    {
        int little = 0, big = 0;
        for (int i = 0; i + 1 < octets.Length; i += 2)
        {
            little = Math.Max(0, little + WeightOfPair(octets[i], octets[i + 1]));
            big = Math.Max(0, big + WeightOfPair(octets[i + 1], octets[i]));
            if (little >= Threshold || big >= Threshold) return true;
        }

        return false;
    }

    // UTF-8: of the letters with accents the second octet, which as Latin-1 would be none.
    private static bool IsContinuation(byte before, byte octet) => before is >= 0xC2 and <= 0xDF && octet is >= 0x80 and <= 0xBF;

    // A letter whose other octet is 0: that is 1 of 256.
    private static int WeightOfPair(byte letter, byte zero) => zero == 0 && Weights[letter] > 0 ? Weights[letter] + 63 : -80;

    // Eighths of a bit: log2 of 256 times the share of the octet in text. Shares taken: small letters 45 %, digits 18 %, spaces 8 %,
    // capitals 12 %, marks 8 %, ends of lines 1 %, other signs 1 %, letters of Latin-1 5 %, all else 2 %.
    private static sbyte WeightOf(int octet) => octet switch
    {
        ' ' => 35,
        >= 'a' and <= 'z' => 17,
        >= '0' and <= '9' => 18,
        >= 'A' and <= 'Z' => 2,
        '^' or '=' or '.' or ',' or '-' or '/' or ':' or ';' or '<' or '>' or '\'' or '"' or '(' or ')' or '_' or '&' or '\\' => 2,
        '\r' or '\n' or '\t' => -2,
        >= 0x21 and <= 0x7E => -20,
        >= 0xC0 and not (0xD7 or 0xF7 or 0xFF) => -18,
        _ => -34,
    };
}
