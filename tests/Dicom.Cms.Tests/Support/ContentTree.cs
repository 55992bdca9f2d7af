using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>The content of an object whatever its encoding: a line for each element, with its path, padding and VR left out.</summary>
internal static class ContentTree
{
    /// <summary>What de-identification says about itself in an object, and the Items it leaves there.</summary>
    public static readonly IReadOnlySet<uint> Bookkeeping = new HashSet<uint>
    {
        0x0012_0062, 0x0012_0063, 0x0012_0064, 0x0028_0301, 0x0028_0302, 0x0028_0303, 0x0400_0500,
    };

    public static string[] Of(byte[] file, bool withBookkeeping = false)
    {
        using DicomObject dicom = DicomObject.Read(file);
        List<string> lines = [];
        foreach (ElementLocation location in dicom.Elements)
        {
            if (location.Tag.IsItemOrDelimitation || (!withBookkeeping && Bookkeeping.Contains(location.Tag.Value))) continue;
            Add(lines, "", new DataElementReader().ReadElement(dicom.ReadElement(location), dicom.Encoding));
        }

        return [.. lines];
    }

    /// <summary>The line of one top-level element; null where the object has none.</summary>
    public static string? LineOf(byte[] file, uint tag) =>
        Of(file, withBookkeeping: true).FirstOrDefault(line => line.StartsWith(new Tag(tag).ToString(), StringComparison.Ordinal));

    private static void Add(List<string> lines, string path, DataElement element)
    {
        if (element.Tag.IsGroupLength) return;
        if (element.Items is not { } items)
        {
            lines.Add($"{path}{element.Tag}={Convert.ToHexString(element.Value.Span.TrimEnd("\0 "u8))}");
            return;
        }

        lines.Add($"{path}{element.Tag} {items.Count} Items");
        for (int i = 0; i < items.Count; i++)
        {
            foreach (DataElement inner in items[i].Elements) Add(lines, $"{path}{element.Tag}[{i}].", inner);
        }
    }
}
