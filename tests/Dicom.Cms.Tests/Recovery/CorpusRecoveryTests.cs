using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Real files of public collections, read in place: environment variable DICOM_CMS_SHARED.</summary>
public sealed class CorpusRecoveryTests
{
    [SharedFact]
    public void Recover_EveryFileInEverySuite_GivesTheOriginal()
    {
        IReadOnlyList<string> paths = SharedFolder.FilesOf("corpus");
        int recovered = 0;
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            Deidentifier deidentifier = Roundtrip.Builder(suite).Build();
            foreach (string path in paths.Where(path => !path.Contains("DICOMDIR", StringComparison.Ordinal)))
            {
                byte[] original = File.ReadAllBytes(path);
                (byte[] output, RecoveryResult result) = Roundtrip.Recover(Roundtrip.Protect(original, deidentifier));

                string because = $"{Path.GetFileName(path)}, {suite.Name}";
                result.Outcome.Should().Be(RecoveryOutcome.Original, because);
                result.Warnings.Should().BeEmpty(because);
                Roundtrip.ShouldBeOriginal(output, original, because);
                recovered++;
            }
        }

        recovered.Should().Be((paths.Count - 7) * EnvelopeSuite.All.Count, "seven files are DICOMDIRs");
    }

    [SharedFact]
    public void Protect_EveryDirectory_IsRefused()
    {
        foreach (string path in SharedFolder.FilesOf("corpus").Where(path => path.Contains("DICOMDIR", StringComparison.Ordinal)))
        {
            Action protection = () => Roundtrip.Protect(File.ReadAllBytes(path));

            protection.Should().Throw<ProtectionException>(path);
        }
    }
}
