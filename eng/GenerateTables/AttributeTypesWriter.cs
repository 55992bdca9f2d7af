namespace GenerateTables;

/// <summary>Writes the tables that <c>AttributeTypes</c> searches.</summary>
internal static class AttributeTypesWriter
{
    public static GeneratedFile Write(AttributeTypesSource types)
    {
        GeneratedFile file = new(
            "data/iod_types_of_compound_rows_2016.tsv (PS3.3 of about 2016), data/sop_classes.tsv (PS3.4 B.5)",
            "Dicom.Cms");
        file.Line("internal static partial class AttributeTypes");
        file.Line("{");
        file.Span(
            "uint",
            "TagTable",
            types.Tags.Select(tag => $"0x{tag:X8}"),
            "Tags with a compound action in PS3.15 Table E.1-1 that some IOD is known to have, ascending.",
            "internal");
        WriteTypes(file, types);
        WriteIodOf(file, types);
        file.Line("}");
        return file;
    }

    private static void WriteTypes(GeneratedFile file, AttributeTypesSource types)
    {
        file.Comment("One line per IOD, one column per row of TagTable: an AttributeType, 0 where the IOD does not have the Attribute.");
        file.Line("    private static ReadOnlySpan<byte> TypeTable =>");
        file.Line("    [");
        for (int index = 0; index < types.Iods.Count; index++)
        {
            string row = string.Join(",", types.Tags.Select(tag => types.TypeOf(types.Iods[index], tag)));
            file.Line($"        {row}, // {index}: {types.Iods[index]}");
        }

        file.Line("    ];");
        file.Line();
    }

    private static void WriteIodOf(GeneratedFile file, AttributeTypesSource types)
    {
        List<string> iods = [.. types.Iods];
        file.Comment("Line of TypeTable for a SOP Class, -1 when its IOD is not known. Not known, because younger than the source:");
        foreach (SopClass sopClass in types.UnmatchedSopClasses)
        {
            file.Comment($"  {sopClass.Uid} {sopClass.Name}");
        }

        file.Line("    private static int IodOf(string sopClassUid) => sopClassUid switch");
        file.Line("    {");
        foreach (SopClass sopClass in types.SopClasses)
        {
            file.Line($"        \"{sopClass.Uid}\" => {iods.IndexOf(sopClass.Iod)}, // {sopClass.Name}");
        }

        file.Line("        _ => -1,");
        file.Line("    };");
    }
}
