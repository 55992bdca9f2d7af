using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>Puts keywords beside tags: few people know that (0010,0030) is PatientBirthDate.</summary>
internal static class TagKeywords
{
    private const int TagLength = 11; // (0010,0010)

    /// <summary>
    /// The same with the keyword after each tag that has one, unless the text names it already. In a path such as
    /// (0040,A730)[1]/(0040,A160), only the last tag gets its keyword.
    /// </summary>
    public static string AddTo(string text)
    {
        StringBuilder? named = null;
        int copied = 0;
        for (int at = text.IndexOf('('); at >= 0; at = text.IndexOf('(', at + 1))
        {
            if (text.Length - at < TagLength || !Tag.TryParse(text.AsSpan(at, TagLength), out Tag tag)) continue;
            int end = at + TagLength;
            if (end < text.Length && text[end] is '[' or '/' or '>') continue;
            if (!DataDictionary.TryGetKeyword(tag, out string? keyword)) continue;
            if (text.Contains(keyword, StringComparison.Ordinal) || named?.ToString().Contains(keyword, StringComparison.Ordinal) == true)
                continue;
            named = (named ?? new StringBuilder()).Append(text, copied, end - copied).Append(' ').Append(keyword);
            copied = end;
        }

        return named is null ? text : named.Append(text, copied, text.Length - copied).ToString();
    }
}
