using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Real files of public collections, read in place: environment variable DICOM_CMS_SHARED.</summary>
public sealed class CorpusTests
{
    private const int LargestElement = 4 << 20;

    [SharedFact]
    public void Read_EveryFile_TilesItsDataSet()
    {
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            using DicomObject file = DicomObject.Open(path);
            file.Elements.Should().NotBeEmpty(path);
            Tiling.Check(file, path);
        }
    }

    [SharedFact]
    public void Write_EveryTree_GivesTheSameOctets()
    {
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            using DicomObject file = DicomObject.Open(path);
            DataElementReader reader = new();
            foreach (ElementLocation location in file.Elements.Where(element => element.Length <= LargestElement))
            {
                ReadOnlyMemory<byte> bytes = file.ReadElement(location);
                byte[] written = DataElementWriter.Write(reader.ReadElement(bytes, file.Encoding), file.Encoding);
                written.AsSpan().SequenceEqual(bytes.Span).Should().BeTrue($"{path} {location.Tag}");
            }
        }
    }

    [SharedFact]
    public void Convert_EveryElement_ComesBackOrIsLoose()
    {
        int loose = 0;
        ElementConversion conversion = new(new DataElementReader());
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            using DicomObject file = DicomObject.Open(path);
            foreach (ElementLocation location in file.Elements.Where(element => element.Length <= LargestElement))
            {
                ReadOnlyMemory<byte> bytes = file.ReadElement(location);
                if (conversion.TryToExplicitLittleEndian(bytes, file.Encoding) is not { } converted)
                {
                    loose++;
                    continue;
                }

                converted.Length.Should().BeGreaterThanOrEqualTo(8, $"{path} {location.Tag}");
                ReadOnlyMemory<byte> back = conversion.FromExplicitLittleEndian(converted, file.Encoding);
                back.Span.SequenceEqual(bytes.Span).Should().BeTrue($"{path} {location.Tag}");
            }
        }

        loose.Should().BeLessThan(20, "docs/exactness.md counts 8 files that need rules 5, 7 or 8");
    }

    [SharedFact]
    public void Read_MalformedFiles_ThrowOrRead()
    {
        foreach (string path in SharedFolder.FilesOf("corpus-malformed"))
        {
            try
            {
                using DicomObject file = DicomObject.Open(path);
                Tiling.Check(file, path);
            }
            catch (DicomFormatException failure)
            {
                failure.Position.Should().NotBeNull(path);
            }
        }
    }
}
