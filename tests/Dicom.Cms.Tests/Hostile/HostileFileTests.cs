using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Malformed and truncated files on disk: nothing is left behind, and the input is as it was.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile-").FullName;
    private readonly LearnedKeyService _keys = new();

    public void Dispose()
    {
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [SharedFact]
    public void ProtectAndRecover_MalformedCorpus_EndsInSuccessOrADocumentedException()
    {
        HostileRun run = new("malformed corpus", 0);
        foreach (string path in SharedFolder.FilesOf("corpus-malformed"))
        {
            byte[] bytes = File.ReadAllBytes(path);
            string name = Path.GetFileName(path);
            run.One($"protect {name}", () => OnDisk(bytes, Protect));
            run.One($"recover {name}", () => OnDisk(bytes, Recover));
            for (int cut = 1; cut < 16; cut++) run.One($"protect {name} cut", () => OnDisk(bytes[..(bytes.Length * cut / 16)], Protect));
        }

        run.ThrowFailures();
        run.Outcomes.Should().ContainKeys("DicomFormatException", "NotProtected");
    }

    [Theory]
    [InlineData("implicit")]
    [InlineData("explicit")]
    [InlineData("big endian")]
    [InlineData("deflated")]
    [InlineData("encapsulated")]
    [InlineData("untidy")]
    public void ProtectAndRecover_TruncatedAtEveryByte_EndsInSuccessOrADocumentedException(string name)
    {
        byte[] source = HostileSamples.Source(name), target = InMemory(source, Protect);
        if (name != "deflated") _keys.Learn(target[LearnedKeyService.EnvelopeIn(target)], out _);
        HostileRun run = new($"truncated {name}", 0);
        for (int length = 0; length < source.Length; length++)
            run.One($"protect {length} octets", () => InMemory(source[..length], Protect));
        for (int length = 0; length < target.Length; length++)
            run.One($"recover {length} octets", () => InMemory(target[..length], Recover));

        run.ThrowFailures();
        run.Outcomes.Should().ContainKeys("success", "DicomFormatException");
        run.Outcomes["DicomFormatException"].Should().BeGreaterThan(source.Length / 2);
    }

    [Fact]
    public void ProtectAndRecover_TruncatedOnDisk_LeavesNothingBehind()
    {
        byte[] source = HostileSamples.Source("explicit"), target = InMemory(source, Protect);
        HostileRun run = new("truncated on disk", 0);
        for (int length = 0; length < source.Length; length += 23)
            run.One($"protect {length} octets", () => OnDisk(source[..length], Protect));
        for (int length = 0; length < target.Length; length += 53)
            run.One($"recover {length} octets", () => OnDisk(target[..length], Recover));

        run.ThrowFailures();
    }

    private void Protect(Stream input, Stream output) => Deidentifier().Protect(input, output);

    private void Recover(Stream input, Stream output) => Reidentifier.WithKeys(_keys.Key).Recover(input, output);

    private Deidentifier Deidentifier() =>
        Cms.Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient).Build();

    private static byte[] InMemory(byte[] bytes, Action<Stream, Stream> run)
    {
        using MemoryStream input = new(bytes, writable: false), output = new();
        try
        {
            run(input, output);
            return output.ToArray();
        }
        catch
        {
            output.Length.Should().Be(0, "nothing is written where it fails");
            throw;
        }
    }

    private void OnDisk(byte[] bytes, Action<Stream, Stream> run)
    {
        string input = Path.Combine(_folder, "in.dcm"), output = Path.Combine(_folder, "out.dcm");
        File.WriteAllBytes(input, bytes);
        bool succeeded = false;
        try
        {
            if (run == Protect) Deidentifier().Protect(input, output);
            else Reidentifier.WithKeys(_keys.Key).Recover(input, output);
            succeeded = true;
        }
        finally
        {
            string[] expected = succeeded ? [input, output] : [input];
            Directory.GetFiles(_folder).Should().BeEquivalentTo(expected, "an output appears complete or not at all");
            File.ReadAllBytes(input).AsSpan().SequenceEqual(bytes).Should().BeTrue("the input is never modified");
            File.Delete(output);
        }
    }
}
