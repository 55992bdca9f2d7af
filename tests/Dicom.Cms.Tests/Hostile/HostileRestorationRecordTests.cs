using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>
/// Restoration records that are well formed and lie: anybody who has the certificate can encrypt one. What they say is checked like
/// everything else.
/// </summary>
public sealed class HostileRestorationRecordTests : IDisposable
{
    private const int Seed = 20261123, Cases = 10_000;

    private static readonly Tag[] SomeTags =
        [Tags.PatientName, Tags.SOPInstanceUID, Tags.PixelData, Tags.Rows, Tags.EncryptedAttributesSequence, new(0x0008_0000),
            new(0xFFFE_E000), new(0x0002_0010), new(0x0009_1001)];

    private readonly LearnedKeyService _keys = new();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Recover_RecordsThatLie_EndsInSuccessOrADocumentedException()
    {
        (byte[] Bytes, EncryptedAttributesDataSet DataSet)[] samples =
            [.. HostileSamples.Names.Where(name => name != "deflated").Select(Protect)];
        HostileRun run = new("recover by records that lie", Seed);
        run.All(Cases, (random, number) =>
        {
            (byte[] bytes, EncryptedAttributesDataSet dataSet) = samples[number % samples.Length];
            EncryptedAttributesDataSet lying =
                dataSet with { Record = Lie(dataSet.Record!, random) };
            byte[] file = RecoverMutationTests.Put(bytes, [(TransferSyntax.ExplicitLittleEndian.Uid, _keys.Encrypt(lying.Encode()))]);
            RecoveryPolicy policy = RecoveryPolicy.Default with { AcceptMismatchedBinding = random.Next(2) == 0 };
            using MemoryStream input = new(file), output = new();
            Reidentifier.WithKeys(_keys.Key).With(policy).Recover(input, output);
        });

        run.Outcomes.Should().ContainKeys("success", "NotAccepted");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void Recover_KeyOfWrongLength_IsRefused(int length)
    {
        Action recover = () => RecoverWith(record => record with { ItemKey = new ItemKey(new byte[length]) });

        recover.Should().Throw<RecoveryException>().Which.Failure.Should().Be(RecoveryFailure.NotAuthentic);
    }

    [Fact]
    public void Recover_OrdinalBeyondInt32_IsRefused()
    {
        // The writer takes any number; what it wraps to on the wire is 0xFFFFFFFF.
        LooseElement loose = new(-1, Tags.PatientName, new byte[8]);
        Action recover = () => RecoverWith(With(layout => layout with { LooseElements = [loose] }));

        recover.Should().Throw<RecoveryException>().Which.Failure.Should().Be(RecoveryFailure.NotAuthentic);
    }

    [Fact]
    public void Recover_ManyLooseElements_TakesTimeInProportion()
    {
        LooseElement[] loose =
            [.. Enumerable.Range(0, 200_000).Select(i => new LooseElement(i % 3, new Tag(0x0009_1000 | (uint)(i & 0xFF)), new byte[8]))];

        byte[] file = FileWith(With(layout => layout with { LooseElements = loose }));
        HostileRun run = new("many loose elements", Seed) { AllocationLimit = 512L << 20 }; // In all, 14 MB of plaintext.
        run.One("200,000", () => Recover(file));

        run.ThrowFailures();
        run.Outcomes.Should().ContainKey("success");
    }

    [Fact]
    public void Recover_OneBulkValueNamedOften_IsRefused()
    {
        Action recover = () => RecoverWith(record => record with { BulkValues = [.. Enumerable.Repeat(record.BulkValues[0], 1000)] });

        recover.Should().Throw<RecoveryException>();
    }

    private void RecoverWith(Func<RestorationRecord, RestorationRecord> lie) => Recover(FileWith(lie));

    private void Recover(byte[] file)
    {
        using MemoryStream input = new(file), output = new();
        Reidentifier.WithKeys(_keys.Key).Recover(input, output);
    }

    private byte[] FileWith(Func<RestorationRecord, RestorationRecord> lie)
    {
        (byte[] bytes, EncryptedAttributesDataSet dataSet) = Protect("explicit");
        EncryptedAttributesDataSet lying = dataSet with { Record = lie(dataSet.Record!) };
        return RecoverMutationTests.Put(bytes, [(TransferSyntax.ExplicitLittleEndian.Uid, _keys.Encrypt(lying.Encode()))]);
    }

    private (byte[] Bytes, EncryptedAttributesDataSet DataSet) Protect(string name)
    {
        using MemoryStream input = new(HostileSamples.Source(name)), output = new();
        Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(_keys.Recipient)
            .Build().Protect(input, output);
        byte[] bytes = output.ToArray();
        byte[] plaintext = _keys.Learn(bytes[LearnedKeyService.EnvelopeIn(bytes)], out _);
        return (bytes, EncryptedAttributesDataSetReader.Decode(plaintext, TransferSyntax.ExplicitLittleEndian));
    }

    private static Func<RestorationRecord, RestorationRecord> With(Func<OriginalLayout, OriginalLayout> lie) =>
        record => record with { Original = lie(record.Original!) };

    private static RestorationRecord Lie(RestorationRecord record, Random random)
    {
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            record = random.Next(6) switch
            {
                0 => record with { ClearTags = [.. Enumerable.Range(0, random.Next(6)).Select(_ => new ClearTag(Pick(random), 0, 7))] },
                1 => record with { BulkValues = [.. Enumerable.Range(0, random.Next(4)).Select(ordinal => Bulk(random, ordinal))] },
                2 =>
                    record with
                    {
                        TransferSyntax = new TransferSyntax(
                        random.Next(3) == 0 ? "1.2.840.10008.1.2.1.99" : $"1.2.840.10008.1.2.{random.Next(4)}")
                    },
                3 => record with { ItemKey = ItemKey.Create() },
                _ => record with { Original = Lie(record.Original!, random) },
            };
        }

        return record;
    }

    private static OriginalLayout Lie(OriginalLayout layout, Random random) => random.Next(7) switch
    {
        0 => layout with { Prefix = Bytes(random, 300) },
        1 => layout with { Suffix = Bytes(random, 20), DeflatedDataSet = Bytes(random, 20) },
        2 =>
            layout with
            {
                LooseElements = [.. Enumerable.Range(0, random.Next(5))
                .Select(_ => new LooseElement(Number(random), Pick(random), Bytes(random, 40)))]
            },
        3 => layout with { Order = [.. Enumerable.Range(0, random.Next(30)).Select(_ => Pick(random))] },
        4 => layout with { Digest = Bytes(random, 40) },
        5 => layout with { EncodedClearHeader = Bytes(random, 200), IsClearHeaderDeflated = random.Next(2) == 0 },
        _ => layout with { ClearHeaderLength = Number(random), IsClearHeaderDeflated = true },
    };

    private static BulkValue Bulk(Random random, int ordinal)
    {
        long length = random.Next(3) switch { 0 => 64, 1 => random.Next(200), _ => random.NextInt64(long.MinValue, long.MaxValue) };
        byte[][] tags = random.Next(3) switch { 0 => [], 1 => [RandomNumberGenerator.GetBytes(16)], _ => [new byte[16 * random.Next(4)]] };
        return new BulkValue(ordinal, Pick(random), (byte)random.Next(256), length, tags);
    }

    private static byte[] Bytes(Random random, int limit)
    {
        byte[] bytes = new byte[random.Next(limit)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static int Number(Random random) =>
        random.Next(3) switch { 0 => random.Next(30), 1 => int.MaxValue, _ => random.Next(int.MinValue, int.MaxValue) };

    private static Tag Pick(Random random) =>
        random.Next(5) == 0 ? new Tag((uint)random.NextInt64(1L << 32)) : SomeTags[random.Next(SomeTags.Length)];
}
