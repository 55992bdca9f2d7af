namespace GenerateTables;

/// <summary>Writes the tables that <c>DataDictionary</c> searches.</summary>
internal static class DataDictionaryWriter
{
    private const string VrComment =
        """
        VR of each row: its two characters, the first in the high octet ('P' << 8 | 'N').
        0x0001: US or SS. 0x0002: OB or OW. 0x0003: US or OW, US or SS or OW. 0x0000: none (Items and delimiters).
        """;

    public static GeneratedFile Write(DataDictionarySource dictionary)
    {
        IReadOnlyList<DataDictionaryRow> exact = dictionary.Exact;
        IReadOnlyList<DataDictionaryRow> masked = dictionary.Masked;
        List<string> keywords = [.. exact.Concat(masked).Select(row => row.Keyword)];
        List<int> offsets = [0];
        offsets.AddRange(keywords.Select(keyword => offsets[^1] + keyword.Length));
        IEnumerable<int> order = Enumerable.Range(0, exact.Count)
            .Where(index => keywords[index].Length > 0)
            .OrderBy(index => keywords[index], StringComparer.Ordinal);

        GeneratedFile file = new("data/dictionary.tsv (PS3.6, PS3.7)", "Dicom.Cms.Data");
        file.Line("public static partial class DataDictionary");
        file.Line("{");
        file.Line($"    private const int LongestKeyword = {keywords.Max(keyword => keyword.Length)};");
        file.Line();
        file.Span("uint", "TagTable", exact.Select(row => $"0x{row.Tag:X8}"), "Tags without wildcard digits, ascending.", "internal");
        file.Span("ushort", "VrTable", exact.Select(row => Vr(row.Vr)), VrComment);
        file.Span(
            "uint",
            "MaskedTagTable",
            masked.Select(row => $"0x{row.Tag:X8}"),
            "Tags with wildcard digits, such as (60xx,3000): a tag matches when tag & mask is the value.",
            "internal");
        file.Span(
            "uint",
            "MaskTable",
            masked.Select(row => $"0x{row.Mask:X8}"),
            "Masks of MaskedTagTable. A wildcard group keeps its lowest bit: odd groups are private.",
            "internal");
        file.Span("ushort", "MaskedVrTable", masked.Select(row => Vr(row.Vr)), "VRs of MaskedTagTable, encoded as in VrTable.");
        file.Span(
            "int",
            "KeywordOffset",
            offsets.Select(offset => $"{offset}"),
            "Where each keyword begins in KeywordText: the rows of TagTable, then those of MaskedTagTable, then the end.");
        file.Span(
            "ushort",
            "KeywordOrder",
            order.Select(index => $"{index}"),
            "Rows of TagTable that have a keyword, in ordinal order of their keywords.");
        WriteKeywordText(file, keywords);
        file.Line("}");
        return file;
    }

    private static void WriteKeywordText(GeneratedFile file, List<string> keywords)
    {
        string text = string.Concat(keywords);
        if (text.Any(character => !char.IsAsciiLetterOrDigit(character)))
        {
            throw new InvalidDataException("A keyword is not made of letters and digits: PS3.6 6.");
        }

        file.Text("KeywordText", text, "All keywords, one after another.");
    }

    private static string Vr(string vr) => vr switch
    {
        "" => "0x0000",
        "US or SS" => "0x0001",
        "OB or OW" => "0x0002",
        "US or OW" or "US or SS or OW" => "0x0003",
        { Length: 2 } => $"0x{(vr[0] << 8) | vr[1]:X4}",
        _ => throw new InvalidDataException($"Unknown VR: {vr}"),
    };
}
