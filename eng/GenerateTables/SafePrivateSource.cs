using System.Globalization;
using System.Text.Json;

namespace GenerateTables;

/// <summary>One row of PS3.15 Table E.3.10-1: a private Attribute that is known to be safe.</summary>
internal sealed record SafePrivateRow(ushort Group, byte Element, string Creator, string Vr, string Meaning);

/// <summary>PS3.15 Table E.3.10-1.</summary>
internal sealed record SafePrivateSource(IReadOnlyList<SafePrivateRow> Rows, IReadOnlyList<string> Creators)
{
    /// <summary>
    /// The place of a row in the generated table: creator, group and last octet of the element number, in this order of significance.
    /// </summary>
    public uint KeyOf(SafePrivateRow row)
    {
        for (int index = 0; index < Creators.Count; index++)
        {
            if (Creators[index] == row.Creator) return ((uint)index << 24) | ((uint)row.Group << 8) | row.Element;
        }

        throw new InvalidDataException($"No such Private Creator: {row.Creator}");
    }

    public static SafePrivateSource Load(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        List<SafePrivateRow> rows = [.. document.RootElement.EnumerateArray().Select(Parse)];
        List<string> creators = [.. rows.Select(row => row.Creator).Distinct().Order(StringComparer.Ordinal)];
        if (creators.Count > 256) throw new InvalidDataException("More than 256 Private Creators: a key has one octet for them.");
        SafePrivateSource source = new(rows, creators);
        SafePrivateSource sorted = source with { Rows = [.. rows.OrderBy(source.KeyOf)] };
        if (sorted.Rows.Select(source.KeyOf).Distinct().Count() != rows.Count)
            throw new InvalidDataException("A private Attribute has two rows.");
        return sorted;
    }

    private static SafePrivateRow Parse(JsonElement row)
    {
        string[] cells = [.. row.EnumerateArray().Select(cell => cell.GetString()!)];
        string tag = cells.Length == 5 ? cells[0] : "";
        if (tag is not ['(', _, _, _, _, ',', 'x', 'x', _, _, ')']) throw new InvalidDataException($"Not a row of Table E.3.10-1: {row}");
        return new SafePrivateRow(
            ushort.Parse(tag[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            byte.Parse(tag[8..10], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            cells[1].Trim(),
            cells[2],
            cells[4]);
    }
}
