using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>An Item belongs to the object it was made for: it cannot be moved to another one.</summary>
public sealed class ObjectBindingTests
{
    private const uint EncryptedAttributes = 0x0400_0500, SopInstanceUid = 0x0008_0018;

    private static readonly byte[] Jane = Roundtrip.Protect(RecoverySamples.Image());

    private static readonly byte[] John = Roundtrip.Protect(RecoverySamples.Head(WireEncoding.ExplicitLittleEndian, uid: "1.2.3.4.99")
        .Words(0x7FE0_0010, "OW", RecoverySamples.Words(128, seed: 8)).ToFile());

    private static readonly Reidentifier Accepting =
        Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true });

    [Fact]
    public void Recover_ItemsMovedToAnotherObject_IsRefused()
    {
        byte[] moved = ObjectEditor.Open(John).Take(Jane, EncryptedAttributes).Write();

        ShouldLookLikeAWrongKey(moved);
    }

    [Theory]
    [InlineData(RecoveryMode.OriginalOnly)]
    [InlineData(RecoveryMode.Standard)]
    public void Recover_ItemsMovedToAnotherObject_IsRefusedInEveryMode(RecoveryMode mode)
    {
        byte[] moved = ObjectEditor.Open(John).Take(Jane, EncryptedAttributes).Write();

        ShouldLookLikeAWrongKey(moved, Roundtrip.AsArchive.InMode(mode));
    }

    [Fact]
    public void Recover_OneOfSeveralItemsMoved_IsRefused()
    {
        ObjectEditor editor = ObjectEditor.Open(John);
        DataElement own = editor[EncryptedAttributes], other = ObjectEditor.Open(Jane)[EncryptedAttributes];
        editor.Set(own.WithItems([.. own.Items!, .. other.Items!]));

        ShouldLookLikeAWrongKey(editor.Write());
    }

    [Fact]
    public void Recover_ASubsetMovedToAnotherObject_IsRefused()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Archive)
            .Build();
        byte[] subset = Roundtrip.Protect(RecoverySamples.Image(), deidentifier);

        ShouldLookLikeAWrongKey(ObjectEditor.Open(John).Take(subset, EncryptedAttributes).Write());
    }

    [Fact]
    public void Recover_ASubsetMovedToAnObjectWithoutSopInstanceUid_IsRefused()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientName)).For(RecoveryKeys.Archive)
            .Build();
        byte[] subset = Roundtrip.Protect(RecoverySamples.Image(), deidentifier);
        byte[] moved = ObjectEditor.Open(John).Take(subset, EncryptedAttributes).Remove(SopInstanceUid).Write();

        ShouldLookLikeAWrongKey(moved);
    }

    [Fact]
    public void Recover_WithoutSopInstanceUid_IsRefused() =>
        ShouldLookLikeAWrongKey(ObjectEditor.Open(Jane).Remove(SopInstanceUid).Write());

    [Fact]
    public void Recover_MovedAndOnlyTheUidAccepted_IsRefusedForThePixels()
    {
        byte[] moved = ObjectEditor.Open(John).Take(Jane, EncryptedAttributes).Write();

        RecoveryException failure = Roundtrip.Refused(moved, Accepting);

        (failure.Failure, failure.Message).Should().Be(
            (RecoveryFailure.NotAccepted, "Altered, added or removed since the object was protected: (7FE0,0010)."));
    }

    [Fact]
    public void Recover_MovedAndAllAccepted_IsRestoredWithWarnings()
    {
        byte[] moved = ObjectEditor.Open(John).Take(Jane, EncryptedAttributes).Write();

        (byte[] output, RecoveryResult result) = Roundtrip.Recover(
            moved, Roundtrip.AsArchive.With(RecoveryPolicy.Default with { AcceptMismatchedBinding = true, AcceptAltered = true }));

        (result.Outcome, result.Binding, result.IsOriginal).Should().Be((RecoveryOutcome.Restored, RecoveryBinding.Mismatch, false));
        result.Warnings.Select(warning => warning.Code)
            .Should().Equal("BindingMismatch", "NotOriginal", "BulkValueAltered", "ClearPartAltered");
        ContentTree.LineOf(output, SopInstanceUid).Should().Be(ContentTree.LineOf(RecoverySamples.Image(), SopInstanceUid));
    }

    [Fact]
    public void Recover_UidCoercedByAnArchiveAndAccepted_IsStillTheOriginal()
    {
        byte[] original = RecoverySamples.Image();
        byte[] coerced = ObjectEditor.Open(Jane).SetText(SopInstanceUid, "UI", "2.25.12345").Write();

        ShouldLookLikeAWrongKey(coerced);
        (byte[] output, RecoveryResult result) = Roundtrip.Recover(coerced, Accepting);

        output.Should().Equal(original);
        (result.IsOriginal, result.Binding).Should().Be((true, RecoveryBinding.Mismatch));
        result.Warnings.Select(warning => warning.Code).Should().Equal("BindingMismatch", "ClearPartAltered");
        result.AlteredAttributes.Should().Equal(Tags.SOPInstanceUID);
    }

    [Fact]
    public void Recover_TheUidOfTheOriginalInItsPlace_IsLikeAnyOtherUid()
    {
        byte[] right = ObjectEditor.Open(Jane).SetText(SopInstanceUid, "UI", RecoverySamples.Uid).Write();
        byte[] wrong = ObjectEditor.Open(Jane).SetText(SopInstanceUid, "UI", "1.2.3.4.7").Write();

        ShouldLookLikeAWrongKey(right);
        ShouldLookLikeAWrongKey(wrong);
        (byte[] ofRight, RecoveryResult rightResult) = Roundtrip.Recover(right, Accepting);
        (byte[] ofWrong, RecoveryResult wrongResult) = Roundtrip.Recover(wrong, Accepting);
        ofRight.Should().Equal(ofWrong).And.Equal(RecoverySamples.Image());
        rightResult.Should().BeEquivalentTo(wrongResult);
        rightResult.Binding.Should().Be(RecoveryBinding.Mismatch);
    }

    [Fact]
    public void Recover_UidPaddedAnotherWay_IsBound()
    {
        DataElement uid = ObjectEditor.Open(Jane)[SopInstanceUid];
        byte[] value = [.. uid.Value.Span.TrimEnd((byte)0), (byte)' ', (byte)' ', 0];

        Roundtrip.Recover(ObjectEditor.Open(Jane).Set(uid.WithValue(value)).Write()).Output.Should().Equal(RecoverySamples.Image());
    }

    [Fact]
    public void Recover_WithoutRestorationRecord_MovesUnnoticed()
    {
        // Why the record is written unless it is switched off.
        byte[] unbound = Roundtrip.Protect(RecoverySamples.Image(), Roundtrip.Builder().WithoutRestorationRecord().Build());
        byte[] moved = ObjectEditor.Open(John).Take(unbound, EncryptedAttributes).Write();

        RecoveryResult result = Roundtrip.Recover(moved).Result;

        (result.Outcome, result.Binding).Should().Be((RecoveryOutcome.Standard, RecoveryBinding.NoRecord));
        result.Warnings.Select(warning => warning.Code).Should().Contain("NotBound");
    }

    private static void ShouldLookLikeAWrongKey(byte[] file, Reidentifier? reidentifier = null)
    {
        RecoveryException failure = Roundtrip.Refused(file, reidentifier);
        (failure.Failure, failure.Message).Should().Be((RecoveryFailure.NotAuthentic, new RecoveryException().Message));
        failure.InnerException.Should().BeNull();
    }
}
