using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Records written from docs/restoration.md alone, octet by octet: whole ones, and damaged ones.</summary>
public sealed class RestorationRecordTests
{
    [Fact]
    public void Recover_ARecordWrittenByHand_GivesTheOriginal()
    {
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(ObjectWith(HandRecord.Whole()));

        output.AsSpan().SequenceEqual(HandRecord.Original).Should().BeTrue();
        (result.IsOriginal, result.Binding).Should().Be((true, RecoveryBinding.Bound));
        result.Purposes.Should().Equal("by hand");
        result.AlteredAttributes.Should().BeEmpty();
        result.ProtectionTime.Should().Be(new DateTimeOffset(2026, 12, 1, 8, 15, 3, TimeSpan.Zero).AddTicks(1_234_560));
    }

    [Fact]
    public void Recover_AClearHeaderThatIsDeflated_GivesTheOriginal()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        byte[] clear = HandRecord.ClearHeader; // RFC 1951 3.2.4: one stored block.
        elements[0x0401_1029] = HandRecord.Octets(0x0401_1029, [1, (byte)clear.Length, 0, (byte)~clear.Length, 0xFF, .. clear]);
        elements[0x0401_102A] = record => record.Bytes(0x0401_102A, "UL", (byte)clear.Length, 0, 0, 0);

        Roundtrip.Recover(ObjectWith(elements)).Output.AsSpan().SequenceEqual(HandRecord.Original).Should().BeTrue();
    }

    [Theory]
    [InlineData(0x0401_1002u)] // Purpose
    [InlineData(0x0401_100Eu)] // Clear Tags: what protection wrote is then an addition, which has no effect
    public void Recover_ARecordWithoutAnOptionalElement_GivesTheOriginal(uint tag)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        elements.Remove(tag);

        Roundtrip.Recover(ObjectWith(elements)).Result.IsOriginal.Should().BeTrue();
    }

    [Fact]
    public void Recover_AClearTagThatDoesNotMatch_NamesTheAttribute()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        elements[0x0401_100E] = HandRecord.Octets(0x0401_100E,
        [
            .. HandRecord.ClearTag(0x0008_0018, HandRecord.PlaceOfUi, "2.25.77"u8),
            .. HandRecord.ClearTag(HandRecord.Name, HandRecord.PlaceOfPn, "other"u8),
        ]);

        RecoveryResult result = Roundtrip.Recover(ObjectWith(elements)).Result;

        result.IsOriginal.Should().BeTrue();
        result.AlteredAttributes.Should().Equal(Tags.PatientName);
    }

    [Theory]
    [InlineData("DICOM-CMS RESTORATION 1")]
    [InlineData("DICOM-CMS RESTORATION 3")]
    [InlineData("ANOTHER CREATOR")]
    public void Recover_ARecordOfAnotherVersion_LooksLikeAWrongKey(string creator)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        elements[0x0401_0010] = record => record.Text(0x0401_0010, "LO", creator);

        ShouldLookLikeAWrongKey(ObjectWith(elements));
    }

    [Fact]
    public void Recover_ADigestThatDoesNotMatch_IsNotTheOriginal()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        elements[0x0401_102B] = HandRecord.Octets(0x0401_102B, new byte[32]);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(ObjectWith(elements));

        result.Outcome.Should().Be(RecoveryOutcome.Restored);
        ContentTree.LineOf(output, HandRecord.Name).Should().Be("(0010,0010)=" + Convert.ToHexString("Doe^Jane"u8));
    }

    [Theory]
    [InlineData(0)] // the header of (0400,0550)
    [InlineData(30)] // an Attribute
    [InlineData(-60)] // the record
    [InlineData(-46)] // the header of the content digest
    [InlineData(-34)] // its value
    [InlineData(-2)] // its padding
    public void Recover_AnOctetOfThePlaintextFlipped_LooksLikeAWrongKey(int at)
    {
        byte[] plaintext = HandRecord.Plaintext(HandRecord.Whole().Values);
        plaintext[at < 0 ? plaintext.Length + at : at] ^= 0x40;

        ShouldLookLikeAWrongKey(HandRecord.ObjectWith(HandRecord.Envelope(plaintext)));
    }

    [Fact]
    public void Recover_NoContentDigest_LooksLikeAWrongKey() =>
        ShouldLookLikeAWrongKey(HandRecord.ObjectWith(HandRecord.Envelope(HandRecord.Plaintext(HandRecord.Whole().Values)[..^46])));

    [Fact]
    public void Recover_AnElementBehindTheContentDigest_LooksLikeAWrongKey()
    {
        byte[] behind = DicomBytes.Explicit().Text(0x0403_0010, "LO", "ME").ToArray();

        ShouldLookLikeAWrongKey(
            HandRecord.ObjectWith(HandRecord.Envelope([.. HandRecord.Plaintext(HandRecord.Whole().Values), .. behind])));
    }

    [Theory]
    [InlineData(0x0401_0010u)]
    [InlineData(0x0401_1001u)]
    [InlineData(0x0401_1004u)]
    [InlineData(0x0401_1005u)]
    [InlineData(0x0401_1006u)]
    [InlineData(0x0401_1008u)]
    [InlineData(0x0401_102Bu)]
    public void Recover_ARequiredElementMissing_LooksLikeAWrongKey(uint tag)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        elements.Remove(tag);

        ShouldLookLikeAWrongKey(ObjectWith(elements));
    }

    [Theory]
    [InlineData(0x0401_1025u)]
    [InlineData(0x0401_1026u)]
    [InlineData(0x0401_1027u)]
    public void Recover_ARequiredElementOfALooseElementMissing_LooksLikeAWrongKey(uint missing) =>
        ShouldLookLikeAWrongKeyWith(0x0401_1024, record => record.Sequence(0x0401_1024, loose =>
        {
            if (missing != 0x0401_1025) loose.Bytes(0x0401_1025, "UL", 2, 0, 0, 0);
            if (missing != 0x0401_1026) loose.Bytes(0x0401_1026, "UL", 0x00, 0x40, 0x10, 0x00);
            if (missing != 0x0401_1027) loose.Bytes(0x0401_1027, "OB", 0, 2);
        }));

    [Theory]
    [InlineData(0x0401_100Au)]
    [InlineData(0x0401_100Bu)]
    [InlineData(0x0401_100Cu)]
    public void Recover_ARequiredElementOfABulkValueMissing_LooksLikeAWrongKey(uint missing) =>
        ShouldLookLikeAWrongKeyWith(0x0401_1009, record => record.Sequence(0x0401_1009, bulk =>
        {
            if (missing != 0x0401_100A) bulk.Bytes(0x0401_100A, "UL", 0x10, 0x00, 0xE0, 0x7F);
            if (missing != 0x0401_100B) bulk.Bytes(0x0401_100B, "OB", HandRecord.PlaceOfOb, 1);
            if (missing != 0x0401_100C) bulk.Bytes(0x0401_100C, "OB", HandRecord.Padded(HandRecord.Length(HandRecord.Pixels.Length)));
        }));

    public static TheoryData<uint, byte[]> DamagedValues => new()
    {
        { 0x0401_1004, [] },
        { 0x0401_1004, HandRecord.Padded(new byte[15]) },
        { 0x0401_1006, HandRecord.Padded(new byte[31]) },
        { 0x0401_1006, HandRecord.Padded(new byte[33]) },
        { 0x0401_1007, HandRecord.Padded(new byte[31]) },
        { 0x0401_100E, HandRecord.Padded(new byte[22]) },
        { 0x0401_100F, HandRecord.Padded(new byte[31]) },
        { 0x0401_1020, HandRecord.Padded(new byte[17]) },
        { 0x0401_1021, [1, 2, 3, 4] }, // no padding
        { 0x0401_1021, [2] }, // nothing but its count
        { 0x0401_1021, [1, 2, 3, 0] },
        { 0x0401_1028, HandRecord.Padded(new byte[7]) },
        { 0x0401_1029, HandRecord.Padded(HandRecord.ClearHeader[..^1]) }, // cut off
        { 0x0401_1029, HandRecord.Padded([.. HandRecord.ClearHeader, .. HandRecord.ClearHeader]) }, // a tag twice
        { 0x0401_102B, [] },
        { 0x0401_102B, HandRecord.Padded(new byte[31]) },
    };

    [Theory]
    [MemberData(nameof(DamagedValues))]
    public void Recover_ADamagedValue_LooksLikeAWrongKey(uint tag, byte[] value) =>
        ShouldLookLikeAWrongKeyWith(tag, record => record.Bytes(tag, "OB", value));

    [Theory]
    [InlineData("20261201081503+0000")]
    [InlineData("20261301081503.123456+0000")]
    [InlineData("20261201081503.123456+0100")]
    public void Recover_AProtectionTimeInAnotherForm_LooksLikeAWrongKey(string time) =>
        ShouldLookLikeAWrongKeyWith(0x0401_1005, record => record.Text(0x0401_1005, "DT", time));

    [Fact]
    public void Recover_AKeyScopeOfItsOwn_LooksLikeAWrongKey() =>
        ShouldLookLikeAWrongKeyWith(0x0401_1003, record => record.Text(0x0401_1003, "CS", "SERIES"));

    public static TheoryData<string> BulkDamages =>
    [
        "two octets of VR", "a length of four octets", "a length below zero", "a chunk tag missing", "a chunk tag too many",
        "half a chunk tag", "a tag twice", "one of two without chunk tags",
    ];

    [Theory]
    [MemberData(nameof(BulkDamages))]
    public void Recover_DamagedBulkValues_LookLikeAWrongKey(string damage)
    {
        Action<DicomBytes>[] items = damage switch
        {
            "two octets of VR" => [HandRecord.BulkItem(vr: [13, 13])],
            "a length of four octets" => [HandRecord.BulkItem(length: [1, 0, 0, 0], chunkTags: new byte[16])],
            "a length below zero" => [HandRecord.BulkItem(length: [.. Enumerable.Repeat((byte)0xFF, 8)], chunkTags: [])],
            "a chunk tag missing" => [HandRecord.BulkItem(chunkTags: new byte[16])],
            "a chunk tag too many" => [HandRecord.BulkItem(chunkTags: new byte[48])],
            "half a chunk tag" => [HandRecord.BulkItem(chunkTags: new byte[24])],
            "a tag twice" => [HandRecord.BulkItem(), HandRecord.BulkItem()],
            _ => [
                HandRecord.BulkItem(),
                bulk => bulk.Bytes(0x0401_100A, "UL", 0x20, 0, 0, 0x56).Bytes(0x0401_100B, "OB", 0, 1)
                    .Bytes(0x0401_100C, "OB", HandRecord.Padded(HandRecord.Length(4))),
            ],
        };

        ShouldLookLikeAWrongKeyWith(0x0401_1009, record => record.Sequence(0x0401_1009, items));
    }

    [Fact]
    public void Recover_AClearTagTwice_LooksLikeAWrongKey()
    {
        byte[] entry = HandRecord.ClearTag(HandRecord.Name, HandRecord.PlaceOfPn, "dummy"u8);

        ShouldLookLikeAWrongKeyWith(0x0401_100E, HandRecord.Octets(0x0401_100E, [.. entry, .. entry]));
    }

    public static TheoryData<string, Action<DicomBytes>> DamagedAttributes => new()
    {
        { "a tag twice", item => item.Text(HandRecord.Name, "PN", "Doe^Jane").Text(HandRecord.Name, "PN", "Doe^Jane") },
        { "group 0000", item => item.Bytes(0x0000_0002, "UI") },
        { "group 0002", item => item.Text(0x0002_0010, "UI", "1.2.840.10008.1.2.1") },
    };

    [Theory]
    [MemberData(nameof(DamagedAttributes))]
    public void Recover_DamagedAttributes_LookLikeAWrongKey(string name, Action<DicomBytes> attributes) => ShouldLookLikeAWrongKey(
        HandRecord.ObjectWith(HandRecord.Envelope(HandRecord.Plaintext(HandRecord.Whole().Values, attributes))), name);

    private static byte[] ObjectWith(SortedDictionary<uint, Action<DicomBytes>> record) =>
        HandRecord.ObjectWith(HandRecord.Envelope(HandRecord.Plaintext(record.Values)));

    private static void ShouldLookLikeAWrongKeyWith(uint tag, Action<DicomBytes> damaged)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = HandRecord.Whole();
        elements[tag] = damaged;
        ShouldLookLikeAWrongKey(ObjectWith(elements));
    }

    private static void ShouldLookLikeAWrongKey(byte[] protectedObject, string because = "")
    {
        RecoveryException failure = Roundtrip.Refused(protectedObject);

        failure.Failure.Should().Be(RecoveryFailure.NotAuthentic, because);
        failure.Message.Should().Be(new RecoveryException().Message, because);
    }
}
