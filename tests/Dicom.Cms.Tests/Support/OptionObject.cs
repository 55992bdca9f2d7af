using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Protects data sets under options, and looks into what comes out.</summary>
internal static class OptionObject
{
    public static DataElement[] Protect(DicomBytes dataSet, ProfileOptions options)
    {
        using DicomObject file = DicomObject.Read(dataSet.ToFile());
        ConfidentialityProfile profile = ConfidentialityProfile.Basic with { Options = options };
        using DicomObject output = Deidentifier.WithProfile(profile).WithoutRecovery().Build().Protect(file).Object;
        output.TransferSyntax.Uid.Should().Be(DicomBytes.UidOf(dataSet.Encoding));
        return ElementsOf(output);
    }

    public static DataElement[] Read(DicomBytes dataSet)
    {
        using DicomObject file = DicomObject.Read(dataSet.ToFile());
        return ElementsOf(file);
    }

    public static DataElement? Find(this IEnumerable<DataElement> elements, uint tag) =>
        elements.FirstOrDefault(element => element.Tag.Value == tag);

    public static DataElement? Find(this SequenceItem item, uint tag) => item.Find(new Tag(tag));

    public static string Text(this DataElement? element) =>
        element is null ? "(absent)" : Encoding.Latin1.GetString(element.Value.Span).TrimEnd('\0', ' ');

    public static string Hex(this DataElement? element) => element is null ? "(absent)" : Convert.ToHexString(element.Value.Span);

    private static DataElement[] ElementsOf(DicomObject file)
    {
        DataElementReader reader = new();
        return [.. file.Elements.Select(location => reader.ReadElement(file.ReadElement(location), file.Encoding))];
    }
}
