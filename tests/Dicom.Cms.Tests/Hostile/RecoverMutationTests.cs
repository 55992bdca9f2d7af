using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Whatever the bytes, recovering ends in success or in a documented exception.</summary>
public sealed class RecoverMutationTests : IDisposable
{
    private const int Seed = 20261122, FileCases = 20_000, EnvelopeCases = 20_000, PlaintextCases = 20_000;

    private readonly LearnedKeyService _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Recover_MutatedFiles_EndsInSuccessOrADocumentedException()
    {
        (byte[] Bytes, int[] Headers, WireEncoding Encoding)[] samples = [.. HostileSamples.Names.Select(name =>
        {
            byte[] bytes = Protect(HostileSamples.Source(name), EnvelopeSuite.Authenticated);
            if (name != "deflated") Learn(bytes);
            return (bytes, HeaderScan.Of(bytes, 132, HostileSamples.EncodingOf(name)), HostileSamples.EncodingOf(name));
        })];
        HostileRun run = new("recover mutated files", Seed);
        run.All(FileCases, (random, number) =>
        {
            (byte[] bytes, int[] headers, WireEncoding encoding) = samples[number % samples.Length];
            Recover(new Mutator(random).MutateDataSet(bytes, headers, encoding), random);
        });

        run.Outcomes.Should().ContainKeys("success", "DicomFormatException", "NotAuthentic", "NotProtected",
            "EnvelopeFormatException");
    }

    [Fact]
    public void Recover_MutatedEnvelopes_EndsInSuccessOrADocumentedException()
    {
        (byte[] Bytes, byte[] Envelope, int[] Headers)[] samples = [.. EnvelopeSuite.All.Select(suite =>
        {
            byte[] bytes = Protect(HostileSamples.Source("explicit"), suite);
            byte[] envelope = bytes[LearnedKeyService.EnvelopeIn(bytes)];
            Learn(bytes);
            return (bytes, envelope, DerHeaders(envelope));
        })];
        HostileRun run = new("recover mutated envelopes", Seed);
        run.All(EnvelopeCases, (random, number) =>
        {
            (byte[] bytes, byte[] envelope, int[] headers) = samples[number % samples.Length];
            byte[] mutated = [.. envelope];
            if (random.Next(3) > 0) mutated[headers[random.Next(headers.Length)] + random.Next(4)] = (byte)random.Next(256);
            if (random.Next(2) == 0) mutated = new Mutator(random).MutateBytes(mutated);
            Recover(Put(bytes, [(TransferSyntax.ExplicitLittleEndian.Uid, mutated)]), random);
        });

        run.Outcomes.Should().ContainKeys("NotAuthentic", "NotAccepted", "EnvelopeFormatException", "NoMatchingRecipient");
    }

    [Fact]
    public void Recover_MutatedPlaintexts_EndsInSuccessOrADocumentedException()
    {
        (byte[] Bytes, byte[] Plaintext, int[] Headers)[] samples =
            [.. HostileSamples.Names.Where(name => name != "deflated").Select(name =>
            {
                byte[] bytes = Protect(HostileSamples.Source(name), EnvelopeSuite.Authenticated);
                byte[] plaintext = Learn(bytes);
                return (bytes, plaintext, HeaderScan.Of(plaintext, 0, WireEncoding.ExplicitLittleEndian));
            })];
        string[] syntaxes = ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2",
            "1.2.840.10008.1.2.2", "", "1.2.840.10008.1.2.4.50"];
        HostileRun run = new("recover mutated plaintexts", Seed);
        run.All(PlaintextCases, (random, number) =>
        {
            (byte[] bytes, byte[] plaintext, int[] headers) = samples[number % samples.Length];
            byte[] mutated = new Mutator(random).MutateDataSet(plaintext, headers, WireEncoding.ExplicitLittleEndian);
            string syntax = random.Next(4) > 0 ? syntaxes[0] : syntaxes[random.Next(syntaxes.Length)];
            bool isDigested = mutated.Length > ContentDigest.ElementLength && random.Next(4) > 0;
            if (isDigested) ContentDigest.Write(mutated); // As whoever wrote it would.
            if (syntax.EndsWith(".99", StringComparison.Ordinal)) mutated = HostileSamples.Deflate(mutated);
            Recover(Put(bytes, [(syntax, _keys.Encrypt(mutated))]), random);
        });

        run.Outcomes.Should().ContainKeys("success", "NotAuthentic", "NotAccepted");
    }

    /// <summary>Recovers to memory, in any mode and under any policy. Nothing is written where it fails.</summary>
    private void Recover(byte[] bytes, Random random)
    {
        RecoveryPolicy policy = random.Next(3) == 0
            ? RecoveryPolicy.Default with { AcceptMismatchedBinding = true }
            : RecoveryPolicy.Default;
        RecoveryMode mode = random.Next(4) == 0 ? RecoveryMode.Standard : RecoveryMode.Best;
        using MemoryStream input = new(bytes, writable: false), output = new();
        try
        {
            Reidentifier.WithKeys(_keys.Key).With(policy).InMode(mode).Recover(input, output);
        }
        catch
        {
            output.Length.Should().Be(0, "nothing is written where it fails");
            throw;
        }
    }

    private byte[] Protect(byte[] bytes, EnvelopeSuite suite)
    {
        using MemoryStream input = new(bytes), output = new();
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient).With(suite)
            .Build().Protect(input, output);
        return output.ToArray();
    }

    private byte[] Learn(byte[] file) => _keys.Learn(file[LearnedKeyService.EnvelopeIn(file)], out _);

    /// <summary>The file with other Items in its Encrypted Attributes Sequence.</summary>
    internal static byte[] Put(byte[] file, IReadOnlyList<(string Syntax, byte[] Envelope)> items)
    {
        using DicomObject read = DicomObject.Read(file);
        ElementLocation old = read.Find(Tags.EncryptedAttributesSequence)!.Value;
        WireEncoding encoding = !read.Encoding.IsExplicit ? WireEncoding.ImplicitLittleEndian
            : read.Encoding.IsBigEndian ? WireEncoding.ExplicitBigEndian
            : WireEncoding.ExplicitLittleEndian;
        byte[] sequence = DicomBytes.In(encoding).Sequence(0x0400_0500, [.. items.Select(item => (Action<DicomBytes>)(bytes =>
        {
            if (item.Syntax.Length > 0) bytes.Text(0x0400_0510, "UI", item.Syntax);
            bytes.Bytes(0x0400_0520, "OB", item.Envelope.Length % 2 == 0 ? item.Envelope : [.. item.Envelope, 0]);
        }))]).ToArray();
        return [.. file.AsSpan(0, (int)old.Offset), .. sequence, .. file.AsSpan((int)old.End)];
    }

    /// <summary>Where ASN.1 headers stand: what begins like a tag of CMS.</summary>
    private static int[] DerHeaders(byte[] envelope) =>
    [
        .. Enumerable.Range(0, Math.Min(envelope.Length - 4, 700))
            .Where(at => envelope[at] is 0x02 or 0x04 or 0x05 or 0x06 or 0x0C or 0x13 or 0x30 or 0x31 or 0x80 or 0xA0 or 0xA1)
            .Where(at => envelope[at + 1] is < 0x40 or 0x81 or 0x82),
    ];
}
