using System.Globalization;
using System.Text.Json;

namespace GenerateTables;

/// <summary>One row of PS3.15 Table E.1-1; <see cref="Tag"/> is null for the rows that are patterns.</summary>
internal sealed record ConfidentialityRow(
    string Name,
    string TagText,
    uint? Tag,
    string Basic,
    IReadOnlyDictionary<string, string> Options);

/// <summary>PS3.15 Table E.1-1.</summary>
internal sealed record ConfidentialitySource(
    string Edition,
    IReadOnlyList<ConfidentialityRow> Exact,
    IReadOnlyList<ConfidentialityRow> Patterns,
    IReadOnlyList<string> OptionNames)
{
    /// <summary>Tags whose action depends on the Type of the Attribute in the IOD.</summary>
    public IReadOnlyList<uint> CompoundTags => [.. Exact.Where(row => row.Basic.Contains('/')).Select(row => row.Tag!.Value)];

    public static ConfidentialitySource Load(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        List<ConfidentialityRow> rows = [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(Parse)];
        IEnumerable<string> options = rows.SelectMany(row => row.Options.Keys).Distinct().Order(StringComparer.Ordinal);
        return new ConfidentialitySource(
            document.RootElement.GetProperty("edition").GetString()!,
            [.. rows.Where(row => row.Tag is not null).OrderBy(row => row.Tag)],
            [.. rows.Where(row => row.Tag is null).OrderBy(row => row.TagText, StringComparer.Ordinal)],
            [.. options]);
    }

    private static ConfidentialityRow Parse(JsonElement row)
    {
        string tag = row.GetProperty("tag").GetString()!;
        return new ConfidentialityRow(
            row.GetProperty("name").GetString()!,
            tag,
            ParseTag(tag),
            row.GetProperty("basic_profile").GetString()!,
            row.GetProperty("options").EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetString()!));
    }

    /// <summary>The tag of "(gggg,eeee)", null when it is a pattern.</summary>
    public static uint? ParseTag(string text) =>
        text is ['(', _, _, _, _, ',', _, _, _, _, ')']
        && uint.TryParse(text[1..5] + text[6..10], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint tag) ? tag : null;
}
