namespace GenerateTables;

/// <summary>Writes the tables that <c>ConfidentialityTable</c> searches.</summary>
internal static class ConfidentialityWriter
{
    public static GeneratedFile Write(ConfidentialitySource table)
    {
        GeneratedFile file = new($"data/table_E.1-1_{table.Edition}.json (PS3.15 {table.Edition} Table E.1-1, © NEMA)", "Dicom.Cms");
        file.Line("internal static partial class ConfidentialityTable");
        file.Line("{");
        file.Line("    /// <summary>The edition of PS3.15 whose Table E.1-1 this is.</summary>");
        file.Line($"    internal const string Edition = \"{table.Edition}\";");
        file.Line();
        file.Line("    /// <summary>Octet of an option column that has no entry for a row: the Basic Profile's action stands.</summary>");
        file.Line("    internal const byte NoEntry = 0xFF;");
        file.Line();
        WritePatterns(file, table.Patterns);

        file.Span("uint", "TagTable", table.Exact.Select(row => $"0x{row.Tag:X8}"), "Rows with an exact tag, ascending.", "internal");
        file.Span(
            "byte",
            "BasicProfile",
            table.Exact.Select(row => $"{Action(row.Basic).Value}"),
            "Basic Profile of each row of TagTable, a ConfidentialityAction.",
            "internal");
        foreach (string option in table.OptionNames)
        {
            if (!table.Exact.Any(row => row.Options.ContainsKey(option)))
            {
                file.Comment($"{Pascal(option)} has no entry for an exact tag: see the pattern rows.");
                file.Line();
                continue;
            }

            IEnumerable<string> actions = table.Exact.Select(row =>
                row.Options.TryGetValue(option, out string? action) ? $"{Action(action).Value}" : "NoEntry");
            string comment = $"Option {option} of each row of TagTable: a ConfidentialityAction or NoEntry.";
            file.Span("byte", Pascal(option), actions, comment, "internal");
        }

        file.Line("}");
        return file;
    }

    private static void WritePatterns(GeneratedFile file, IReadOnlyList<ConfidentialityRow> patterns)
    {
        file.Comment("Rows that are patterns, and their entries:");
        foreach (ConfidentialityRow row in patterns)
        {
            IEnumerable<KeyValuePair<string, string>> entries = row.Options.OrderBy(option => option.Key, StringComparer.Ordinal);
            string options = string.Concat(entries.Select(option => $", {option.Key} {option.Value}"));
            file.Comment($"  {row.TagText}: {row.Name}: Basic Profile {row.Basic}{options}");
        }

        foreach (ConfidentialityRow row in patterns)
        {
            string name = row.Name.Replace(" ", "", StringComparison.Ordinal);
            file.Line($"    internal const ConfidentialityAction {name}Basic = ConfidentialityAction.{Action(row.Basic).Name};");
            foreach ((string option, string action) in row.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
            {
                string field = name + Pascal(option);
                file.Line($"    internal const ConfidentialityAction {field} = ConfidentialityAction.{Action(action).Name};");
            }
        }

        file.Line($"    internal const int PatternRows = {patterns.Count};");
        file.Line();
    }

    /// <summary>Value and name of the action in <c>ConfidentialityAction</c>.</summary>
    private static (int Value, string Name) Action(string code) => code switch
    {
        "K" => (0, "Keep"),
        "X" => (1, "Remove"),
        "Z" => (2, "Zero"),
        "D" => (3, "Dummy"),
        "U" => (4, "ReplaceUid"),
        "C" => (5, "Clean"),
        "X/Z" => (6, "RemoveOrZero"),
        "X/D" => (7, "RemoveOrDummy"),
        "Z/D" => (8, "ZeroOrDummy"),
        "X/Z/D" => (9, "RemoveOrZeroOrDummy"),
        "X/Z/U*" => (10, "RemoveOrZeroOrReplaceUid"),
        _ => throw new InvalidDataException($"Unknown action: {code}"),
    };

    private static string Pascal(string snake) =>
        string.Concat(snake.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
