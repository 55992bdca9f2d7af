using System.Buffers;

namespace Dicom.Cms.Cli;

/// <summary>Makes text from outside fit for a terminal and one line: names of files, statements of objects, messages of the system.</summary>
internal static class DisplayText
{
    // Bidirectional controls reorder what is shown.
    private static readonly SearchValues<char> s_bidirectional =
        SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The same with question marks for control characters, which could steer a terminal or fake a line.</summary>
    public static string Clean(string text) => !text.Any(IsUnfit) ? text : string.Create(text.Length, text, static (target, source) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = IsUnfit(source[i]) ? '?' : source[i];
    });

    /// <summary>A count and its noun: "1 Item", "2 Items".</summary>
    public static string Count(long number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static bool IsUnfit(char letter) => char.IsControl(letter) || s_bidirectional.Contains(letter);
}
