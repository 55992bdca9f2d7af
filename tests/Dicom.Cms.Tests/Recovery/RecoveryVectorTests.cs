using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>Objects that other software wrote: Vectors/README.md. Each ends as the table says.</summary>
public sealed class RecoveryVectorTests
{
    private static readonly string Folder = Path.Combine(ReadmeFolder.RepositoryRoot, "tests", "Dicom.Cms.Tests", "Vectors");

    public static TheoryData<string, string, string, string> Vectors()
    {
        TheoryData<string, string, string, string> vectors = [];
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, "recovery.tsv")).Where(line => line[0] != '#').Skip(1)
            .Select(line => line.Split('\t')))
        {
            vectors.Add(row[0], row[1], row[2], row[3]);
        }

        return vectors;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Recover_EveryVector_EndsAsTheTableSays(string file, string key, string outcome, string reference)
    {
        foreach (RecipientKey recipientKey in (RecipientKey[])[RecoveryKeys.Named(key), RecoveryKeys.Nameless(key)])
        {
            using (recipientKey)
            {
                Reidentifier reidentifier = Reidentifier.WithKeys(recipientKey);
                if (outcome == "refused") ShouldBeRefused(file, reidentifier);
                else ShouldBeRestored(file, reidentifier, reference);
            }
        }
    }

    [Fact]
    public void Vectors_EveryFile_HasARow()
    {
        HashSet<string> named = [.. Vectors().SelectMany(row => new[] { (string)row[0], (string)row[3] })];

        Directory.GetFiles(Folder, "*.dcm", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("fuzzing/", StringComparison.Ordinal)) // FuzzingVectorTests takes each of them.
            .Should().OnlyContain(path => named.Contains(path));
    }

    private static void ShouldBeRestored(string file, Reidentifier reidentifier, string reference)
    {
        byte[] foreign = File.ReadAllBytes(Path.Combine(Folder, file));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(foreign, reidentifier);

        result.Outcome.Should().Be(RecoveryOutcome.Standard);
        result.Binding.Should().Be(RecoveryBinding.NoRecord);
        using DicomObject recovered = DicomObject.Read(output);
        recovered.IsAscending.Should().BeTrue();
        if (reference.Length > 0) ContentTree.Of(output).Should().Equal(ContentTree.Of(File.ReadAllBytes(Path.Combine(Folder, reference))));
    }

    private static void ShouldBeRefused(string file, Reidentifier reidentifier)
    {
        using ScratchFolder scratch = new();
        Action recovery = () => reidentifier.Recover(Path.Combine(Folder, file), scratch.PathOf("output.dcm"));

        Exception failure = recovery.Should().Throw<Exception>().Which;
        (failure is RecoveryException or EnvelopeFormatException or DicomFormatException).Should().BeTrue($"{failure}");
        scratch.Names.Should().BeEmpty();
    }
}
