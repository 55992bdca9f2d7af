using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Action D: every VR gets a legal value, and no Sequence keeps a code that says who or where.</summary>
public sealed class DummyTests
{
    private const uint PersonCodes = 0x0040_1101, InstitutionCodes = 0x0008_0082, Operators = 0x0008_1072;

    public static TheoryData<string> Vrs() =>
    [
        .. Enumerable.Range('A', 26).SelectMany(first =>
                Enumerable.Range('A', 26).Select(second => ValueRepresentation.Find((ushort)((first << 8) | second))))
            .OfType<ValueRepresentation>().Where(vr => vr != ValueRepresentation.SQ).Select(vr => vr.Name),
    ];

    public static TheoryData<WireEncoding> Encodings => [.. Enum.GetValues<WireEncoding>()];

    [Fact]
    public void Vrs_Whole_AreThoseOfTheStandard() => Vrs().Should().HaveCount(33);

    [Theory]
    [MemberData(nameof(Vrs))]
    public void Dummy_OfAnyVr_IsLegalEvenAndNotEmpty(string name)
    {
        ValueRepresentation vr = ValueRepresentation.Find((ushort)((name[0] << 8) | name[1]))!;

        byte[] dummy = DummyValues.For(new Tag(0x0018_FF00), vr);

        int unit = vr == ValueRepresentation.AT ? 4 : vr.UnitLength;
        dummy.Should().NotBeEmpty();
        (dummy.Length % 2).Should().Be(0, "PS3.5 7.1.1");
        (dummy.Length % unit).Should().Be(0, "it is whole units");
        if (vr.IsText) ValueExamples.IsLegal(vr, dummy).Should().BeTrue();
        int longest = name switch
        {
            "AE" or "CS" or "SH" => 16,
            "AS" => 4,
            "DA" => 8,
            "DS" => 16,
            "IS" => 12,
            "LO" => 64,
            "TM" => 14,
            "DT" => 26,
            "UI" => 64,
            _ => 1024
        };
        dummy.Length.Should().BeLessThanOrEqualTo(longest, "PS3.5 6.2");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Protect_CodesThatIdentify_BecomeOneThatSaysNothing(WireEncoding encoding)
    {
        byte[] file = DicomBytes.In(encoding)
            .Sequence(InstitutionCodes, Code("MGH-7", "Mercy General"))
            .Sequence(Operators, op =>
                op.Sequence(PersonCodes, Code("DRX-77", "Dr. Quillfeather"), Code("DRX-78", "Nurse Ratched"))
                    .Text(0x0040_1103, "LO", "555 0100"))
            .Sequence(0x0040_A730, item => item.Sequence(PersonCodes, Code("DRX-79", "Somebody"))).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        foreach (string identity in (string[])["MGH", "Mercy", "DRX", "Quillfeather", "Ratched", "99HOSP", "555"])
            output.Holds(identity).Should().BeFalse(identity);
        output.Text(0x0040_A730, PersonCodes, 0x0008_0100).Should().Be("ANONYMIZED");
        output.Text(0x0040_A730, PersonCodes, 0x0008_0102).Should().StartWith("99");
        output.Text(0x0040_A730, PersonCodes, 0x0008_0104).Should().Be("Anonymized");
    }

    [Fact]
    public void Protect_LongCodesThatIdentify_BecomeTheSame()
    {
        byte[] file = DicomBytes.Explicit().Sequence(
            0x0040_A730, item => item.Sequence(
                PersonCodes,
                code => code.Text(0x0008_0119, "UC", "somebody of the staff"),
                code => code.Text(0x0008_0120, "UR", "urn:staff:77"))).ToFile();

        ProtectedObject output = ProtectedObject.Of(file);

        output.Find(0x0040_A730, PersonCodes)!.Items!.Select(item => item.Find(0x0008_0100).Text())
            .Should().Equal("ANONYMIZED", "ANONYMIZED");
        output.Holds("staff").Should().BeFalse();
    }

    [Fact]
    public async Task Verify_CodeThatIdentifies_IsFoundAndItsDummyIsNot()
    {
        byte[] original = DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3.4")
            .Sequence(0x0040_A730, item => item.Sequence(PersonCodes, Code("DRX-79", "Somebody"))).ToFile();
        ProtectedObject output = ProtectedObject.Of(original);
        byte[] spoilt = [.. output.Bytes];
        "DRX-79    "u8.CopyTo(spoilt.AsSpan(spoilt.AsSpan().IndexOf("ANONYMIZED"u8)));

        (await VerifyAsync(output.Bytes)).Findings.Should().BeEmpty();
        (await VerifyAsync(spoilt)).Findings.Should().ContainSingle().Which.Rule.Should().Be(VerificationRule.NotReplaced);
    }

    [Fact]
    public void Protect_UidThatIsReplacedByADummy_StaysAnotherThanItsNeighbour()
    {
        byte[] file = DicomBytes.Explicit().Sequence(
            0x006A_0002,
            group => group.Text(0x006A_0003, "UI", "1.2.3.4.5.1"),
            group => group.Text(0x006A_0003, "UI", "1.2.3.4.5.2")).ToFile();

        string[] uids = [.. ProtectedObject.Of(file).Find(0x006A_0002)!.Items!.Select(item => item.Find(0x006A_0003).Text())];

        uids.Should().OnlyHaveUniqueItems().And.OnlyContain(uid => uid.StartsWith("2.25.", StringComparison.Ordinal));
    }

    private static Action<DicomBytes> Code(string value, string meaning) => code =>
        code.Text(0x0008_0100, "SH", value).Text(0x0008_0102, "SH", "99HOSP").Text(0x0008_0104, "LO", meaning);

    private static async Task<VerificationReport> VerifyAsync(byte[] bytes)
    {
        using DicomObject file = DicomObject.Read(bytes);
        return await ProtectionVerifier.ByClaim.VerifyAsync(file, name: null);
    }
}
