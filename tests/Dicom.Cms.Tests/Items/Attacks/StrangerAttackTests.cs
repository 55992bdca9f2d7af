using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>A stranger who has the object and the certificates: records cut off, and Items that cost.</summary>
public sealed class StrangerAttackTests
{
    [Fact]
    public void Recover_ARecordCutOffOfCbc_IsNeverMoreThanForeign()
    {
        byte[] victim = Roundtrip.Protect(Forgery.Original, Roundtrip.Builder(EnvelopeSuite.Oaep).Build());
        EncryptedAttributesDataSet dataSet = Forgery.Open(victim, 0, RecoveryKeys.ArchiveKey);
        byte[] cut = (dataSet with { Record = null }).Encode();
        byte[] attacked = Forgery.WithItems(victim, [Forgery.Write(cut, EnvelopeSuite.Oaep, RecoveryKeys.Archive)]);

        RecoveryResult result = Roundtrip.Recover(attacked).Result;

        (result.Outcome, result.Binding, result.Integrity, result.ProtectionTime)
            .Should().Be((RecoveryOutcome.Standard, RecoveryBinding.NoRecord, RecoveryIntegrity.NotProtected, null));
        result.Warnings.Select(warning => warning.Code).Should().Equal("NotBound", "NotAuthenticated");
        Roundtrip.Refused(attacked, Roundtrip.AsArchive.With(RecoveryPolicy.Default with { RequireBound = true })).Failure
            .Should().Be(RecoveryFailure.NotAccepted);
        Roundtrip.Refused(attacked, Roundtrip.AsArchive.InMode(RecoveryMode.OriginalOnly)).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Recover_ARecordCutAnywhereElse_LooksLikeAWrongKey()
    {
        byte[] victim = Roundtrip.Protect(Forgery.Original, Roundtrip.Builder(EnvelopeSuite.Oaep).Build());
        byte[] plaintext = Forgery.Open(victim, 0, RecoveryKeys.ArchiveKey).Encode();
        byte[] whole = (Forgery.Open(victim, 0, RecoveryKeys.ArchiveKey) with { Record = null }).Encode();
        int[] ends =
        [
            .. DataSetSplitOf(plaintext).Where(end => end > whole.Length && end < plaintext.Length), // Behind each element of the record.
        ];
        ends.Should().HaveCountGreaterThan(8);
        foreach (int end in ends)
        {
            byte[] attacked = Forgery.WithItems(victim, [Forgery.Write(plaintext[..end], EnvelopeSuite.Oaep, RecoveryKeys.Archive)]);
            Forgery.ShouldLookLikeAWrongKey(attacked, Roundtrip.AsArchive, $"{end}");
        }
    }

    [Fact]
    public void Recover_ACutRecordOfASubsetBesideAnother_LooksLikeAWrongKey()
    {
        byte[] victim = Forgery.Protect();
        EncryptedAttributesDataSet subset = Forgery.Open(victim, Forgery.OfTrial, RecoveryKeys.TrialKey) with { Record = null };
        foreach (byte[] attacked in Forgery.Beside(victim, Forgery.Write(subset, RecoveryKeys.Trial)))
            Forgery.ShouldLookLikeAWrongKey(attacked, Forgery.AsTrial);
    }

    [Theory]
    [InlineData(15, 16)]
    [InlineData(63, 17)]
    public void Recover_ForgedItemsThatNameTheKey_CostABoundedNumberOfKeyOperations(int count, int operations)
    {
        byte[] victim = Forgery.Protect();
        SequenceItem[] forged = [.. Enumerable.Range(0, count).Select(_ =>
        {
            byte[] envelope = ForeignItem.Envelope(ForeignItem.Plaintext(item => item.Text(0x0010_0010, "PN", "Roe")));
            envelope[^1] ^= 1;
            return ObjectEditor.Parse(DicomBytes.Explicit().Sequence(0x0400_0500, ForeignItem.Item(envelope))).Items![0];
        })];
        byte[] attacked = Forgery.WithItems(victim, [.. forged, Forgery.ItemsOf(victim)[Forgery.Whole]]);
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Reidentifier recipient = Reidentifier.WithKeys(key);

        if (count <= ItemOpener.MaxFailedItems) Roundtrip.Recover(attacked, recipient).Output.Should().Equal(Forgery.Original);
        else Roundtrip.Refused(attacked, recipient).Message.Should().Be(new RecoveryException().Message);

        service.Operations.Should().Be(operations);
    }

    private static IEnumerable<int> DataSetSplitOf(byte[] plaintext) =>
        ItemLocator.Split(plaintext, DataSetEncoding.ExplicitLittleEndian).Select(element => (int)element.End);
}
