using System.Globalization;

namespace Dicom.Cms;

/// <summary>Numbers and their nouns, for one-line summaries.</summary>
internal static class Counting
{
    /// <summary>A number and its noun: "1 Item", "2 Items".</summary>
    public static string Of(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>The same, and "no Items" instead of "0 Items".</summary>
    public static string OrNone(int number, string noun) => number == 0 ? $"no {noun}s" : Of(number, noun);
}
