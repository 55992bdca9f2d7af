using System.Text;
using GenerateTables;

// Usage: dotnet run --project eng/GenerateTables [-- --check]
// Regenerates the committed .g.cs tables (and .g.txt) under src from data/, one from docs/.
// Same input, same bytes: sorted rows, LF, no clock, no culture.
// With --check it writes nothing, and the exit code is 1 if a file is out of date.
if (args is not ([] or ["--check"]))
{
    Console.Error.WriteLine("usage: GenerateTables [--check]");
    return 2;
}

string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "Dicom.Cms.sln")))
    root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("GenerateTables must run inside the repository.");

string Data(string name) => Path.Combine(root, "data", name);

DataDictionarySource dictionary = DataDictionarySource.Load(Data("dictionary.tsv"));
ConfidentialitySource confidentiality = ConfidentialitySource.Load(Data("table_E.1-1_2026d.json"));
AttributeTypesSource types = AttributeTypesSource.Load(
    Data("iod_types_of_compound_rows_2016.tsv"),
    Data("sop_classes.tsv"),
    confidentiality.CompoundTags);
IReadOnlyList<StructuredContentRow> structuredContent = StructuredContentSource.Load(Data("table_E.3.4-1_2023b.json"));

Dictionary<string, string> files = new(StringComparer.Ordinal)
{
    ["Tags.g.cs"] = TagsWriter.Write(dictionary).ToString(),
    ["PublicAPI.Unshipped.Tags.g.txt"] = TagsWriter.PublicApi(dictionary),
    ["DataDictionary.Table.g.cs"] = DataDictionaryWriter.Write(dictionary).ToString(),
    ["ConfidentialityTable.g.cs"] = ConfidentialityWriter.Write(confidentiality).ToString(),
    ["AttributeTypes.g.cs"] = AttributeTypesWriter.Write(types).ToString(),
    ["SafePrivateTable.g.cs"] = SafePrivateWriter.Write(SafePrivateSource.Load(Data("table_E.3.10-1_2023b.json"))).ToString(),
    ["CanonicalKinds.Table.g.cs"] = CanonicalKindsWriter.Write(Path.Combine(root, "docs", "restoration-kinds.tsv")).ToString(),
    ["StructuredContentTable.g.cs"] = StructuredContentWriter.Write(structuredContent).ToString(),
};

// A table stands beside the type that it is a part of, wherever that is: only its name is known here.
string[] committed = Directory.GetFiles(Path.Combine(root, "src"), "*.g.*", SearchOption.AllDirectories);
int stale = 0;
foreach ((string name, string text) in files)
{
    string path = committed.Single(path => Path.GetFileName(path) == name);
    if (File.ReadAllText(path) == text) continue;
    stale++;
    Console.WriteLine($"{(args is [] ? "written" : "out of date")}: {Path.GetRelativePath(root, path)}");
    if (args is []) File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}

Console.WriteLine($"SOP Classes without an IOD in the Type table: {types.UnmatchedSopClasses.Count}");
Console.WriteLine($"{files.Count} generated files, {stale} {(args is [] ? "written" : "out of date")}");
return args is [] || stale == 0 ? 0 : 1;
