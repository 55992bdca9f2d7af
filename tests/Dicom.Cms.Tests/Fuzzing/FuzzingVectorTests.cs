using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What fuzzing found: objects that were protected and then refused by recovery, or called a defect.</summary>
public sealed class FuzzingVectorTests
{
    private static readonly string Folder = Path.Combine(ReadmeFolder.RepositoryRoot, "tests", "Dicom.Cms.Tests", "Fuzzing", "Vectors");

    private static readonly ConfidentialityProfile[] Profiles =
    [
        ConfidentialityProfile.Basic,
        ConfidentialityProfile.Basic with { Options = ProfileOptions.RetainUids },
        ConfidentialityProfile.Only(AttributeSet.Of(Data.Tags.PatientName, Data.Tags.SpecificCharacterSet)),
    ];

    private static readonly string[] Names =
    [
        "character-set-as-person-name", "character-set-of-numbers-big-endian", "character-set-with-items",
        "uid-and-character-set-at-the-end", "uid-of-floats-big-endian", "uid-of-numbers-big-endian", "uid-that-is-a-broken-sequence",
    ];

    public static TheoryData<string> Files => [.. Names];

    [Fact]
    public void Vectors_EveryFile_IsTested() =>
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Should()
            .BeEquivalentTo(Names.Append("deflated-big-endian").Append("deflated-implicit"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Recover_FileFoundByFuzzing_GivesTheOriginalAndThePart(string name) =>
        ShouldComeBack(File.ReadAllBytes(Path.Combine(Folder, name + ".dcm")), name);

    [Theory]
    [InlineData("deflated-big-endian")]
    [InlineData("deflated-implicit")]
    public void Protect_DeflatedInAnotherEncoding_IsRefusedWithTheReason(string name)
    {
        byte[] original = File.ReadAllBytes(Path.Combine(Folder, name + ".dcm"));

        FluentActions.Invoking(() => Roundtrip.Protect(original)).Should().Throw<ProtectionException>().WithMessage("*PS3.5 A.5*");
    }

    [Fact]
    public void Protect_IdentifierThatIsPartOfTheCharacterSet_LeavesTheCharacterSet()
    {
        byte[] original = DicomBytes.Explicit().Text(0x0008_0005, "CS", "GB18030").Text(0x0008_0018, "UI", "2.25.1")
            .Text(0x0008_0050, "SH", "18030").Text(0x0010_0010, "PN", "Doe^Jane").ToFile();

        ShouldComeBack(original, "GB18030");
        ContentTree.LineOf(Roundtrip.Protect(original), 0x0008_0005).Should().Be(ContentTree.LineOf(original, 0x0008_0005));
    }

    [Fact]
    public void Protect_NameWhereTheCharacterSetBelongs_IsCleaned()
    {
        byte[] original = DicomBytes.Explicit().Text(0x0008_0005, "LO", "Doe^Jane").Text(0x0008_0018, "UI", "2.25.1")
            .Text(0x0010_0010, "PN", "Doe^Jane").ToFile();

        ShouldComeBack(original, "a name as character set");
        Roundtrip.Protect(original).AsSpan().IndexOf("Doe"u8).Should().Be(-1);
    }

    [Theory]
    [InlineData(1025)]
    [InlineData(70_000)]
    public void Recover_OverlongCharacterSet_GivesTheOriginalAndThePart(int length)
    {
        ShouldComeBack(
            DicomBytes.Implicit().Bytes(0x0008_0005, "CS", new byte[length]).Text(0x0008_0018, "UI", "2.25.1")
                .Text(0x0010_0010, "PN", "Doe^Jane").ToFile(),
            "implicit");
        byte[] unknownVr = [8, 0, 5, 0, (byte)'Z', (byte)'X', 0, 0, (byte)length, (byte)(length >> 8),
            (byte)(length >> 16), 0, .. new byte[length]];
        ShouldComeBack(
            DicomBytes.Explicit().Raw(unknownVr).Text(0x0008_0018, "UI", "2.25.1").Text(0x0010_0010, "PN", "Doe^Jane")
                .ToFile(), "of unknown VR");
    }

    [Fact]
    public void Recover_SeveralCharacterSets_GivesTheOriginalAndThePart() =>
        ShouldComeBack(
            DicomBytes.Explicit().Text(0x0008_0005, "CS", "ISO_IR 192").Text(0x0008_0005, "CS", "ISO_IR 100")
                .Text(0x0008_0018, "UI", "2.25.1")
                .Text(0x0010_0010, "PN", "Doe^Jane").ToFile(),
            "two character sets");

    [Theory]
    [InlineData(0x0008_0016u)]
    [InlineData(0x0008_0018u)]
    public void Recover_OverlongUid_GivesTheOriginalAndThePart(uint tag)
    {
        byte[] value = [.. Enumerable.Repeat((byte)'1', 70_000)];
        ShouldComeBack(
            DicomBytes.Explicit().Bytes(tag, "UT", value).Bytes(tag, "UT", value).Text(0x0010_0010, "PN", "Doe^Jane")
                .ToFile(), "twice, in UT");
    }

    [Fact]
    public void Recover_OverlongUidInAForeignItem_IsPutBack()
    {
        byte[] value = [.. Enumerable.Repeat((byte)'1', 70_000)];
        byte[] protectedObject = ForeignItem.Object(
            ForeignItem.Of(item => item.Bytes(0x0008_0016, "UT", value).Text(0x0010_0010, "PN", "Doe^Jane")));

        Roundtrip.Recover(protectedObject).Result.RecoveredAttributes.Should().Contain([Data.Tags.SOPClassUID, Data.Tags.PatientName]);
    }

    private static void ShouldComeBack(byte[] original, string because)
    {
        foreach (ConfidentialityProfile profile in Profiles)
        {
            Deidentifier deidentifier = Deidentifier.WithProfile(profile)
                .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
                .Encrypt(AttributeSet.Of(Data.Tags.PatientName)).For(RecoveryKeys.Trial).Build();
            byte[] protectedObject = Roundtrip.Protect(original, deidentifier);

            (byte[] recovered, RecoveryResult result) = Roundtrip.Recover(protectedObject);
            recovered.Should().Equal(original, because);
            result.IsOriginal.Should().BeTrue(because);

            Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey).Result.Outcome.Should().Be(RecoveryOutcome.Standard, because);
        }
    }
}
