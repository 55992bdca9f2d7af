using System.Security.Cryptography;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>A data set as lines, one for each raw element at every depth: path, VR, Private Creator, length and digest of the
/// value.</summary>
internal static class RawElements
{
    public static IReadOnlyList<string> Of(DicomDataset dataset) => [.. LinesOf(dataset, "")];

    /// <summary>What one has and the other has not, in order; empty for the same data set.</summary>
    public static IReadOnlyList<string> Compare(IReadOnlyList<string> expected, DicomDataset actual)
    {
        IReadOnlyList<string> lines = Of(actual);
        string[] difference =
            [.. expected.Except(lines).Select(line => $"- {line}"), .. lines.Except(expected).Select(line => $"+ {line}")];
        return difference.Length > 0 || lines.SequenceEqual(expected) ? difference : ["the order differs"];
    }

    private static IEnumerable<string> LinesOf(DicomDataset dataset, string path) => dataset.SelectMany(item => LinesOf(item, path));

    private static IEnumerable<string> LinesOf(DicomItem item, string path)
    {
        string name = $"{path}{item.Tag.Group:X4}{item.Tag.Element:X4} {item.ValueRepresentation.Code} {item.Tag.PrivateCreator?.Creator}";
        return item switch
        {
            DicomSequence sequence =>
                [$"{name} {sequence.Items.Count} Items",
                    .. sequence.Items.SelectMany((nested, i) => LinesOf(nested, $"{path}{item.Tag.Group:X4}{item.Tag.Element:X4}[{i}]."))],
            DicomFragmentSequence fragments =>
                [$"{name} offsets {string.Join(',', fragments.OffsetTable)}",
                    .. fragments.Fragments.Select(fragment => $"{name} {Describe(fragment)}")],
            DicomElement element => [$"{name} {Describe(element.Buffer)}"],
            _ => throw new InvalidOperationException(item.GetType().Name),
        };
    }

    private static string Describe(IByteBuffer buffer) => $"{buffer.Size} {Convert.ToHexString(SHA256.HashData(buffer.Data))}";
}
