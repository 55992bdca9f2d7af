namespace Dicom.Cms.Envelopes;

/// <summary>
/// Makes text fit to print out of what a stranger put into an envelope: no control characters (they could steer a
/// terminal), and of bounded length.
/// </summary>
internal static class DisplayText
{
    private const int MaxLength = 300;
    private const int MaxHexOctets = 64;

    internal static string Clean(string text)
    {
        string shown = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "...");
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) || IsBidirectionalControl(source[i]) ? '?' : source[i];
        });
    }

    internal static string Hex(ReadOnlySpan<byte> octets) =>
        octets.Length <= MaxHexOctets
            ? Convert.ToHexString(octets)
            : Convert.ToHexString(octets[..MaxHexOctets]) + "...";

    private static bool IsBidirectionalControl(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
