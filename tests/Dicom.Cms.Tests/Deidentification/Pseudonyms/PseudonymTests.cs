using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Replacement UIDs and identifiers: consistent under a key, meaningless without it.</summary>
public sealed class PseudonymTests
{
    // printf 'uid\0basic\0\0001.2.3.4' | openssl dgst -sha256 -mac HMAC \
    //     -macopt hexkey:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
    // 45520b07ce93d0cd2f671625b4b5279a...; with version 8 and variant 2: 45520b07ce9380cdaf671625b4b5279a
    [Theory]
    [InlineData("basic", "", "2.25.92142723776594061239939086734383720346")]
    [InlineData("basic", "trial", "2.25.239900423745352419847284205820126767461")]
    [InlineData("only", "", "2.25.84697514769608090731923649177896698795")]
    public void ReplaceUid_KnownKey_GivesTheKnownAnswer(string profile, string purpose, string expected)
    {
        using PseudonymKey key = ProtectedObject.Key();

        new Pseudonyms(key, profile, purpose).ReplaceUid("1.2.3.4"u8).Should().Be(expected);
    }

    // python3 -c 'import hmac; d = hmac.digest(bytes(range(32)), b"PatientID\0basic\0\0Doe^Jane 77", "sha256")
    // print("".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[octet & 31] for octet in d[:16]))'
    [Theory]
    [InlineData("PatientID", "2S7PYCQ22PBJ7FBS")]
    [InlineData("AccessionNumber", "X742D2KR4XHR4350")]
    [InlineData("PatientName", "D07RST1EWJXBHJFB")]
    [InlineData("StudyID", "F5GQ99NDA7GK56DT")]
    public void ReplaceIdentifier_KnownKey_GivesTheKnownAnswer(string kind, string expected)
    {
        using PseudonymKey key = ProtectedObject.Key();

        byte[] identifier = new Pseudonyms(key, "basic", "").ReplaceIdentifier(Encoding.ASCII.GetBytes(kind), "Doe^Jane 77"u8);

        Encoding.ASCII.GetString(identifier).Should().Be(expected);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Protect_Identifiers_BecomeTheirPseudonyms(WireEncoding encoding)
    {
        byte[] file = DicomBytes.In(encoding)
            .Text(0x0008_0018, "UI", "1.2.3.4")
            .Text(0x0008_0050, "SH", "Doe^Jane 77").Text(0x0010_0010, "PN", "Doe^Jane 77").Text(0x0010_0020, "LO", "Doe^Jane 77")
            .Text(0x0020_0010, "SH", "Doe^Jane 77").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(0x0008_0018).Should().Be("2.25.92142723776594061239939086734383720346");
        output.Text(0x0008_0050).Should().Be("X742D2KR4XHR4350");
        output.Text(0x0010_0010).Should().Be("Anonymous^D07RST1EWJXBHJFB");
        output.Text(0x0010_0020).Should().Be("2S7PYCQ22PBJ7FBS");
        output.Text(0x0020_0010).Should().Be("F5GQ99NDA7GK56DT");
    }

    [Fact]
    public void ReplaceUid_ManyUids_AreDistinctUuidsOfVersion8()
    {
        using PseudonymKey key = PseudonymKey.Create();
        Pseudonyms pseudonyms = new(key, "basic", "");
        HashSet<string> seen = [];
        for (int i = 0; i < 2000; i++)
        {
            string uid = pseudonyms.ReplaceUid(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"1.2.{i}")));
            byte[] uuid = new byte[16];
            byte[] number = BigInteger.Parse(uid["2.25.".Length..], CultureInfo.InvariantCulture)
                .ToByteArray(isUnsigned: true, isBigEndian: true);
            number.CopyTo(uuid, 16 - number.Length);

            (uuid[6] >> 4).Should().Be(8);
            (uuid[8] >> 6).Should().Be(2);
            uid.Length.Should().BeLessThanOrEqualTo(64);
            ValueExamples.IsLegal(ValueRepresentation.UI, Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + "\0"))
                .Should().BeTrue();
            seen.Add(uid).Should().BeTrue();
        }
    }

    [Fact]
    public void Protect_ReferencesAcrossObjects_StayConsistent()
    {
        byte[] image = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4.5").Text(0x0020_000D, "UI", "1.2.3.4.6").ToFile();
        byte[] report = DicomBytes.Implicit()
            .Text(0x0008_0018, "UI", "1.2.3.4.7")
            .UndefinedSequence(0x0008_1115, item =>
                item.Sequence(0x0008_1199, inner => inner.Text(0x0008_1155, "UI", "1.2.3.4.5")).Text(0x0020_000E, "UI", "1.2.3.4.8"))
            .Text(0x0020_000D, "UI", "1.2.3.4.6").ToFile();

        ProtectedObject first = ProtectedObject.Of(image), second = ProtectedObject.Of(report);

        second.Text(0x0020_000D).Should().Be(first.Text(0x0020_000D)).And.StartWith("2.25.");
        second.Text(0x0008_1115, 0x0008_1199, 0x0008_1155).Should().Be(first.Text(0x0008_0018)).And.NotBe(second.Text(0x0008_0018));
    }

    [Fact]
    public void Protect_AnotherKeyPurposeOrProfile_GivesOtherUids()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4").ToFile();
        using LearnedKeyService keys = new();
        using PseudonymKey key = ProtectedObject.Key(), other = PseudonymKey.Create();
        DeidentifierRecoveryBuilder builder = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(keys.Recipient);
        DeidentifierRecoveryBuilder only = Deidentifier.WithProfile(ConfidentialityProfile.Only(AttributeSet.Of(Tags.PatientName)))
            .Encrypt(AttributeSet.AllProtected).For(keys.Recipient);
        string[] uids =
        [
            .. new[]
            {
                builder.WithPseudonymKey(key), builder.WithPseudonymKey(key).WithPurpose("trial"),
                builder.WithPseudonymKey(key).WithPurpose("Trial"),
                builder.WithPseudonymKey(other), builder, builder, only.WithPseudonymKey(key),
            }.Select(chosen => ProtectedObject.Of(file, chosen.Build()).Text(0x0008_0018)!),
        ];

        uids.Should().OnlyHaveUniqueItems();
        ProtectedObject.Of(file, builder.WithPseudonymKey(key).Build()).Text(0x0008_0018).Should().Be(uids[0], "the key alone decides");
        Deidentifier random = builder.Build();
        ProtectedObject.Of(file, random).Text(0x0008_0018)
            .Should().Be(ProtectedObject.Of(file, random).Text(0x0008_0018), "one de-identifier is consistent with itself");
    }

    [Fact]
    public void Protect_RegisteredUids_StayExceptAsSopInstanceUid()
    {
        byte[] file = DicomBytes.Explicit()
            .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
            .Text(0x0008_0018, "UI", "1.2.840.10008.1.5.1")
            .Sequence(0x0008_1115, item => item.Text(0x0008_1155, "UI", "1.2.840.10008.1.5.1"))
            .Text(0x0020_0052, "UI", "1.2.840.10008.1.4.1.1\\1.2.3").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(0x0008_0016).Should().Be("1.2.840.10008.5.1.4.1.1.7");
        output.Text(0x0008_0018).Should().StartWith("2.25.");
        output.Text(0x0008_1115, 0x0008_1155).Should().Be("1.2.840.10008.1.5.1");
        output.Text(0x0020_0052).Should().MatchRegex(@"^1\.2\.840\.10008\.1\.4\.1\.1\\2\.25\.[0-9]+$");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Protect_ObjectWithoutSopInstanceUid_GetsTheSameInEveryProcess(bool isEmpty)
    {
        DicomBytes bytes = DicomBytes.Explicit();
        if (isEmpty) bytes.Bytes(0x0008_0018, "UI");
        byte[] file = bytes.Text(0x0010_0010, "PN", "Doe^Jane").Words(0x0028_0010, "US", 1).Bytes(0x7FE0_0010, "OW", 1, 2).ToFile();
        byte[] other = DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^John").Words(0x0028_0010, "US", 1)
            .Bytes(0x7FE0_0010, "OW", 1, 2).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(0x0008_0018).Should().StartWith("2.25.").And.Be(ProtectedObject.Of(file).Text(0x0008_0018));
        output.Text(0x0008_0018).Should().NotBe(ProtectedObject.Of(other).Text(0x0008_0018));
        if (!isEmpty) output.Result.AddedAttributes.Should().Contain(Tags.SOPInstanceUID);
        output.File.MetaElements.Should().Contain(element => element.Tag == Tags.MediaStorageSOPInstanceUID);

        // python3: SHA-256 over the small elements as they stand, in the place of the UID of the known answers above.
        byte[] small = [.. output.File.Source.ReadRange(0, 0).ToArray(), .. file[DicomBytes.Prefix("1.2.840.10008.1.2.1").Length..^14]];
        using PseudonymKey key = ProtectedObject.Key();
        output.Text(0x0008_0018).Should().Be(new Pseudonyms(key, "basic", "").ReplaceUid(SHA256.HashData(small)));
    }

    [Fact]
    public void Key_Exported_GivesTheSameAndIsCheckedForLength()
    {
        using PseudonymKey key = PseudonymKey.Create(), again = PseudonymKey.FromBytes(key.Export());
        Func<PseudonymKey> tooShort = () => PseudonymKey.FromBytes(new byte[31]), tooLong = () => PseudonymKey.FromBytes(new byte[33]);

        again.Export().Should().Equal(key.Export()).And.HaveCount(32).And.Contain(octet => octet != 0);
        tooShort.Should().Throw<ArgumentException>();
        tooLong.Should().Throw<ArgumentException>();
        key.ToString().Should().Be("PseudonymKey");
        key.Dispose();
        key.Invoking(disposed => disposed.Export()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Deidentifier_WhoseKeyIsDisposedAfterBuild_GoesOn()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4").ToFile();
        PseudonymKey key = ProtectedObject.Key();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();
        key.Dispose();

        ProtectedObject.Of(file, deidentifier).Text(0x0008_0018).Should().Be("2.25.92142723776594061239939086734383720346");
    }
}
