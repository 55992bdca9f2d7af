using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Whatever the bytes, protecting ends in success or in a documented exception, and a success can be undone.</summary>
public sealed class ProtectMutationTests : IDisposable
{
    private const int Seed = 20261121, Cases = 40_000, RecoveredEvery = 64;

    private readonly LearnedKeyService _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Protect_MutatedFiles_EndsInSuccessOrADocumentedException()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected)
            .For(_keys.Recipient).Build();
        Reidentifier reidentifier = Reidentifier.WithKeys(_keys.PrivateKey);
        (byte[] Bytes, int[] Headers, WireEncoding Encoding)[] samples = [.. HostileSamples.Names.Select(name =>
        {
            byte[] bytes = HostileSamples.Source(name);
            return (bytes, HeaderScan.Of(bytes, 132, HostileSamples.EncodingOf(name)), HostileSamples.EncodingOf(name));
        })];

        HostileRun run = new("protect mutated files", Seed);
        run.All(Cases, (random, number) =>
        {
            (byte[] bytes, int[] headers, WireEncoding encoding) = samples[number % samples.Length];
            Mutator mutator = new(random);
            byte[] mutated = random.Next(4) == 0 ? mutator.MutateBytes(bytes) : mutator.MutateDataSet(bytes, headers, encoding);
            using MemoryStream input = new(mutated, writable: false), output = new();
            try
            {
                deidentifier.Protect(input, output);
            }
            catch
            {
                output.Length.Should().Be(0, "nothing is written where it fails");
                throw;
            }

            if (number % RecoveredEvery >= samples.Length) return;
            using MemoryStream recovered = new();
            output.Position = 0;
            bool isOriginal = reidentifier.Recover(output, recovered).IsOriginal;
            isOriginal.Should().BeTrue("what was protected comes back");
            bool isDeflated = number % samples.Length == 3;
            if (!isDeflated) recovered.ToArray().AsSpan().SequenceEqual(mutated).Should().BeTrue("it comes back byte for byte");
        });

        run.Outcomes.Should().ContainKeys("success", "DicomFormatException");
        run.Outcomes["success"].Should().BeInRange(Cases / 10, Cases * 9 / 10, "the mutations neither do nothing nor break everything");
    }
}
