using System.Buffers;

namespace Dicom.Cms.Cli;

/// <summary>
/// Makes text from outside fit for a terminal and one line: names of files, statements of objects, messages of the system.
/// </summary>
internal static class DisplayText
{
    // U+2028 and U+2029 break lines; the others, Bidi_Control of the Unicode Character Database, reorder what is shown.
    private static readonly SearchValues<char> s_separatorsAndDirections =
        SearchValues.Create("\u2028\u2029\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The same with question marks for characters that could steer a terminal, fake a line or turn the text around.</summary>
    public static string Clean(string text) => !text.Any(IsUnfit) ? text : string.Create(text.Length, text, static (target, source) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = IsUnfit(source[i]) ? '?' : source[i];
    });

    /// <summary>A count and its noun: "1 Item", "2 Items".</summary>
    public static string Count(long number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static bool IsUnfit(char letter) => char.IsControl(letter) || s_separatorsAndDirections.Contains(letter);
}
