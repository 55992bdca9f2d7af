using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// The recipient of a subset attacks the others: he knows the Protection ID, the commitments, his Item's keys, and every certificate.
/// </summary>
public sealed class CoRecipientAttackTests
{
    private static readonly byte[] Victim = Forgery.Protect();

    private static readonly EncryptedAttributesDataSet Own = Forgery.Open(Victim, Forgery.OfTrial, RecoveryKeys.TrialKey);

    [Fact]
    public void Recover_AnItemOfTheSameProtectionForSomebodyElse_IsRefusedBesideHisOwn()
    {
        SequenceItem forged = Forgery.Write(Own.With(0x0010_0010, "PN", "Roe^Richard"), RecoveryKeys.Registry);

        foreach (byte[] attacked in Forgery.Beside(Victim, forged))
        {
            Forgery.ShouldLookLikeAWrongKey(attacked, Forgery.AsRegistry, "two Items opened, and the content digest of both is right");
            Forgery.ShouldBeTheOriginal(attacked);
        }
    }

    [Fact]
    public void Recover_AnItemOfTheSameProtectionForTheRecipientOfEverything_HasNoEffect()
    {
        SequenceItem forged = Forgery.Write(Own.With(0x0010_0020, "LO", "FORGED"), RecoveryKeys.Archive, RecoveryKeys.Registry);

        foreach (byte[] attacked in Forgery.Beside(Victim, forged)) Forgery.ShouldBeTheOriginal(attacked);
    }

    [Fact]
    public void Recover_AnItemThatCommitsToAnother_IsRefusedBesideTheWholeOne()
    {
        EncryptedAttributesDataSet uncommitted = Own with { Record = Own.Record! with { Commitments = new byte[32] } };
        EncryptedAttributesDataSet ofAnother = Own with { Record = Own.Record! with { ProtectionId = new byte[16] } };
        foreach (EncryptedAttributesDataSet dataSet in (EncryptedAttributesDataSet[])[uncommitted, ofAnother])
        {
            foreach (byte[] attacked in Forgery.Beside(Victim, Forgery.Write(dataSet, RecoveryKeys.Archive)))
                Forgery.ShouldLookLikeAWrongKey(attacked, Roundtrip.AsArchive);
        }
    }

    [Fact]
    public void Recover_AWholeItemUnderTheProtectionIdOfASubset_IsRefusedBesideTheGenuineOne()
    {
        foreach (byte[] attacked in Forgery.Beside(Victim, ForgedWhole()))
            Forgery.ShouldLookLikeAWrongKey(attacked, Roundtrip.AsArchive, "nobody but recipients of everything knows the Full ID");
    }

    [Fact]
    public void Recover_TheWholeItemReplacedBesideGenuineSubsets_IsRefusedForThem()
    {
        byte[] attacked = Forgery.InPlaceOf(Victim, Forgery.Whole, ForgedWhole());

        Forgery.ShouldLookLikeAWrongKey(attacked, Forgery.AsTrial, "what the Item commits to is gone");
        Forgery.ShouldLookLikeAWrongKey(attacked, Forgery.AsRegistry);
        Forgery.ShouldLookLikeAWrongKey(attacked, Reidentifier.WithKeys(RecoveryKeys.ArchiveKey, RecoveryKeys.RegistryKey));
    }

    [Fact]
    public void Recover_TheOnlyItemOfTheVictimReplaced_IsNotNoticed()
    {
        // What docs/restoration.md says is not prevented: only a signature shows who wrote an Item.
        byte[] attacked = Forgery.InPlaceOf(
            Victim, Forgery.OfRegistry, Forgery.Write(Own.With(0x0010_0010, "PN", "Roe^Richard"), RecoveryKeys.Registry));

        Roundtrip.Recover(attacked, Forgery.AsRegistry).Result.Outcome.Should().Be(RecoveryOutcome.Standard);
        Forgery.ShouldBeTheOriginal(attacked);
    }

    [Fact]
    public void Recover_PixelsReplacedAndBoundAnewInTheOwnItem_IsRefusedForTheOthers()
    {
        byte[] altered = ObjectEditor.Open(Victim)
            .Set(ObjectEditor.Parse(DicomBytes.Explicit().Words(0x7FE0_0010, "OW", RecoverySamples.Words(128, seed: 9)))).Write();
        byte[] forAttacker = Roundtrip.Protect(
            ObjectEditor.Open(Forgery.Original).Take(altered, 0x7FE0_0010).Write(),
            Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build());
        RestorationRecord bound = Forgery.Open(forAttacker, 1, RecoveryKeys.TrialKey).Record!;
        EncryptedAttributesDataSet own = Own with { Record = Own.Record! with { ItemKey = bound.ItemKey, BulkValues = bound.BulkValues } };

        byte[] attacked = Forgery.InPlaceOf(altered, Forgery.OfTrial, Forgery.Write(own, RecoveryKeys.Trial));

        foreach (Reidentifier other in (Reidentifier[])[Roundtrip.AsArchive, Forgery.AsRegistry])
        {
            RecoveryException failure = Roundtrip.Refused(attacked, other);
            (failure.Failure, failure.Message).Should().Be(
                (RecoveryFailure.NotAccepted, "Altered, added or removed since the object was protected: (7FE0,0010)."));
        }
    }

    [Fact]
    public void Protect_EachItem_HasAKeyOfItsOwnAndOneProtectionId()
    {
        EncryptedAttributesDataSet whole = Forgery.Open(Victim, Forgery.Whole, RecoveryKeys.ArchiveKey),
            other = Forgery.Open(Victim, Forgery.OfRegistry, RecoveryKeys.RegistryKey);
        RestorationRecord[] records = [whole.Record!, Own.Record!, other.Record!];

        records.Select(record => Convert.ToHexString(record.ItemKey.Octets.Span)).Should().OnlyHaveUniqueItems();
        records.Select(record => Convert.ToHexString(record.BulkValues[0].TagOf(0, 0))).Should().OnlyHaveUniqueItems();
        records.Select(record => Convert.ToHexString(record.ProtectionId.Span)).Distinct().Should().ContainSingle();
        string fullId = Convert.ToHexString(whole.Record!.Original!.FullId.Span);
        foreach (EncryptedAttributesDataSet subset in (EncryptedAttributesDataSet[])[Own, other])
        {
            subset.Record!.Original.Should().BeNull();
            Convert.ToHexString(subset.Encode()).Should().NotContain(fullId);
        }
    }

    /// <summary>An Item with everything that the recipient of a subset made, as like the genuine one as he can.</summary>
    private static SequenceItem ForgedWhole()
    {
        byte[] another = Forgery.Protect(ObjectEditor.Open(Forgery.Original).SetText(0x0010_0010, "PN", "Roe^Richard").Write());
        EncryptedAttributesDataSet whole = Forgery.Open(another, Forgery.Whole, RecoveryKeys.ArchiveKey);
        return Forgery.Write(
            whole with
            {
                Record = whole.Record! with
                {
                    ProtectionId = Own.Record!.ProtectionId,
                    ProtectionTime = Own.Record.ProtectionTime,
                    BoundSopInstanceUid = Own.Record.BoundSopInstanceUid,
                },
            },
            RecoveryKeys.Archive);
    }
}
