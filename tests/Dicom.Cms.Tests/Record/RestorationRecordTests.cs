using System.Buffers.Binary;
using System.Security.Cryptography;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Records written from docs/restoration.md alone, octet by octet: whole ones, and damaged ones.</summary>
public sealed class RestorationRecordTests
{
    private const string Creator = "DICOM-CMS RESTORATION 1";
    private const uint Name = 0x0010_0010, Id = 0x0010_0020;

    private static readonly byte[] Pixels = RecoverySamples.Octets((1 << 20) + 6);
    private static readonly byte[] BulkKey = RecoverySamples.Octets(32, seed: 11);

    private static readonly byte[] Original =
    [
        .. DicomBytes.Prefix("1.2.840.10008.1.2.1"),
        .. DicomBytes.Explicit().Text(Id, "LO", "P1").Text(Name, "PN", "Doe^Jane").Bytes(0x0010_4000, "LT", "odd"u8.ToArray())
        .Bytes(0x7FE0_0010, "OB", Pixels).ToArray(),
        0, 0, 0,
    ];

    /// <summary>The elements of the record by tag. A test replaces one of them.</summary>
    private static SortedDictionary<uint, Action<DicomBytes>> Elements() => new()
    {
        [0x0401_0010] = record => record.Text(0x0401_0010, "LO", Creator),
        [0x0401_1001] = record => record.Text(0x0401_1001, "UI", "2.25.77"),
        [0x0401_1002] = record => record.Text(0x0401_1002, "LO", "by hand"),
        [0x0401_1010] = record => record.Text(0x0401_1010, "UI", "1.2.840.10008.1.2.1"),
        [0x0401_1011] = record => record.Bytes(0x0401_1011, "OB", Padded(DicomBytes.Prefix("1.2.840.10008.1.2.1"))),
        [0x0401_1012] = record => record.Bytes(0x0401_1012, "OB", Padded([0, 0, 0])),
        [0x0401_1014] = record => record.Sequence(0x0401_1014, loose => loose
            .Text(0x0401_0010, "LO", Creator).Bytes(0x0401_1015, "UL", 2, 0, 0, 0).Bytes(0x0401_1016, "UL", 0x00, 0x40, 0x10, 0x00)
            .Bytes(0x0401_1017, "OB", Padded(DicomBytes.Explicit().Bytes(0x0010_4000, "LT", "odd"u8.ToArray()).ToArray()))),
        [0x0401_1018] = record => record.Bytes(0x0401_1018, "OB", Padded([0x20, 0, 0x10, 0, 0x10, 0, 0x10, 0, 0x10, 0, 0xE0, 0x7F])),
        [0x0401_1019] = record => record.Bytes(0x0401_1019, "OB", Padded([0x18, 0, 0x08, 0, 0x62, 0, 0x12, 0])),
        [0x0401_101A] = record => record.Bytes(0x0401_101A, "OB", Padded(SHA256.HashData([.. Original[..^(Pixels.Length + 3)], 0, 0, 0]))),
        [0x0401_101B] = record => record.Sequence(0x0401_101B, Bulk()),
        [0x0401_101F] = record => record.Bytes(0x0401_101F, "OB", Padded(BulkKey)),
    };

    [Fact]
    public void Recover_ARecordWrittenByHand_GivesTheOriginal()
    {
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(ObjectWith(Elements().Values));

        output.AsSpan().SequenceEqual(Original).Should().BeTrue();
        (result.IsOriginal, result.Binding).Should().Be((true, RecoveryBinding.Bound));
        result.Purposes.Should().Equal("by hand");
    }

    [Fact]
    public void Recover_ARecordOfAnotherVersion_IsNoRecord()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Elements();
        elements[0x0401_0010] = record => record.Text(0x0401_0010, "LO", "DICOM-CMS RESTORATION 2");

        RecoveryResult result = Roundtrip.Recover(ObjectWith(elements.Values)).Result;

        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Standard, RecoveryBinding.NoRecord));
    }

    [Fact]
    public void Recover_ARecordWithoutPurpose_GivesTheOriginal()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Elements();
        elements.Remove(0x0401_1002);

        Roundtrip.Recover(ObjectWith(elements.Values)).Result.Purposes.Should().BeEmpty();
    }

    [Fact]
    public void Recover_ADigestThatDoesNotMatch_IsNotTheOriginal()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Elements();
        elements[0x0401_101A] = record => record.Bytes(0x0401_101A, "OB", Padded(new byte[32]));

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(ObjectWith(elements.Values));

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        ContentTree.LineOf(output, Name).Should().Be("(0010,0010)=" + Convert.ToHexString("Doe^Jane"u8));
    }

    [Theory]
    [InlineData(0x0401_1001u)]
    [InlineData(0x0401_101Au)]
    public void Recover_ARequiredElementMissing_LooksLikeAWrongKey(uint tag)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Elements();
        elements.Remove(tag);

        ShouldLookLikeAWrongKey(elements);
    }

    public static TheoryData<string> Damages =>
    [
        "prefix without padding", "prefix of nothing but its count", "digest empty", "an order of seven octets",
        "added tags of five octets", "a loose element without octets", "a loose tag of two octets", "a bulk length of four octets",
        "a bulk length below zero", "a chunk tag missing", "a chunk tag too many", "half a chunk tag", "no chunk tags under a key",
        "a key scope of its own",
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Recover_ADamagedRecord_LooksLikeAWrongKey(string damage)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Elements();
        (uint tag, Action<DicomBytes> damaged) = damage switch
        {
            "prefix without padding" => (0x0401_1011u, Octets(0x0401_1011, [1, 2, 3, 4])),
            "prefix of nothing but its count" => (0x0401_1011u, Octets(0x0401_1011, [2])),
            "digest empty" => (0x0401_101Au, Octets(0x0401_101A, [])),
            "an order of seven octets" => (0x0401_1018u, Octets(0x0401_1018, Padded(new byte[7]))),
            "added tags of five octets" => (0x0401_1019u, Octets(0x0401_1019, Padded(new byte[5]))),
            "a loose element without octets" => (0x0401_1014u, record => record.Sequence(0x0401_1014, loose => loose
                .Bytes(0x0401_1015, "UL", 0, 0, 0, 0).Bytes(0x0401_1016, "UL", 0, 0, 0, 0))),
            "a loose tag of two octets" => (0x0401_1014u, record => record.Sequence(0x0401_1014, loose => loose
                .Bytes(0x0401_1015, "UL", 0, 0, 0, 0).Bytes(0x0401_1016, "UL", 0, 0).Bytes(0x0401_1017, "OB", 0, 2))),
            "a bulk length of four octets" => BulkOf([1, 0, 0, 0], new byte[16]),
            "a bulk length below zero" => BulkOf([.. Enumerable.Repeat((byte)0xFF, 8)], []),
            "a key scope of its own" => (0x0401_1003u, record => record.Text(0x0401_1003, "CS", "SERIES")),
            "a chunk tag missing" => BulkOf(Length(Pixels.Length), new byte[16]),
            "a chunk tag too many" => BulkOf(Length(Pixels.Length), new byte[48]),
            "no chunk tags under a key" => (0x0401_101Bu, record => record.Sequence(
                0x0401_101B, bulk =>
                    bulk.Bytes(0x0401_101C, "UL", 0x10, 0x00, 0xE0, 0x7F).Bytes(0x0401_101D, "OB", Padded(Length(Pixels.Length))))),
            _ => BulkOf(Length(Pixels.Length), new byte[24]),
        };
        elements[tag] = damaged;

        ShouldLookLikeAWrongKey(elements);
    }

    private static void ShouldLookLikeAWrongKey(SortedDictionary<uint, Action<DicomBytes>> elements)
    {
        RecoveryException failure = Roundtrip.Refused(ObjectWith(elements.Values));

        failure.Failure.Should().Be(RecoveryFailure.NotAuthentic);
        failure.Message.Should().Be(new RecoveryException().Message);
    }

    /// <summary>A protected object around an Item with this record.</summary>
    private static byte[] ObjectWith(IEnumerable<Action<DicomBytes>> record)
    {
        DicomBytes plaintext = DicomBytes.Explicit().Sequence(
            0x0400_0550, item => item.Text(Name, "PN", "Doe^Jane").Text(Id, "LO", "P1").Text(0x0010_4000, "LT", "odd"));
        foreach (Action<DicomBytes> element in record) element(plaintext);
        return DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", "2.25.77")
            .Text(Name, "PN", "dummy")
            .Text(0x0012_0062, "CS", "YES")
            .Sequence(0x0400_0500, ForeignItem.Item(ForeignItem.Envelope(plaintext.ToArray(), EnvelopeSuite.Conformant)))
            .Bytes(0x7FE0_0010, "OB", Pixels).ToFile();
    }

    private static Action<DicomBytes> Bulk() => bulk => bulk
        .Text(0x0401_0010, "LO", Creator)
        .Bytes(0x0401_101C, "UL", 0x10, 0x00, 0xE0, 0x7F)
        .Bytes(0x0401_101D, "OB", Padded(Length(Pixels.Length)))
        .Bytes(0x0401_101E, "OB", Padded([.. Gmac(0, Pixels[..(1 << 20)]), .. Gmac(1, Pixels[(1 << 20)..])]));

    private static (uint Tag, Action<DicomBytes> Damaged) BulkOf(byte[] length, byte[] chunkTags) =>
        (0x0401_101Bu, record => record.Sequence(
            0x0401_101B, bulk =>
                bulk.Bytes(0x0401_101C, "UL", 0x10, 0x00, 0xE0, 0x7F).Bytes(0x0401_101D, "OB", Padded(length))
                    .Bytes(0x0401_101E, "OB", Padded(chunkTags))));

    private static Action<DicomBytes> Octets(uint tag, byte[] octets) => record => record.Bytes(tag, "OB", octets);

    private static byte[] Padded(byte[] octets) => octets.Length % 2 == 0 ? [.. octets, 0, 2] : [.. octets, 1];

    private static byte[] Length(long octets)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, octets);
        return length;
    }

    private static byte[] Gmac(byte chunk, byte[] octets)
    {
        using AesGcm gcm = new(BulkKey, 16);
        byte[] nonce = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, chunk], nothing = [], tag = new byte[16];
        gcm.Encrypt(nonce, nothing, nothing, tag, octets);
        return tag;
    }
}
