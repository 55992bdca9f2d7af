using FellowOakDicom;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>Files for tests.</summary>
internal static class TestFiles
{
    /// <summary>
    /// Writes a data set as it is. fo-dicom's own writer would encode texts anew when they are not in the character set that the data
    /// set states; the presentation does not.
    /// </summary>
    public static void WriteRaw(DicomDataset dataset, string path)
    {
        using PresentedDataset presented = PresentedDataset.Of(dataset, fileMetaInfo: null, PresentedSyntax.For(dataset));
        File.WriteAllBytes(path, presented.ReadRange(0, (int)presented.Length).ToArray());
    }
}
