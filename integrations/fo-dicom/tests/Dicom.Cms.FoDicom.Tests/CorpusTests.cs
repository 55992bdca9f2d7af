using Dicom.Cms.Testing;
using FellowOakDicom;
using FluentAssertions.Execution;
using Xunit.Abstractions;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>Every file of the corpus that fo-dicom opens, there and back.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Recover_EveryFileThatOpens_GivesEveryRawElement()
    {
        Dictionary<RecoveryOutcome, int> outcomes = [];
        using AssertionScope scope = new();
        foreach ((string name, DicomFile file) in Opened())
        {
            IReadOnlyList<string> original = RawElements.Of(file.Dataset), meta = RawElements.Of(file.FileMetaInfo);

            DicomFile protectedFile = file.Protect(TestKeys.ForArchive);
            DicomFile recovered = protectedFile.Recover(TestKeys.ByArchive, out RecoveryResult result);

            RawElements.Of(recovered.Dataset).Should().Equal(original, name);
            RawElements.Of(file.Dataset).Should().Equal(original, "{0} is not changed", name);
            recovered.Dataset.InternalTransferSyntax.Should().Be(file.Dataset.InternalTransferSyntax, name);
            outcomes[result.Outcome] = outcomes.GetValueOrDefault(result.Outcome) + 1;
            result.Outcome.Should().Be(RecoveryOutcome.Original, name);
        }

        output.WriteLine(string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}")));
        outcomes.Values.Sum().Should().BeGreaterThan(200);
    }

    private IEnumerable<(string Name, DicomFile File)> Opened()
    {
        int count = 0, directories = 0;
        foreach (string path in SharedFolder.FilesOf("corpus"))
        {
            DicomFile? file = TryOpen(path);
            if (file is null) continue;
            count++;
            if (file.Dataset.Contains(DicomTag.DirectoryRecordSequence)) directories++; // Created anew, not protected (PS3.15 E.1.1).
            else yield return (Path.GetFileName(path), file);
        }

        output.WriteLine($"fo-dicom {DicomImplementation.Version} opens {count} files, {directories} of them directories");
    }

    private DicomFile? TryOpen(string path)
    {
        try
        {
            return DicomFile.Open(path);
        }
        catch (DicomFileException failure)
        {
            output.WriteLine($"{Path.GetFileName(path)}: {failure.GetType().Name}");
            return null;
        }
    }
}
