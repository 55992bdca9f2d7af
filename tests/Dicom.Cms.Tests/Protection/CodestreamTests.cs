using System.Text;
using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>What compressed pixels hold that no decoder needs (docs/clean-pixel-data.md).</summary>
public sealed class CodestreamTests
{
    private const string Text = "Doe^Jane 19700101";

    private static readonly Deidentifier ArchiveAndTrial = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
        .Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial)
        .Build();

    [Fact]
    public void Protect_CommentsInPixels_AreCutAndComeBack()
    {
        byte[] original = RecoverySamples.Classes["encapsulated, with comments"]();

        byte[] protectedObject = Roundtrip.Protect(original, ArchiveAndTrial);

        HoldsText(protectedObject).Should().BeFalse();
        PixelsOf(protectedObject).Should().Equal(PixelsOf(RecoverySamples.CompressedImage([], Padded(TinyJpeg.Stream()))));
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey);
        output.Should().Equal(original);
        result.IsOriginal.Should().BeTrue();
        result.Binding.Should().Be(RecoveryBinding.Bound);
    }

    [Fact]
    public void Recover_WithASubset_GetsTheCleanedPixels()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Classes["encapsulated, with comments"](), ArchiveAndTrial);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey);

        PixelsOf(output).Should().Equal(PixelsOf(protectedObject));
        result.Outcome.Should().Be(RecoveryOutcome.Standard);
    }

    [Fact]
    public void Recover_StandardMode_GetsTheCleanedPixels()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Classes["encapsulated, with comments"](), ArchiveAndTrial);

        using MemoryStream input = new(protectedObject), output = new();
        Roundtrip.AsArchive.InMode(RecoveryMode.Standard).Recover(input, output);

        PixelsOf(output.ToArray()).Should().Equal(PixelsOf(protectedObject));
    }

    [Fact]
    public void Recover_CleanedPixelsThatWereAltered_AreRefused()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Classes["encapsulated, with comments"](), ArchiveAndTrial);
        protectedObject[^12] ^= 1;

        Action recover = () => Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey);

        recover.Should().Throw<RecoveryException>().Which.Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Protect_ExtendedOffsetTables_ArePutRightAndComeBack()
    {
        byte[] first = Padded(RecoverySamples.CommentedJpeg()), second = Padded(TinyJpeg.Stream());
        byte[] original = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian)
            .Text(0x0028_0008, "IS", "2")
            .Bytes(0x7FE0_0001, "OV", Numbers(0, first.Length + 8)).Bytes(0x7FE0_0002, "OV", Numbers(first.Length, second.Length))
            .Fragments([], first, second).ToFile("1.2.840.10008.1.2.4.50");

        byte[] protectedObject = Roundtrip.Protect(original, ArchiveAndTrial);

        HoldsText(protectedObject).Should().BeFalse();
        ValueOf(protectedObject, new Tag(0x7FE0_0001)).Should().Equal(Numbers(0, second.Length + 8));
        ValueOf(protectedObject, new Tag(0x7FE0_0002)).Should().Equal(Numbers(TinyJpeg.Stream().Length, second.Length));
        Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey).Output.Should().Equal(original);
    }

    [Fact]
    public void Protect_OffsetTableOfAnotherLength_IsPutRightAndComesBack()
    {
        byte[] original = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian)
            .Bytes(0x7FE0_0001, "OV", [.. Encoding.ASCII.GetBytes(Text + " is a patient!")])
            .Fragments([], Padded(TinyJpeg.Stream())).ToFile("1.2.840.10008.1.2.4.50");

        byte[] protectedObject = Roundtrip.Protect(original, ArchiveAndTrial);

        HoldsText(protectedObject).Should().BeFalse();
        ValueOf(protectedObject, new Tag(0x7FE0_0001)).Should().Equal(Numbers(0));
        Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey).Output.Should().Equal(original);
    }

    [Theory]
    [InlineData("PAT-0815-17")] // What was protected elsewhere in the object.
    [InlineData("PatientName=Meier, Sofie;ID=4711")] // Text of any kind.
    public void Protect_StreamThatDoesNotParseAndHoldsText_IsRemovedWithAWarning(string text)
    {
        byte[] original = RecoverySamples.Head(WireEncoding.ExplicitLittleEndian).Text(0x0010_1000, "LO", "PAT-0815-17")
            .Fragments([], [.. RecoverySamples.Octets(2000), .. Encoding.ASCII.GetBytes(text), .. new byte[text.Length % 2]])
            .ToFile("1.2.840.10008.1.2.4.50");

        ProtectedObject output = ProtectedObject.Of(original, ArchiveAndTrial);

        output.Find(0x7FE0_0010).Should().BeNull();
        output.Result.Warnings.Should().ContainSingle().Which.Code.Should().Be(WarningCodes.CodestreamRemoved);
        output.Result.Warnings[0].Text.Should().NotContain(text);
        Roundtrip.Recover(output.Bytes, RecoveryKeys.ArchiveKey).Output.Should().Equal(original);
    }

    [Fact]
    public void Protect_StreamThatDoesNotParseAndHoldsNoText_StaysWithAWarning()
    {
        byte[] original = RecoverySamples.CompressedImage([], RecoverySamples.Octets(200_000));

        ProtectedObject output = ProtectedObject.Of(original, ArchiveAndTrial);

        PixelsOf(output.Bytes).Should().Equal(PixelsOf(original));
        output.Result.Warnings.Should().ContainSingle().Which.Code.Should().Be(WarningCodes.CodestreamNotRead);
    }

    [Fact]
    public void Protect_WithoutRecovery_CutsToo()
    {
        using PseudonymKey key = ProtectedObject.Key();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().WithPseudonymKey(key).Build();

        HoldsText(ProtectedObject.Of(RecoverySamples.Classes["encapsulated, with comments"](), deidentifier).Bytes).Should().BeFalse();
    }

    [Fact]
    public void Protect_MoreCutThanMayBeEncrypted_IsRefused()
    {
        byte[] comments = [.. Enumerable.Range(0, 40).SelectMany(_ => TinyJpeg.Segment(0xFE, new byte[50_000]))];
        byte[] original = RecoverySamples.CompressedImage([], Padded(TinyJpeg.Stream(comments)));
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive).WithEncryptedContentLimit(1 << 20).Build();

        Action protect = () => ProtectedObject.Of(original, deidentifier);

        protect.Should().Throw<ProtectionException>().Which.Tag.Should().Be(Tags.PixelData);
    }

    [Fact]
    public void Verify_CommentsInPixels_AreFound()
    {
        byte[] clean = ProtectedObject.Of(RecoverySamples.CompressedImage([], Padded(TinyJpeg.Stream())), ArchiveAndTrial).Bytes;
        byte[] pixels = PixelsOf(clean), planted = [.. clean[..^pixels.Length],
            .. PixelsOf(RecoverySamples.CompressedImage([], Padded(TinyJpeg.Stream(TinyJpeg.Comment("Lavc"))))) ];

        FindingsIn(clean).Should().BeEmpty();
        FindingsIn(planted).Should().ContainSingle()
            .Which.Should().Be(new VerificationFinding(VerificationRule.IgnoredOctets, $"{Tags.PixelData}"));
    }

    [Fact]
    public void Verify_TextInAStreamThatDoesNotParse_IsFound()
    {
        byte[] clean = ProtectedObject.Of(RecoverySamples.CompressedImage([], Padded(TinyJpeg.Stream())), ArchiveAndTrial).Bytes;
        byte[] planted = [.. clean[..^PixelsOf(clean).Length],
            .. PixelsOf(RecoverySamples.CompressedImage([], Encoding.ASCII.GetBytes("PatientName=Meier, Sofie;ID=4711")))];

        FindingsIn(planted).Should().ContainSingle().Which.Rule.Should().Be(VerificationRule.TextInCodestream);
    }

    private static List<VerificationFinding> FindingsIn(byte[] file)
    {
        using DicomObject present = DicomObject.Read(file);
        VerificationReport report = ProtectionVerifier.ByClaim.Verify(present, name: null);
        return [.. report.Findings.Where(finding => finding.Rule != VerificationRule.BurnedIn)];
    }

    private static bool HoldsText(byte[] octets) =>
        octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes("Jane")) >= 0 || octets.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Jane")) >= 0;

    private static byte[] PixelsOf(byte[] file) => ValueOf(file, Tags.PixelData);

    private static byte[] ValueOf(byte[] file, Tag tag)
    {
        using DicomObject present = DicomObject.Read(file);
        return present.ReadValue(present.Find(tag)!.Value).ToArray();
    }

    private static byte[] Padded(byte[] stream) => [.. stream, .. new byte[stream.Length % 2]];

    private static byte[] Numbers(params long[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}
