namespace GenerateTables;

/// <summary>Writes the table that <c>SafePrivateTable</c> searches.</summary>
internal static class SafePrivateWriter
{
    private const string VrComment =
        """
        VR of each row: its two characters, the first in the high octet ('P' << 8 | 'N').
        0x0002: OB or OW. 0x0000: the table gives none.
        """;

    public static GeneratedFile Write(SafePrivateSource table)
    {
        GeneratedFile file = new("data/table_E.3.10-1_2023b.json (PS3.15 2023b Table E.3.10-1, © NEMA)", "Dicom.Cms");
        file.Line("internal static partial class SafePrivateTable");
        file.Line("{");
        file.Line("    /// <summary>The edition of PS3.15 whose Table E.3.10-1 this is.</summary>");
        file.Line("    internal const string Edition = \"2023b\";");
        file.Line();
        file.Span(
            "uint",
            "KeyTable",
            table.Rows.Select(row => $"0x{table.KeyOf(row):X8}"),
            "Rows, ascending: number of the Private Creator << 24 | group << 8 | last octet of the element number.",
            "internal");
        file.Span("ushort", "VrTable", table.Rows.Select(row => Vr(row.Vr)), VrComment);

        // A UID in a private Attribute is a version or names an Instance; PS3.15 E.1.1 has every reference to Instances protected.
        file.Span(
            "uint",
            "InstanceTable",
            table.Rows.Where(NamesInstance).Select(row => $"0x{table.KeyOf(row):X8}"),
            "Rows of VR UI that name an Instance, ascending: their values are replaced as those of the action U.",
            "internal");
        file.Comment("Number of a Private Creator, -1 when no row has it.");
        file.Line("    internal static int NumberOf(string creator) => creator switch");
        file.Line("    {");
        for (int index = 0; index < table.Creators.Count; index++) file.Line($"        \"{table.Creators[index]}\" => {index},");
        file.Line("        _ => -1,");
        file.Line("    };");
        file.Line("}");
        return file;
    }

    private static bool NamesInstance(SafePrivateRow row) => row.Vr == "UI" && row.Meaning.EndsWith(" UID", StringComparison.Ordinal);

    private static string Vr(string vr) => vr switch
    {
        "" => "0x0000",
        "OW/OB" => "0x0002",
        { Length: 2 } => $"0x{(vr[0] << 8) | vr[1]:X4}",
        _ => throw new InvalidDataException($"Unknown VR: {vr}"),
    };
}
