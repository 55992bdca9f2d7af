namespace GenerateTables;

/// <summary>Writes the table that <c>StructuredContentTable</c> searches.</summary>
internal static class StructuredContentWriter
{
    public static GeneratedFile Write(IReadOnlyList<StructuredContentRow> rows)
    {
        List<int> offsets = [0];
        offsets.AddRange(rows.Select(row => offsets[^1] + row.Key.Length));

        GeneratedFile file = new("data/table_E.3.4-1_2023b.json (PS3.15 2023b Table E.3.4-1, © NEMA)", "Dicom.Cms");
        file.Line("internal static partial class StructuredContentTable");
        file.Line("{");
        file.Line("    /// <summary>The edition of PS3.15 whose Table E.3.4-1 this is.</summary>");
        file.Line("    internal const string Edition = \"2023b\";");
        file.Line();
        file.Span(
            "byte",
            "BasicProfile",
            rows.Select(row => $"{Action(row.Basic)}"),
            "Basic Profile of each row, a ConfidentialityAction.",
            "internal");
        file.Span(
            "ushort",
            "KeepTable",
            rows.Select(row => $"{(int)row.Keep}"),
            "The options under which each row has K: ProfileOptions.",
            "internal");
        file.Span(
            "ushort",
            "CleanTable",
            rows.Select(row => $"{(int)row.Clean}"),
            "The options under which each row has C: ProfileOptions.",
            "internal");
        file.Span(
            "ushort",
            "KeyOffset",
            offsets.Select(offset => $"{offset}"),
            "Where the key of each row begins in KeyText, then the end.");
        file.Text(
            "KeyText",
            string.Concat(rows.Select(row => row.Key)),
            "Code Value|Coding Scheme Designator|Value Type of each row, in ordinal order.");
        file.Line("}");
        return file;
    }

    /// <summary>Value of the action in <c>ConfidentialityAction</c>.</summary>
    private static int Action(string code) => code switch
    {
        "X" => 1,
        "D" => 3,
        "X/D" => 7,
        _ => throw new InvalidDataException($"Unknown action: {code}"),
    };
}
