using System.Globalization;
using System.Text.RegularExpressions;

namespace GenerateTables;

/// <summary>One row of the data dictionary (PS3.6 6); <see cref="Mask"/> is all ones unless the tag has wildcard digits.</summary>
internal sealed record DataDictionaryRow(uint Tag, uint Mask, string Keyword, string Name, string Vr, bool Retired)
{
    public bool IsExact => Mask == uint.MaxValue;
}

/// <summary>The data dictionary: rows with an exact tag, and repeating rows such as (60xx,3000), each sorted by tag.</summary>
internal sealed record DataDictionarySource(IReadOnlyList<DataDictionaryRow> Exact, IReadOnlyList<DataDictionaryRow> Masked)
{
    public static DataDictionarySource Load(string path)
    {
        List<DataDictionaryRow> rows = [.. TabSeparated.Read(path).Select(Parse).OrderBy(row => row.Tag).ThenBy(row => row.Mask)];
        return new DataDictionarySource([.. rows.Where(row => row.IsExact)], [.. rows.Where(row => !row.IsExact)]);
    }

    private static DataDictionaryRow Parse(Func<string, string> cell)
    {
        string tag = cell("tag").ToUpperInvariant();
        uint value = Hexadecimal(tag.Replace('X', '0'));
        uint mask = Hexadecimal(string.Concat(tag.Select(digit => digit == 'X' ? '0' : 'F')));
        if ((mask & 0x00FF_0000) == 0)
        {
            // PS3.5 7.6: repeating groups are even; an odd group of the same range is private.
            mask |= 0x0001_0000;
        }

        string name = cell("name").Length > 0 ? cell("name") : Words(cell("keyword"));
        return new DataDictionaryRow(value, mask, cell("keyword"), name, cell("vr"), cell("retired") == "Y");
    }

    /// <summary>"AffectedSOPClassUID" as "Affected SOP Class UID", for rows whose name the source leaves out.</summary>
    private static string Words(string keyword) =>
        Regex.Replace(keyword, "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");

    private static uint Hexadecimal(string digits) => uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
