using System.Text.Json;
using System.Text.RegularExpressions;

namespace GenerateTables;

/// <summary>One row of PS3.15 Table E.3.4-1, with the options that keep or clean what it names.</summary>
internal sealed record StructuredContentRow(
    string Name,
    string Code,
    string Scheme,
    string ValueType,
    string Basic,
    Options Keep,
    Options Clean)
{
    public string Key => $"{Code}|{Scheme}|{ValueType}";
}

/// <summary>The bits of <c>ProfileOptions</c>.</summary>
[Flags]
internal enum Options
{
    None = 0,
    RetainUids = 1 << 1,
    RetainDeviceIdentity = 1 << 2,
    RetainInstitutionIdentity = 1 << 3,
    RetainPatientCharacteristics = 1 << 4,
    RetainLongitudinalFullDates = 1 << 5,
    RetainLongitudinalModifiedDates = 1 << 6,
    CleanDescriptors = 1 << 7,
}

/// <summary>
/// PS3.15 Table E.3.4-1. The source has lost the empty cells of the option columns, so that "K" does not say whose it is. It follows from
/// the Value Type, but for text that may be of a device or an institution: those rows are named one by one.
/// </summary>
internal static class StructuredContentSource
{
    private static readonly Dictionary<string, Options> TextKeptBy = new(StringComparer.Ordinal)
    {
        ["110119 DCM"] = Options.RetainDeviceIdentity, // Station AE Title
        ["113832 DCM"] = Options.RetainDeviceIdentity, // Identification of the X-Ray Source
        ["113873 DCM"] = Options.RetainInstitutionIdentity, // Organization Name
        ["113877 DCM"] = Options.RetainDeviceIdentity, // Device Name
        ["113880 DCM"] = Options.RetainDeviceIdentity, // Device Serial Number
        ["120999 DCM"] = Options.RetainDeviceIdentity, // Device Description
        ["121009 DCM"] = Options.RetainInstitutionIdentity, // Person Observer's Organization Name
        ["121013 DCM"] = Options.RetainDeviceIdentity, // Device Observer Name
        ["121016 DCM"] = Options.RetainDeviceIdentity, // Device Observer Serial Number
        ["121017 DCM"] = Options.RetainDeviceIdentity, // Device Observer Physical Location During Observation
        ["121122 DCM"] = Options.RetainDeviceIdentity, // Equipment Identification
        ["121193 DCM"] = Options.RetainDeviceIdentity, // Device Subject Name
        ["121196 DCM"] = Options.RetainDeviceIdentity, // Device Subject Serial Number
        ["121197 DCM"] = Options.RetainDeviceIdentity, // Device Subject Physical Location during observation
        ["121434 DCM"] = Options.RetainInstitutionIdentity, // Service Delivery Location
        ["122128 DCM"] = Options.RetainInstitutionIdentity, // Patient Transferred From
        ["130527 DCM"] = Options.RetainDeviceIdentity, // Identification of the Attenuator
        ["74711-3 LN"] = Options.RetainDeviceIdentity, // Unique Device Identifier
    };

    public static IReadOnlyList<StructuredContentRow> Load(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        List<StructuredContentRow> rows =
        [
            .. document.RootElement.EnumerateArray().Select(row => Parse([.. row.EnumerateArray().Select(cell => cell.GetString()!)]))
                .OrderBy(row => row.Key, StringComparer.Ordinal),
        ];
        if (rows.Select(row => row.Key).Distinct().Count() != rows.Count)
            throw new InvalidDataException("A concept has two rows for one Value Type.");
        return rows;
    }

    private static StructuredContentRow Parse(string[] cells)
    {
        if (cells is not [string name, string code, string scheme, string valueType, "N", "Y", string basic, .. string[] entries])
        {
            throw new InvalidDataException($"Not a row of Table E.3.4-1: {string.Join(", ", cells)}");
        }

        // "NCDR [2.0b]": designator and version. A Content Item states them in two Attributes, and we go by the first.
        string designator = Regex.Replace(scheme, @" \[.*\]$", "");
        (Options keep, Options clean) = EntriesOf($"{code} {designator}", valueType, string.Concat(entries));
        return new StructuredContentRow(name, code, designator, valueType, basic, keep, clean);
    }

    private static (Options Keep, Options Clean) EntriesOf(string concept, string valueType, string entries) => (valueType, entries) switch
    {
        ("DATE" or "TIME" or "DATETIME" or "TEXT" or "PNAME" or "NUM", "") => (Options.None, Options.None),
        ("DATE" or "TIME" or "DATETIME", "KC") => (Options.RetainLongitudinalFullDates, Options.RetainLongitudinalModifiedDates),
        ("TEXT", "C") => (Options.None, Options.CleanDescriptors),
        ("TEXT", "K") when TextKeptBy.TryGetValue(concept, out Options keep) => (keep, Options.None),
        ("TEXT", "KC") when TextKeptBy.TryGetValue(concept, out Options keep) => (keep, Options.CleanDescriptors),
        ("IMAGE" or "COMPOSITE" or "WAVEFORM" or "UIDREF", "K") => (Options.RetainUids, Options.None),
        ("UIDREF", "KK") => (Options.RetainUids | Options.RetainDeviceIdentity, Options.None),
        ("NUM" or "CODE", "K") => (Options.RetainPatientCharacteristics, Options.None),
        ("CONTAINER", "K") when concept == "121000 DCM" => (Options.RetainDeviceIdentity, Options.None), // Unique Device Identifiers
        _ => throw new InvalidDataException(
            $"Which options are \"{entries}\" of {concept}, {valueType}? Say so in {nameof(StructuredContentSource)}."),
    };
}
