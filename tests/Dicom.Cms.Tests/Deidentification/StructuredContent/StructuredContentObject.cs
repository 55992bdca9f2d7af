using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Content Items, octet by octet (PS3.3 C.17.3).</summary>
internal static class StructuredContentObject
{
    public const uint ContentSequence = 0x0040_A730, ConceptName = 0x0040_A043;
    public const string Text = "SMITH has a nodule", Instance = "1.2.3.4.5.7";

    public static DicomBytes Report(WireEncoding encoding, params Action<DicomBytes>[] items) =>
        Head(encoding).Sequence(ContentSequence, items);

    /// <summary>A patient SMITH^JOHN, whose study was on 2024-02-28.</summary>
    public static DicomBytes Head(WireEncoding encoding) => DicomBytes.In(encoding)
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.88.33")
        .Text(0x0008_0018, "UI", "1.2.3.4.5.1")
        .Text(0x0008_0020, "DA", "20240228")
        .Text(0x0010_0010, "PN", "SMITH^JOHN")
        .Text(0x0020_000D, "UI", "1.2.3.4.5.2");

    /// <summary>A Content Item with a value of its type.</summary>
    public static Action<DicomBytes> Item(string code, string scheme, string valueType, params Action<DicomBytes>[] children) =>
        Item("CONTAINS", code, scheme, valueType, children);

    public static Action<DicomBytes> Item(string relationship, string code, string scheme, string valueType,
        Action<DicomBytes>[] children) => item =>
    {
        if (valueType is "IMAGE" or "COMPOSITE" or "WAVEFORM")
        {
            item.Sequence(0x0008_1199, reference =>
                reference.Text(0x0008_1150, "UI", "1.2.840.10008.5.1.4.1.1.2").Text(0x0008_1155, "UI", Instance));
        }

        item.Text(0x0040_A010, "CS", relationship).Text(0x0040_A040, "CS", valueType);
        item.Sequence(ConceptName, concept => Code(concept, code, scheme));
        AddValue(item, valueType, code);
        if (children.Length > 0) item.Sequence(ContentSequence, children);
    };

    public static Action<DicomBytes> Reference(string relationship, params ushort[] path) => item =>
    {
        byte[] value =
            [.. path.SelectMany(number =>
                item.Encoding == WireEncoding.ExplicitBigEndian ? new byte[] { 0, 0, 0, (byte)number } : [(byte)number, 0, 0, 0])];
        item.Text(0x0040_A010, "CS", relationship).Bytes(0x0040_DB73, "UL", value);
    };

    public static DicomBytes Code(DicomBytes item, string code, string scheme, string meaning = "a meaning") =>
        item.Text(0x0008_0100, "SH", code).Text(0x0008_0102, "SH", scheme).Text(0x0008_0104, "LO", meaning);

    public static IReadOnlyList<SequenceItem> ItemsOf(this DataElement[] elements, uint sequence = ContentSequence) =>
        elements.Find(sequence)?.Items ?? [];

    public static string Concept(this SequenceItem item) => item.Find(ConceptName)?.Items![0].Find(0x0008_0100).Text() ?? "(reference)";

    /// <summary>The Content Items of a concept and Value Type, at any depth.</summary>
    public static SequenceItem? Find(this IReadOnlyList<SequenceItem> items, string concept, string valueType)
    {
        foreach (SequenceItem item in items)
        {
            if (item.Concept() == concept && item.Find(0x0040_A040).Text() == valueType) return item;
            if ((item.Find(ContentSequence)?.Items ?? []).Find(concept, valueType) is { } found) return found;
        }

        return null;
    }

    /// <summary>The value of a Content Item as one text.</summary>
    public static string Value(this SequenceItem item) => item.Find(0x0040_A040).Text() switch
    {
        "TEXT" => item.Find(0x0040_A160).Text(),
        "PNAME" => item.Find(0x0040_A123).Text(),
        "DATE" => item.Find(0x0040_A121).Text(),
        "TIME" => item.Find(0x0040_A122).Text(),
        "DATETIME" => item.Find(0x0040_A120).Text(),
        "UIDREF" => item.Find(0x0040_A124).Text(),
        "NUM" => item.Find(0x0040_A300)!.Items![0].Find(0x0040_A30A).Text(),
        "CODE" => item.Find(0x0040_A168)!.Items![0].Find(0x0008_0104).Text(),
        "IMAGE" or "COMPOSITE" or "WAVEFORM" => item.Find(0x0008_1199)!.Items![0].Find(0x0008_1155).Text(),
        _ => "",
    };

    private static void AddValue(DicomBytes item, string valueType, string code)
    {
        switch (valueType)
        {
            case "TEXT":
                item.Text(0x0040_A160, "UT", $"{Text} {code}"); // no two alike: an identifier is cut out of all text
                break;
            case "PNAME":
                item.Text(0x0040_A123, "PN", "DOE^JANE");
                break;
            case "DATE":
                item.Text(0x0040_A121, "DA", "20240301");
                break;
            case "TIME":
                item.Text(0x0040_A122, "TM", "112233");
                break;
            case "DATETIME":
                item.Text(0x0040_A120, "DT", "20240301112233");
                break;
            case "UIDREF":
                item.Text(0x0040_A124, "UI", $"1.2.3.4.5.6.{code}");
                break;
            case "NUM":
                item.Sequence(0x0040_A300, value =>
                    value.Sequence(0x0040_08EA, unit => Code(unit, "mm", "UCUM", "millimeter")).Text(0x0040_A30A, "DS", "17.5"));
                break;
            case "CODE":
                item.Sequence(0x0040_A168, value => Code(value, "F", "DCM", "Female"));
                break;
            default:
                break;
        }
    }
}
