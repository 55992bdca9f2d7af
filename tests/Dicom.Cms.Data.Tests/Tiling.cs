namespace Dicom.Cms.Data.Tests;

/// <summary>What rule 3 of exactness promises: elements touch each other, and the suffix takes the rest.</summary>
internal static class Tiling
{
    public static void Check(DicomObject file, string because = "")
    {
        long position = file.IsDeflated ? 0 : file.PrefixLength;
        foreach (ElementLocation element in file.Elements)
        {
            if (element.Offset != position) element.Offset.Should().Be(position, because);
            (element.ValueOffset - element.Offset).Should().BeInRange(8, 12, because);
            (element.Length, element.ValueLength).Should().Be((element.End - element.Offset, element.End - element.ValueOffset));
            position = element.End;
        }

        file.DataSetSuffix.Should().Be((position, file.DataSetSource.Length - position), because);
    }
}
