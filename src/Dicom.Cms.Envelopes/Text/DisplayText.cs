namespace Dicom.Cms.Envelopes;

/// <summary>
/// Makes text fit to print out of what a stranger put into an envelope: no control characters (they could steer a
/// terminal), no line separators (they could fake a line), nothing that changes the direction, and of bounded length.
/// </summary>
internal static class DisplayText
{
    private const int MaxLength = 300;
    private const int MaxHexOctets = 64;

    public static string Clean(string text)
    {
        string shown = text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "...");
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = IsUnfit(source[i]) ? '?' : source[i];
        });
    }

    public static string Hex(ReadOnlySpan<byte> octets) =>
        octets.Length <= MaxHexOctets
            ? Convert.ToHexString(octets)
            : Convert.ToHexString(octets[..MaxHexOctets]) + "...";

    // U+2028 and U+2029 are line breaks too; the rest is Bidi_Control of the Unicode Character Database.
    private static bool IsUnfit(char c) => char.IsControl(c)
        || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
