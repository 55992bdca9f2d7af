namespace GenerateTables;

/// <summary>
/// Writes the table by which the canonical form of restoration record 2 tells text from octets. docs/restoration-kinds.tsv is frozen with
/// that version: the dictionary may change, the table may not.
/// </summary>
internal static class CanonicalKindsWriter
{
    private static readonly string[] s_kinds = ["octets", "text", "uid", "number"];

    public static GeneratedFile Write(string path)
    {
        (string Tag, string Kind)[] rows = [.. TabSeparated.Read(path).Select(row => (row("tag"), row("kind")))];
        (string Tag, string Kind)[] masked = [.. rows.Where(row => row.Tag.Contains('x', StringComparison.Ordinal))];
        GeneratedFile file = new("docs/restoration-kinds.tsv, frozen with version 2 of the restoration record", "Dicom.Cms");
        file.Line("internal static partial class CanonicalKinds");
        file.Line("{");
        file.Span("uint", "TextTags", TagsOf(rows, "text"), "Tags of text, ascending.");
        file.Span("uint", "UidTags", TagsOf(rows, "uid"), "Tags of UIDs, ascending.");
        file.Span("uint", "NumberTags", TagsOf(rows, "number"), "Tags of DS and IS, ascending.");
        file.Span(
            "uint", "MaskedTags", masked.Select(row => Hex(row.Tag.Replace('x', '0'))), "Tags of repeating groups and elements, 0 for x.");
        file.Span("uint", "Masks", masked.Select(row => Hex(MaskOf(row.Tag))), "What of a tag counts for each of them.");
        file.Span("byte", "MaskedKinds", masked.Select(row => $"{Array.IndexOf(s_kinds, row.Kind)}"), "The kind of each of them.");
        file.Line("}");
        return file;
    }

    private static IEnumerable<string> TagsOf((string Tag, string Kind)[] rows, string kind) => rows
        .Where(row => row.Kind == kind && !row.Tag.Contains('x', StringComparison.Ordinal))
        .Select(row => Hex(row.Tag))
        .Order(StringComparer.Ordinal);

    private static string Hex(string digits) => $"0x{digits.ToUpperInvariant()}";

    private static string MaskOf(string tag) => string.Concat(tag.Select(digit => digit == 'x' ? '0' : 'f'));
}
