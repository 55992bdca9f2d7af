using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>"Which Items are used" of docs/restoration.md, with records written by hand.</summary>
public sealed class RecordChoiceTests
{
    private static readonly RecipientKey[] Both = [RecoveryKeys.ArchiveKey, RecoveryKeys.TrialKey];

    [Fact]
    public void Recover_ASubsetThatCommitsToTheItemWithEverything_TakesNoPart()
    {
        byte[] whole = Whole();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(
            HandRecord.ObjectWith(whole, Subset(HandRecord.Commitment(whole))), Both);

        output.AsSpan().SequenceEqual(HandRecord.Original).Should().BeTrue();
        result.IsOriginal.Should().BeTrue();
    }

    [Fact]
    public void Recover_ASubsetWithoutCommitmentBesideTheItemWithEverything_LooksLikeAWrongKey() =>
        ShouldLookLikeAWrongKey(HandRecord.ObjectWith(Whole(), Subset()), Both);

    [Fact]
    public void Recover_ASubsetThatCommitsToAnotherItem_LooksLikeAWrongKey() =>
        ShouldLookLikeAWrongKey(HandRecord.ObjectWith(Whole(), Subset(new byte[32])), Both);

    [Fact]
    public void Recover_ASubsetOfAnotherProtection_LooksLikeAWrongKey()
    {
        byte[] whole = Whole();
        SortedDictionary<uint, Action<DicomBytes>> subset = HandRecord.Subset(HandRecord.Commitment(whole));
        subset[0x0401_1004] = HandRecord.Octets(0x0401_1004, new byte[16]);

        ShouldLookLikeAWrongKey(HandRecord.ObjectWith(whole, EnvelopeOf(subset)), Both);
    }

    [Theory]
    [InlineData(0x0401_1004u)] // Protection ID
    [InlineData(0x0401_1020u)] // Full ID
    public void Recover_TwoItemsWithEverythingOfTwoProtections_LookLikeAWrongKey(uint tag)
    {
        SortedDictionary<uint, Action<DicomBytes>> other = HandRecord.Whole();
        other[tag] = HandRecord.Octets(tag, new byte[16]);

        ShouldLookLikeAWrongKey(
            HandRecord.ObjectWith(Whole(), HandRecord.Envelope(HandRecord.Plaintext(other.Values), RecoveryKeys.Trial)), Both);
    }

    [Fact]
    public void Recover_ASubsetAloneWhoseItemStandsUnopened_GivesItsAttributes()
    {
        byte[] whole = Whole();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(
            HandRecord.ObjectWith(whole, Subset(HandRecord.Commitment(whole))), RecoveryKeys.TrialKey);

        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Standard, RecoveryBinding.Bound));
        result.RecoveredAttributes.Should().Equal(Tags.PatientID);
        result.AlteredAttributes.Should().BeEmpty();
        ContentTree.LineOf(output, HandRecord.Id).Should().Be("(0010,0020)=" + Convert.ToHexString("P1"u8));
    }

    [Fact]
    public void Recover_ASubsetAloneWhoseItemIsGone_LooksLikeAWrongKey() => ShouldLookLikeAWrongKey(
        HandRecord.ObjectWith(Subset(HandRecord.Commitment(Whole()))), RecoveryKeys.TrialKey);

    [Fact]
    public void Recover_ASubsetAloneThatCommitsToNothing_GivesItsAttributes() =>
        Roundtrip.Recover(HandRecord.ObjectWith(Subset()), RecoveryKeys.TrialKey).Result.RecoveredAttributes.Should().Equal(Tags.PatientID);

    [Fact]
    public void Recover_TwoSubsetsAlone_LookLikeAWrongKey() => ShouldLookLikeAWrongKey(
        HandRecord.ObjectWith(HandRecord.Envelope(PlaintextOf(HandRecord.Subset()), RecoveryKeys.Archive), Subset()), Both);

    [Fact]
    public void Recover_AForeignItemBesideTheItemWithEverything_TakesNoPart()
    {
        byte[] foreign = HandRecord.Envelope(
            ForeignItem.Plaintext(item => item.Text(HandRecord.Name, "PN", "Mallory")), RecoveryKeys.Trial);

        Roundtrip.Recover(HandRecord.ObjectWith(foreign, Whole()), Both).Output.AsSpan().SequenceEqual(HandRecord.Original)
            .Should().BeTrue();
    }

    [Fact]
    public void Recover_AForeignItemBesideASubset_LooksLikeAWrongKey() => ShouldLookLikeAWrongKey(
        HandRecord.ObjectWith(
            HandRecord.Envelope(ForeignItem.Plaintext(item => item.Text(HandRecord.Name, "PN", "Mallory")), RecoveryKeys.Archive),
            Subset()),
        Both);

    [Fact]
    public void Recover_AForeignItem_IsNoRecord()
    {
        RecoveryResult result = Roundtrip.Recover(
            HandRecord.ObjectWith(HandRecord.Envelope(ForeignItem.Plaintext(item => item.Text(HandRecord.Name, "PN", "Doe^Jane"))))).Result;

        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Standard, RecoveryBinding.NoRecord));
        result.ProtectionTime.Should().BeNull();
    }

    [Fact]
    public void Recover_AnAttributeInTwoForeignItems_LooksLikeAWrongKey()
    {
        byte[] plaintext = ForeignItem.Plaintext(item => item.Text(HandRecord.Name, "PN", "Doe^Jane"));

        ShouldLookLikeAWrongKey(
            HandRecord.ObjectWith(HandRecord.Envelope(plaintext), HandRecord.Envelope(plaintext, RecoveryKeys.Trial)), Both);
    }

    private static byte[] Whole() => HandRecord.Envelope(HandRecord.Plaintext(HandRecord.Whole().Values));

    private static byte[] Subset(params byte[][] commitments) => EnvelopeOf(HandRecord.Subset(commitments));

    private static byte[] EnvelopeOf(SortedDictionary<uint, Action<DicomBytes>> subset) =>
        HandRecord.Envelope(PlaintextOf(subset), RecoveryKeys.Trial);

    private static byte[] PlaintextOf(SortedDictionary<uint, Action<DicomBytes>> subset) =>
        HandRecord.Plaintext(subset.Values, item => item.Text(HandRecord.Id, "LO", "P1"));

    private static void ShouldLookLikeAWrongKey(byte[] protectedObject, params RecipientKey[] keys)
    {
        RecoveryException failure = Roundtrip.Refused(protectedObject, Reidentifier.WithKeys(keys));

        failure.Failure.Should().Be(RecoveryFailure.NotAuthentic);
        failure.Message.Should().Be(new RecoveryException().Message);
    }
}
