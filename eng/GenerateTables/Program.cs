using GenerateTables;

// Usage: dotnet run --project eng/GenerateTables -- <shared data folder> <repository root>
// Regenerates the committed .g.cs tables. Same input, same bytes: sorted rows, LF, no clock, no culture.
if (args.Length != 2 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: GenerateTables <shared data folder> <repository root>");
    return 2;
}

string data = args[0];
string root = args[1];

DataDictionarySource dictionary = DataDictionarySource.Load(Path.Combine(data, "dictionary.tsv"));
TagsWriter.Write(dictionary, Path.Combine(root, "src/Dicom.Cms.Data/Dictionary/Tags.g.cs"));
DataDictionaryWriter.Write(dictionary, Path.Combine(root, "src/Dicom.Cms.Data/Dictionary/DataDictionary.Table.g.cs"));

ConfidentialitySource confidentiality = ConfidentialitySource.Load(Path.Combine(data, "table_E.1-1_2026d.json"));
ConfidentialityWriter.Write(confidentiality, Path.Combine(root, "src/Dicom.Cms/Deidentification/Profiles/ConfidentialityTable.g.cs"));

AttributeTypesSource types = AttributeTypesSource.Load(
    Path.Combine(data, "iod_types_of_compound_rows_2016.tsv"),
    Path.Combine(data, "sop_classes.tsv"),
    confidentiality.CompoundTags);
AttributeTypesWriter.Write(types, Path.Combine(root, "src/Dicom.Cms/Deidentification/Profiles/AttributeTypes.g.cs"));

SafePrivateSource safePrivate = SafePrivateSource.Load(Path.Combine(data, "table_E.3.10-1_2023b.json"));
SafePrivateWriter.Write(safePrivate, Path.Combine(root, "src/Dicom.Cms/Deidentification/Profiles/SafePrivateTable.g.cs"));

IReadOnlyList<StructuredContentRow> structuredContent = StructuredContentSource.Load(Path.Combine(data, "table_E.3.4-1_2023b.json"));
StructuredContentWriter.Write(structuredContent, Path.Combine(root, "src/Dicom.Cms/Deidentification/Profiles/StructuredContentTable.g.cs"));
Console.WriteLine($"SOP Classes without an IOD in the Type table: {types.UnmatchedSopClasses.Count}");
return 0;
