using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>
/// Parts of two protections of one object, under one pseudonym key, so that their UIDs and dummies are the same: before and after the
/// name was corrected.
/// </summary>
public sealed class RollbackAttackTests
{
    private static readonly byte[] Old = Forgery.Protect(
        ObjectEditor.Open(Forgery.Original).SetText(0x0010_0010, "PN", "Wrong^Name").SetText(0x0010_0020, "LO", "WRONG").Write());

    private static readonly byte[] New = Forgery.Protect();

    [Fact]
    public void Recover_TwoItemsWithEverythingOfTwoRuns_IsRefused()
    {
        foreach (byte[] attacked in Forgery.Beside(New, Forgery.ItemsOf(Old)[Forgery.Whole]))
            Forgery.ShouldLookLikeAWrongKey(attacked, Roundtrip.AsArchive);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recover_ItemsOfTwoRunsForTwoKeys_IsRefusedForWhoHasBoth(bool isSubsetOlder)
    {
        byte[] attacked = isSubsetOlder
            ? Forgery.InPlaceOf(New, Forgery.OfTrial, Forgery.ItemsOf(Old)[Forgery.OfTrial])
            : Forgery.InPlaceOf(New, Forgery.Whole, Forgery.ItemsOf(Old)[Forgery.Whole]);

        Forgery.ShouldLookLikeAWrongKey(attacked, Reidentifier.WithKeys(RecoveryKeys.ArchiveKey, RecoveryKeys.TrialKey));
    }

    [Fact]
    public void Recover_AnOlderSubsetBesideNewerItems_IsRefused()
    {
        foreach (byte[] attacked in Forgery.Beside(New, Forgery.ItemsOf(Old)[Forgery.OfTrial]))
        {
            Forgery.ShouldLookLikeAWrongKey(attacked, Forgery.AsTrial, "two Items opened");
            Forgery.ShouldBeTheOriginal(attacked);
        }
    }

    [Fact]
    public void Recover_AnOlderSubsetInPlaceOfTheNewerOne_IsRefused()
    {
        byte[] attacked = Forgery.InPlaceOf(New, Forgery.OfTrial, Forgery.ItemsOf(Old)[Forgery.OfTrial]);

        Forgery.ShouldLookLikeAWrongKey(attacked, Forgery.AsTrial, "the Item with everything that it commits to is not there");
        Roundtrip.Recover(attacked, Forgery.AsRegistry).Result.Outcome.Should().Be(RecoveryOutcome.Standard);
        Forgery.ShouldBeTheOriginal(attacked);
    }

    [Fact]
    public void Recover_AnOlderSubsetWithTheOlderWholeItemBesideIt_IsRefusedForTheRecipientOfEverything()
    {
        byte[] attacked = Forgery.InPlaceOf(New, Forgery.OfTrial, Forgery.ItemsOf(Old)[Forgery.OfTrial]);
        attacked = Forgery.WithItems(attacked, [.. Forgery.ItemsOf(attacked), Forgery.ItemsOf(Old)[Forgery.Whole]]);

        Forgery.ShouldLookLikeAWrongKey(attacked, Roundtrip.AsArchive);
    }

    [Fact]
    public void Recover_AWholeOlderObject_ShowsItsProtectionTime()
    {
        DateTimeOffset older = Roundtrip.Recover(Old).Result.ProtectionTime!.Value;
        DateTimeOffset newer = Roundtrip.Recover(New).Result.ProtectionTime!.Value;

        older.Should().BeBefore(newer, "no order among whole objects is known but this");
        foreach (Reidentifier subset in (Reidentifier[])[Forgery.AsTrial, Forgery.AsRegistry])
            Roundtrip.Recover(New, subset).Result.ProtectionTime.Should().Be(newer);
    }
}
