using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Specific Character Set (0008,0005) as a value (PS3.3 C.12.1.1.2).</summary>
internal static class CharacterSets
{
    /// <summary>Octets of the longest value that is taken for one: far more than all Defined Terms together.</summary>
    public const int MaxLength = 1024;

    private static readonly string[] DefinedTerms =
    [
        "", "GB18030", "GBK", "ISO 2022 GBK", "ISO 2022 58",
        .. new[] { "6", "13", "58", "87", "100", "101", "109", "110", "126", "127", "138", "144", "148", "149", "159", "166", "192", "203" }
            .SelectMany(number => new[] { $"ISO_IR {number}", $"ISO 2022 IR {number}" }),
    ];

    /// <summary>The sets that an element names, in a form to compare; empty where it names none.</summary>
    public static string Parse(DataElement? element) =>
        element is { Items: null, Value.Length: <= MaxLength } ? Parse(element.Value.Span) : "";

    /// <summary>Whether every term is one that PS3.3 defines, which tells nothing of anybody.</summary>
    public static bool AreDefined(ReadOnlySpan<byte> value) => Parse(value).Split('\\').All(DefinedTerms.Contains);

    // ISO_IR 6 is the default repertoire: to state it says as much as to leave it out.
    private static string Parse(ReadOnlySpan<byte> value)
    {
        string text = string.Join('\\', Encoding.Latin1.GetString(value).Split('\\').Select(term => term.Trim(' ', '\0')));
        return text is "ISO_IR 6" or "ISO 2022 IR 6" ? "" : text;
    }
}
