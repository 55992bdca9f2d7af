using System.Security;

namespace GenerateTables;

/// <summary>Writes <c>Tags</c>: one named constant-like property per Data Element with an exact tag.</summary>
internal static class TagsWriter
{
    public static GeneratedFile Write(DataDictionarySource dictionary)
    {
        GeneratedFile file = new("data/dictionary.tsv (PS3.6, PS3.7)", "Dicom.Cms.Data");
        file.Line("/// <summary>The Tags of the DICOM data dictionary by keyword (PS3.6 6 to 9, PS3.7 E).</summary>");
        file.Line("/// <remarks>Repeating groups such as (60xx,3000) have no single Tag and are not listed.</remarks>");
        file.Line("public static partial class Tags");
        file.Line("{");
        foreach (DataDictionaryRow row in Named(dictionary))
        {
            string vr = row.Vr.Length > 0 ? $", {row.Vr}" : "";
            string retired = row.Retired ? " Retired." : "";
            string tag = $"({row.Tag >> 16:X4},{row.Tag & 0xFFFF:X4})";
            file.Line($"    /// <summary>{tag} {SecurityElement.Escape(row.Name)}{vr}.{retired}</summary>");
            file.Line($"    public static Tag {row.Keyword} => new(0x{row.Tag:X8});");
        }

        file.Line("}");
        return file;
    }

    /// <summary>The entries of <c>Tags</c> in the public API: <c>dotnet format</c> leaves out what is generated.</summary>
    public static string PublicApi(DataDictionarySource dictionary)
    {
        IEnumerable<string> lines = Named(dictionary)
            .Select(row => $"static Dicom.Cms.Data.Tags.{row.Keyword}.get -> Dicom.Cms.Data.Tag")
            .Order(StringComparer.Ordinal);
        return string.Join('\n', lines.Prepend("Dicom.Cms.Data.Tags").Prepend("#nullable enable")) + "\n";
    }

    private static IEnumerable<DataDictionaryRow> Named(DataDictionarySource dictionary) =>
        dictionary.Exact.Where(row => row.Keyword.Length > 0);
}
