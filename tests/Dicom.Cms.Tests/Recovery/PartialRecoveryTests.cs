using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Recipients with different subsets: each recovers its own, and only that.</summary>
public sealed class PartialRecoveryTests
{
    private const uint Name = 0x0010_0010, Id = 0x0010_0020, Birth = 0x0010_0030, Sex = 0x0010_0040,
        Accession = 0x0008_0050, Uid = 0x0008_0018;

    private static readonly Deidentifier TwoSubsets = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate)).For(RecoveryKeys.Trial)
        .Encrypt(AttributeSet.Of(Tags.PatientName, Tags.AccessionNumber)).For(RecoveryKeys.Registry)
        .Build();

    private static readonly Deidentifier ArchiveAndTrial = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate)).For(RecoveryKeys.Trial)
        .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
        .Build();

    public static TheoryData<string> Encodings =>
        ["explicit little endian", "implicit little endian", "explicit big endian", "deflated", "encapsulated"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Recover_WithTheKeyOfASubset_GivesThatSubsetAlone(string encoding)
    {
        byte[] original = RecoverySamples.Classes[encoding](), protectedObject = Roundtrip.Protect(original, TwoSubsets);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey);

        ShouldHave(output, original, Id, Birth);
        ShouldHave(output, protectedObject, Name, Accession, Sex, Uid, 0x0020_000D);
        result.Outcome.Should().Be(RecoveryOutcome.Standard);
        result.IsOriginal.Should().BeFalse();
        result.ItemsForOthers.Should().Be(1);
        result.Binding.Should().Be(RecoveryBinding.Bound);
        result.Integrity.Should().Be(RecoveryIntegrity.Authenticated);
        result.RecoveredAttributes.Should().Contain([Tags.PatientID, Tags.PatientBirthDate])
            .And.NotContain([Tags.PatientName, Tags.AccessionNumber]);
        result.Warnings.Select(warning => warning.Code).Should().Equal("ItemsForOthers");
    }

    [Fact]
    public void Recover_WithTheKeyOfASubset_SaysThatIdentityIsBack()
    {
        byte[] output = Roundtrip.Recover(Roundtrip.Protect(RecoverySamples.Image(), TwoSubsets), RecoveryKeys.TrialKey).Output;

        ContentTree.LineOf(output, 0x0012_0062).Should().Be("(0012,0062)=" + Convert.ToHexString("NO"u8), "PS3.15 E.1.2");
        ContentTree.LineOf(output, 0x0012_0063).Should().BeNull();
        ContentTree.LineOf(output, 0x0012_0064).Should().BeNull();
        ContentTree.LineOf(output, 0x0400_0500).Should().Be("(0400,0500) 1 Items", "the Item for others stays, ours goes");
    }

    [Fact]
    public void Recover_OneAfterTheOtherAndAccepted_LeavesNothingEncrypted()
    {
        byte[] original = RecoverySamples.Image(), protectedObject = Roundtrip.Protect(original, TwoSubsets);

        byte[] first = Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey).Output;
        RecoveryException failure = Roundtrip.Refused(first, Reidentifier.WithKeys(RecoveryKeys.RegistryKey));
        (byte[] second, RecoveryResult result) = Roundtrip.Recover(first, Reidentifier.WithKeys(RecoveryKeys.RegistryKey)
            .With(RecoveryPolicy.Default with { AcceptAltered = true }));

        (failure.Failure, failure.Message).Should().Be((RecoveryFailure.NotAccepted,
            "Altered, added or removed since the object was protected: (0010,0020), (0010,0030)."));
        result.AlteredAttributes.Should().Equal(Tags.PatientID, Tags.PatientBirthDate);
        result.Warnings.Select(warning => warning.Code).Should().Equal("ClearPartAltered");

        ShouldHave(second, original, Id, Birth, Name, Accession);
        ShouldHave(second, protectedObject, Sex, Uid);
        ContentTree.LineOf(second, 0x0400_0500).Should().BeNull();
        result.ItemsForOthers.Should().Be(0);
    }

    [Fact]
    public void Recover_WithBothKeysOfSubsets_IsRefusedUntilOneIsChosen()
    {
        byte[] original = RecoverySamples.Image(), protectedObject = Roundtrip.Protect(original, TwoSubsets);
        Reidentifier both = Reidentifier.WithKeys(RecoveryKeys.RegistryKey, RecoveryKeys.TrialKey);

        RecoveryException failure = Roundtrip.Refused(protectedObject, both);
        (byte[] first, RecoveryResult ofTrial) = Roundtrip.Recover(protectedObject, both.OnlyItem(1));
        (byte[] second, RecoveryResult ofRegistry) = Roundtrip.Recover(protectedObject, both.OnlyItem(2));

        (failure.Failure, failure.Message).Should().Be((RecoveryFailure.NotAuthentic, new RecoveryException().Message));
        ShouldHave(first, original, Id, Birth);
        ShouldHave(first, protectedObject, Name, Accession);
        ShouldHave(second, original, Name, Accession);
        ShouldHave(second, protectedObject, Id, Birth);
        (ofTrial.ItemsForOthers, ofRegistry.ItemsForOthers).Should().Be((1, 1), "the other Item stays, opened or not");
        ContentTree.LineOf(first, 0x0400_0500).Should().Be("(0400,0500) 1 Items");
    }

    [Fact]
    public void Protect_ARecipientOfTwoSubsets_GetsOneItemWithBoth()
    {
        byte[] original = RecoverySamples.Image();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Trial, RecoveryKeys.Registry)
            .Build();

        byte[] protectedObject = Roundtrip.Protect(original, deidentifier);

        ObjectEditor.Open(protectedObject)[0x0400_0500].Items.Should().HaveCount(2);
        ShouldHave(Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey).Output, original, Id, Name);
        byte[] registry = Roundtrip.Recover(protectedObject, RecoveryKeys.RegistryKey).Output;
        ShouldHave(registry, original, Name);
        ShouldHave(registry, protectedObject, Id);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Recover_WithTheArchiveKeyBesideOthers_GivesTheOriginal(string encoding)
    {
        byte[] original = RecoverySamples.Classes[encoding](), protectedObject = Roundtrip.Protect(original, ArchiveAndTrial);

        (byte[] alone, RecoveryResult result) = Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey);
        byte[] together = Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey, RecoveryKeys.ArchiveKey).Output;

        Roundtrip.ShouldBeOriginal(alone, original);
        Roundtrip.ShouldBeOriginal(together, original);
        result.ItemsForOthers.Should().Be(0, "the Item of the trial was not opened, but the original has no Items");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Recover_WithTheArchiveKeyAfterAPartialRecovery_GivesTheOriginal(string encoding)
    {
        byte[] original = RecoverySamples.Classes[encoding]();
        byte[] partial = Roundtrip.Recover(Roundtrip.Protect(original, ArchiveAndTrial), RecoveryKeys.TrialKey).Output;

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(partial, RecoveryKeys.ArchiveKey);

        Roundtrip.ShouldBeOriginal(output, original);
        result.IsOriginal.Should().BeTrue();
        result.Binding.Should().Be(RecoveryBinding.Bound);
    }

    [Fact]
    public void Recover_AfterAPartialRecoveryGaveTheUidBack_GivesTheOriginalToWhoAcceptsTheUid()
    {
        byte[] original = RecoverySamples.Image();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.SOPInstanceUID)).For(RecoveryKeys.Trial)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
            .Build();

        byte[] partial = Roundtrip.Recover(Roundtrip.Protect(original, deidentifier), RecoveryKeys.TrialKey).Output;

        ShouldHave(partial, original, Uid);
        Roundtrip.Refused(partial).Failure.Should().Be(RecoveryFailure.NotAuthentic, "a guess of the UID must not be confirmed");
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(
            partial, Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true }));
        output.Should().Equal(original);
        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Original, RecoveryBinding.Mismatch));
    }

    [Fact]
    public void Recover_ASubsetTheObjectHasNothingOf_ChangesNoValue()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientAddress)).For(RecoveryKeys.Trial)
            .Build();
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Image(), deidentifier);

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey);

        ContentTree.Of(output).Should().Equal(ContentTree.Of(protectedObject));
        result.RecoveredAttributes.Should().BeEmpty("(0008,0005) goes with every Item and does not count");
    }

    [Fact]
    public void Recover_PixelsAsAProtectedAttribute_PutsThemBack()
    {
        foreach (byte[] original in (byte[][])[RecoverySamples.Image(), RecoverySamples.Image(WireEncoding.ExplicitBigEndian),
            RecoverySamples.CompressedImage([], [1, 2, 3, 4])])
        {
            Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
                .Encrypt(AttributeSet.Of(Tags.PixelData)).For(RecoveryKeys.Trial)
                .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
                .Build();
            byte[] protectedObject = Roundtrip.Protect(original, deidentifier);

            ContentTree.LineOf(protectedObject, 0x7FE0_0010).Should().BeNull();
            ShouldHave(Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey).Output, original, 0x7FE0_0010);
            Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey).Output.Should().Equal(original);
        }
    }

    [Fact]
    public void Recover_OriginalOnlyWithASubset_IsRefused()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Image(), TwoSubsets);

        RecoveryException failure = Roundtrip.Refused(
            protectedObject, Reidentifier.WithKeys(RecoveryKeys.TrialKey).InMode(RecoveryMode.OriginalOnly));

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    private static void ShouldHave(byte[] output, byte[] expected, params uint[] tags)
    {
        foreach (uint tag in tags) ContentTree.LineOf(output, tag).Should().Be(ContentTree.LineOf(expected, tag));
    }
}
