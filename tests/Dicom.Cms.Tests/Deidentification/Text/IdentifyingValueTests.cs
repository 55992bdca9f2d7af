using System.Globalization;
using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>A name, identifier or UID that was protected is found again in what the table lets stay.</summary>
public sealed class IdentifyingValueTests
{
    private const uint Protocol = 0x0018_1250, Comment = 0x0018_9423, KeptSequence = 0x0054_0220, Unknown = 0x0018_FF02;

    public static TheoryData<WireEncoding> Encodings =>
        [WireEncoding.ImplicitLittleEndian, WireEncoding.ExplicitLittleEndian, WireEncoding.ExplicitBigEndian];

    [Theory]
    [InlineData("Doe^Jane^Mary")]
    [InlineData("Doe Jane")]
    [InlineData("Doe, Jane")]
    [InlineData("Doe,Jane")]
    [InlineData("Doe_Jane")]
    [InlineData("Jane Doe")]
    [InlineData("HOSP-4711")]
    [InlineData("ACC-2024-9")]
    [InlineData("1.3.6.1.4.1.99999.5.1")]
    public void Protect_ValueInAKeptText_IsCutOut(string value)
    {
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            byte[] file = Object(encoding, bytes => bytes
                .Text(Protocol, "SH", $"<{value}>")
                .Sequence(KeptSequence, item => item.Text(0x0008_0104, "LO", $"before {value} behind")));

            ProtectedObject output = ProtectedObject.Of(file);

            output.Holds(value).Should().BeFalse();
            output.Text(Protocol).Should().StartWith("<").And.EndWith(">");
            output.Text(KeptSequence, 0x0008_0104).Should().StartWith("before").And.EndWith("behind");
            output.Result.ProtectedAttributes.Should().Contain([new Tag(Protocol), new Tag(KeptSequence)]);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_ValueInUn_RemovesTheAttribute(WireEncoding encoding)
    {
        byte[] file = Object(encoding, bytes => bytes.Bytes(Unknown, "UN", "about Doe^Jane^Mary "u8.ToArray()));

        ProtectedObject output = ProtectedObject.Of(file);

        output.Find(Unknown).Should().BeNull();
        output.Holds("Doe^Jane").Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 18) - 7)]
    [InlineData((1 << 18) - 1)]
    [InlineData((1 << 20) + 12345)]
    public void Protect_ValueInALargeText_IsFoundWhereverItStands(int offset)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'.', (1 << 20) + 40_000)];
        "Doe^Jane^Mary"u8.CopyTo(text.AsSpan(offset));
        byte[] file = Object(WireEncoding.ExplicitLittleEndian, bytes => bytes.Bytes(0x0018_FF00, "UT", text).Bytes(Unknown, "OB", text));

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds("Doe^Jane").Should().BeFalse();
        output.Find(0x0018_FF00)!.Value.Length.Should().BeInRange(1 << 20, text.Length - 1);
        output.Find(Unknown).Should().BeNull();
    }

    [Fact]
    public void Protect_NameFromALargeSequence_IsFoundElsewhere()
    {
        byte[] file = DicomBytes.Explicit()
            .Text(Protocol, "SH", "for Roe^Rita")
            .Sequence(0x0054_0222, item =>
                item.Text(0x0040_A123, "PN", "Roe^Rita").Bytes(0x0054_0400, "OB", new byte[SourceObject.InMemoryLimit])).ToFile();

        ProtectedObject.Of(file).Holds("Roe^Rita").Should().BeFalse();
    }

    [Fact]
    public void Protect_CutThatJoinsANameAnew_LeavesADummy()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").Text(Protocol, "SH", "Doe^Doe^JaneJane").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds("Doe^Jane").Should().BeFalse();
        output.Text(Protocol).Should().Be("Anonymized");
    }

    [Fact]
    public void Protect_TextThatIsNothingButAName_BecomesADummy()
    {
        byte[] file = Object(WireEncoding.ExplicitLittleEndian, bytes => bytes.Text(Protocol, "SH", "Doe Jane"));

        ProtectedObject.Of(file).Text(Protocol).Should().Be("Anonymized");
    }

    [Fact]
    public void Protect_UidInAKeptText_IsReplacedAsEverywhere()
    {
        byte[] file = Object(WireEncoding.ExplicitLittleEndian, bytes => bytes.Text(Comment, "LO", "see 1.3.6.1.4.1.99999.5.1!"));

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(Comment).Should().Be($"see {output.Text(0x0020_000D)}!");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}.")]
    [InlineData("{0}.\r\nNext")]
    [InlineData("of {0}..")]
    [InlineData("see.{0}.see")]
    [InlineData("UID{0}mm")]
    [InlineData("1) {0}, {0}; {0}")]
    public void Protect_UidBesideDotsAndLetters_IsReplaced(string format)
    {
        const string Uid = "1.3.6.1.4.1.99999.5.1";
        byte[] file = Object(WireEncoding.ExplicitLittleEndian,
            bytes => bytes.Text(Comment, "LT", string.Format(CultureInfo.InvariantCulture, format, Uid)));

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(Comment).Should().Be(string.Format(CultureInfo.InvariantCulture, format, output.Text(0x0020_000D)));
    }

    [Theory]
    [InlineData("1.2.3.4.5.66")]
    [InlineData("1.2.3.4.5.6.7")]
    [InlineData("21.2.3.4.5.6")]
    [InlineData("0.1.2.3.4.5.6.7")]
    public void Protect_ProtectedUidInsideALongerOne_ReplacesTheWholeOfThat(string longer)
    {
        byte[] file = DicomBytes.Explicit().Text(Comment, "LO", $"see {longer}.").Text(0x0020_000D, "UI", "1.2.3.4.5.6").ToFile();

        ProtectedObject.Of(file).Text(Comment)
            .Should().Be($"see {ReplacementOf(longer)}.", "half a UID would be none, and the rest says what the half was");
    }

    [Fact]
    public void Protect_UidThatBeginsAnother_LeavesNoneOfThemBroken()
    {
        byte[] file = DicomBytes.Explicit()
            .Text(Comment, "LO", "1.2.3.4.5.6 1.2.3.4.5.66 1.2.3.4.5")
            .Text(0x0020_000D, "UI", "1.2.3.4.5.6").Text(0x0020_000E, "UI", "1.2.3.4.5.66").Text(0x0040_A124, "UI", "1.2.3.4.5").ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Text(Comment).Should().Be($"{output.Text(0x0020_000D)} {output.Text(0x0020_000E)} {output.Text(0x0040_A124)}");
    }

    [Fact]
    public void Protect_ClassThatGoesOnFromAProtectedUid_StaysAsItIs()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0016, "UI", "1.3.12.2.1107.5.9.1")
            .Text(0x0020_000D, "UI", "1.3.12.2.1107.5").ToFile();

        ProtectedObject.Of(file).Text(0x0008_0016).Should().Be("1.3.12.2.1107.5.9.1");
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.7", true)]
    [InlineData("1.3.12.2.10008.5.9.1", false)]
    [InlineData("1.2.840.10008.Doe 10008", false)]
    public void Protect_PatientIdInAUidThatStays_LeavesAWholeUid(string uid, bool isKept)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0016, "UI", uid).Text(0x0010_0020, "LO", "10008").ToFile();

        ProtectedObject.Of(file).Text(0x0008_0016).Should().Be(isKept ? uid : ReplacementOf(uid));
    }

    [Fact]
    public void Protect_ShortOrCommonValues_StayInText()
    {
        byte[] file = DicomBytes.Explicit()
            .Text(0x0008_0070, "LO", "CT01 Jo 1.2")
            .Text(0x0010_0010, "PN", "Jo").Text(0x0010_0020, "LO", "CT01")
            .Text(Comment, "LO", "CT01 Jo 1.2").ToFile();

        ProtectedObject.Of(file).Text(Comment).Should().Be("CT01 Jo 1.2");
    }

    [Fact]
    public void Protect_NumbersAndPixels_AreNotSearched()
    {
        byte[] looksLike = "Doe^Jane^Mary   "u8.ToArray();
        byte[] file = Object(WireEncoding.ExplicitLittleEndian, bytes => bytes
            .Bytes(0x0018_9089, "FD", looksLike).Bytes(0x7FE0_0010, "OW", looksLike));

        ProtectedObject output = ProtectedObject.Of(file);

        output.Find(0x0018_9089)!.Value.ToArray().Should().Equal(looksLike);
        output.Find(0x7FE0_0010)!.Value.ToArray().Should().Equal(looksLike);
    }

    [Fact]
    public void Protect_NameInTheFileMetaInformationOrPreamble_IsGone()
    {
        byte[] file = Object(WireEncoding.ExplicitLittleEndian, _ => { });
        "Doe^Jane^Mary"u8.CopyTo(file);
        byte[] withMeta = [.. file[..132], .. DicomBytes.Explicit().Text(0x0002_0016, "AE", "JANESCANNER").ToArray(), .. file[132..]];

        ProtectedObject output = ProtectedObject.Of(withMeta);

        output.Holds("Doe").Should().BeFalse();
        output.Holds("JANESCANNER").Should().BeFalse();
        output.Bytes.AsSpan(0, 128).ContainsAnyExcept((byte)0).Should().BeFalse("nothing of the preamble is left");
    }

    [Fact]
    public void Protect_NameAsSopClass_IsNotCopiedIntoTheFileMetaInformation()
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0016, "UI", "Doe^Jane^Mary").Text(0x0010_0010, "PN", "Doe^Jane^Mary").ToFile();

        ProtectedObject.Of(file).Holds("Doe^Jane").Should().BeFalse();
    }

    [Fact]
    public void Protect_NameInMultiByteOctets_IsFoundAsOctets()
    {
        byte[] name = Encoding.UTF8.GetBytes("Müller^Jürgen ");
        byte[] text = [.. "Kopf "u8, .. Encoding.UTF8.GetBytes("Jürgen Müller"), (byte)' '];
        byte[] file = DicomBytes.Explicit().Text(0x0008_0005, "CS", "ISO_IR 192").Bytes(0x0010_0010, "PN", name)
            .Bytes(Comment, "LO", text.Length % 2 == 0 ? text : [.. text, (byte)' ']).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Holds(Encoding.UTF8.GetBytes("Müller")).Should().BeFalse();
        output.Text(Comment).Should().Be("Kopf");
    }

    private static string ReplacementOf(string uid)
    {
        using PseudonymKey key = ProtectedObject.Key();
        return new Pseudonyms(key, ConfidentialityProfile.Basic, "").ReplaceUid(Encoding.ASCII.GetBytes(uid));
    }

    private static byte[] Object(WireEncoding encoding, Action<DicomBytes> add)
    {
        DicomBytes bytes = DicomBytes.In(encoding)
            .Text(0x0008_0018, "UI", "1.3.6.1.4.1.99999.5.2")
            .Text(0x0008_0050, "SH", "ACC-2024-9")
            .Text(0x0010_0010, "PN", "Doe^Jane^Mary")
            .Text(0x0010_0020, "LO", "HOSP-4711")
            .Text(0x0020_000D, "UI", "1.3.6.1.4.1.99999.5.1");
        add(bytes);
        return bytes.ToFile();
    }
}
