using System.Text;
using Dicom.Cms.Testing;
using FellowOakDicom;
using Xunit.Abstractions;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>Every file of the corpus that fo-dicom opens, there and back, by comparison of raw elements.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    /// <summary>What does not survive the way through a file, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["pydicom-nested_priv_SQ.dcm"] = "a private Sequence in implicit VR: without a VR, fo-dicom takes what is saved of it for UN",
        ["pydicom-meta_missing_tsyntax.dcm"] =
            "no Transfer Syntax: the library finds implicit VR, in which fo-dicom takes Pixel Data for OW",
        ["syn-oddlen-patientid.dcm"] = "an odd value comes back padded",
    };

    [SharedFact]
    public void Recover_WhatTheAdapterProtected_GivesEveryRawElement() => RoundTrip(throughFile: false, file =>
    {
        DicomFile recovered = file.Protect(TestKeys.ForArchive).Recover(TestKeys.ByArchive, out RecoveryResult result);
        result.Outcome.Should().Be(RecoveryOutcome.Original);
        recovered.Dataset.InternalTransferSyntax.Should().Be(file.Dataset.InternalTransferSyntax);
        return (recovered.Dataset, result);
    });

    [SharedFact]
    public void Recover_WhatTheAdapterProtectedAndFoDicomSaved_IsRecoveredByTheLibrary() => RoundTrip(throughFile: true, file =>
    {
        // fo-dicom itself saves neither ACR-NEMA nor what is in a Transfer Syntax that it does not know.
        if (file.Format != DicomFileFormat.DICOM3 || DicomTransferSyntax.Query(file.Dataset.InternalTransferSyntax.UID) is null)
            return null;
        using MemoryStream saved = new(), recovered = new();
        file.Protect(TestKeys.ForArchive).Save(saved);
        saved.Position = 0;

        RecoveryResult result = TestKeys.ByArchive.Recover(saved, recovered);

        recovered.Position = 0;
        return (DicomFile.Open(recovered, FileReadOption.ReadAll).Dataset, result);
    });

    [SharedFact]
    public void Recover_WhatTheLibraryProtected_GivesEveryRawElement() => RoundTrip(throughFile: true, file =>
    {
        using MemoryStream protectedFile = new();
        using (FileStream source = File.OpenRead(file.File.Name)) TestKeys.ForArchive.Protect(source, protectedFile);
        protectedFile.Position = 0;

        DicomFile recovered = DicomFile.Open(protectedFile, FileReadOption.ReadAll).Recover(TestKeys.ByArchive, out RecoveryResult result);

        return (recovered.Dataset, result);
    });

    // Of AT in big endian, fo-dicom turns four octets, not twice two (PS3.5 7.3). Recovery gives the value that the file has.
    private static bool IsTurnedTag(string line, DicomFile file) =>
        file.FileMetaInfo.TransferSyntax == DicomTransferSyntax.ExplicitVRBigEndian && line.Contains(" AT ", StringComparison.Ordinal);

    private void RoundTrip(bool throughFile, Func<DicomFile, (DicomDataset Recovered, RecoveryResult Result)?> run)
    {
        Dictionary<RecoveryOutcome, int> outcomes = [];
        StringBuilder differences = new();
        foreach ((string name, DicomFile file) in Opened())
        {
            IReadOnlyList<string> original = RawElements.Of(file.Dataset);
            if (run(file) is not { } outcome) continue;
            RecoveryOutcome kind = outcome.Result.Outcome;
            outcomes[kind] = outcomes.GetValueOrDefault(kind) + 1;
            if (kind != RecoveryOutcome.Original) output.WriteLine($"{name}: {kind}, {file.Dataset.InternalTransferSyntax}");

            bool isException = throughFile && Exceptions.ContainsKey(name);
            if (isException) output.WriteLine($"  {Exceptions[name]}");
            IEnumerable<string> lines = RawElements.Compare(original, outcome.Recovered)
                .Where(line => !isException && !IsLostOnRestoring(line, kind, file) && !(throughFile && IsTurnedTag(line, file)));
            foreach (string line in lines) differences.AppendLine($"{name} {line[..Math.Min(line.Length, 80)]}");
            RawElements.Compare(original, file.Dataset).Should().BeEmpty("{0} itself is not changed", name);
        }

        output.WriteLine(string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}")));
        differences.ToString().Should().BeEmpty();
        outcomes.Values.Sum().Should().BeGreaterThan(200);
    }

    /// <summary>Group lengths, which count octets that are no longer there; and AT in big endian, of which fo-dicom swaps four octets
    /// for two.</summary>
    private static bool IsLostOnRestoring(string line, RecoveryOutcome outcome, DicomFile file) => outcome != RecoveryOutcome.Original
        && (line.Contains("0000 UL ", StringComparison.Ordinal)
            || (line.Contains(" AT ", StringComparison.Ordinal)
                && file.Dataset.InternalTransferSyntax == DicomTransferSyntax.ExplicitVRBigEndian));

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

        output.WriteLine($"{DicomImplementation.Version} opens {count} files, {directories} of them directories");
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
