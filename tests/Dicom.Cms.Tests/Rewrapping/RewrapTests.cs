using System.Security.Cryptography;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Only recipients change, and the original still comes back.</summary>
public sealed class RewrapTests
{
    public static TheoryData<string> Classes => [.. RecoverySamples.Classes.Keys];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Rewrap_EveryClassOfFile_ChangesRecipientsAndGivesTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();
        byte[] before = Roundtrip.Protect(original);

        (byte[] after, RewrapResult result) = Rewraps.Rewrap(before);

        (result.ItemsChanged, result.ItemsLeft, result.RecipientsAdded, result.RecipientsRemoved).Should().Be((1, 0, 1, 1));
        result.Warnings.Should().BeEmpty();
        Rewraps.ShouldDifferInRecipientsOnly(after, before, name);
        (byte[] recovered, RecoveryResult recovery) = Roundtrip.Recover(after, RecoveryKeys.RegistryKey);
        recovery.IsOriginal.Should().BeTrue(name);
        Roundtrip.ShouldBeOriginal(recovered, original, name);
        Roundtrip.Refused(after).Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
    }

    public static TheoryData<string, int> Suites => new()
    {
        { "authenticated", 128 }, { "authenticated", 256 }, { "oaep", 192 }, { "oaep", 256 }, { "conformant", 128 }, { "conformant", 256 },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public void Rewrap_EverySuite_KeepsItsKeyTransport(string name, int bits)
    {
        EnvelopeSuite suite = EnvelopeSuite.All.Single(suite => suite.Name == name).WithKeySize(bits);
        byte[] original = RecoverySamples.Image();
        byte[] before = Roundtrip.Protect(original, Roundtrip.Builder(suite).Build());
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(RecoveryKeys.Registry, RecoveryKeys.Trial)
            .Remove(RecoveryKeys.Archive.Name).Build();

        (byte[] after, RewrapResult result) = Rewraps.Rewrap(before, rewrapper);

        (result.RecipientsAdded, result.RecipientsRemoved).Should().Be((2, 1));
        Rewraps.ShouldDifferInRecipientsOnly(after, before);
        Rewraps.EnvelopesOf(after).Single().Recipients.Select(recipient => recipient.KeyEncryption).Distinct().Should().Equal(
            suite == EnvelopeSuite.Conformant.WithKeySize(bits) ? "RSAES-PKCS1-v1_5" : "RSAES-OAEP SHA-256");
        Roundtrip.Recover(after, RecoveryKeys.TrialKey).Output.Should().Equal(original);
        Roundtrip.Recover(after, RecoveryKeys.RegistryKey).Output.Should().Equal(original);
        Roundtrip.Refused(after).Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
    }

    [Fact]
    public void Rewrap_KeyDerivedForEachObject_IsDone()
    {
        byte[] original = RecoverySamples.Image();
        byte[] before = Roundtrip.Protect(original, Roundtrip.Builder(EnvelopeSuite.Authenticated.WithKeyDerivation()).Build());

        byte[] after = Rewraps.Rewrap(before).Output;

        Rewraps.ShouldDifferInRecipientsOnly(after, before);
        Roundtrip.Recover(after, RecoveryKeys.RegistryKey).Output.Should().Equal(original);
    }

    [Fact]
    public void Rewrap_OtherKindsAdded_EachGivesTheOriginal()
    {
        byte[] kek = RandomNumberGenerator.GetBytes(32);
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=EC", ec, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using RecipientKey ecKey = RecipientKey.FromCertificate(certificate), kekKey = RecipientKey.FromKeyEncryptionKey([7], kek);
        using RecipientKey password = RecipientKey.FromPassword("correct horse");
        byte[] original = RecoverySamples.Image(), before = Roundtrip.Protect(original);
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey)
            .Add(Recipient.FromCertificate(certificate), Recipient.FromKeyEncryptionKey([7], kek),
                Recipient.FromPassword("correct horse")).Build();

        byte[] after = Rewraps.Rewrap(before, rewrapper).Output;

        Rewraps.ShouldDifferInRecipientsOnly(after, before);
        foreach (RecipientKey key in new[] { ecKey, kekKey, password, RecoveryKeys.ArchiveKey })
            Roundtrip.Recover(after, key).Output.Should().Equal(original);
        byte[] back = Rewraps.Rewrap(after, Rewrapper.WithKeys(password).Remove(RecipientName.Password).Build()).Output;
        Rewraps.EnvelopesOf(back).Single().Recipients.Select(recipient => recipient.Kind)
            .Should().BeEquivalentTo(["ktri", "kari", "kekri"]);
    }

    [Fact]
    public void Rewrap_ItemsForOthers_AreLeftAsTheyAre()
    {
        byte[] original = RecoverySamples.Image();
        byte[] before = Roundtrip.Protect(original,
            Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build());

        (byte[] after, RewrapResult result) = Rewraps.Rewrap(before);

        (result.ItemsChanged, result.ItemsLeft).Should().Be((1, 1));
        result.Warnings.Select(warning => warning.Code).Should().Equal("ItemsForOthers");
        Rewraps.ShouldDifferInRecipientsOnly(after, before);
        Rewraps.EnvelopesOf(after)[1].Names(RecoveryKeys.Trial.Name).Should().BeTrue();
        Roundtrip.Recover(after, RecoveryKeys.RegistryKey).Output.Should().Equal(original);
        Roundtrip.Recover(after, RecoveryKeys.TrialKey).Result.RecoveredAttributes.Should().Equal(Tags.PatientID);
    }

    [Fact]
    public void Rewrap_SeveralItemsForTheKeys_ThatWithEverythingOrTheOneChosen()
    {
        byte[] before = Roundtrip.Protect(
            RecoverySamples.Image(), Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build());
        RewrapperBuilder builder = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey, RecoveryKeys.TrialKey).Add(RecoveryKeys.Registry);

        RewrapResult both = Rewraps.Rewrap(before, builder.Build()).Result;
        (byte[] one, RewrapResult oneResult) = Rewraps.Rewrap(before, builder.OnlyItem(2).Build());

        (both.ItemsChanged, both.ItemsLeft, both.RecipientsAdded).Should().Be((1, 1, 1));
        (oneResult.ItemsChanged, oneResult.ItemsLeft).Should().Be((1, 1));
        oneResult.Warnings.Should().BeEmpty();
        Rewraps.ShouldDifferInRecipientsOnly(one, before);
        Roundtrip.Recover(one, RecoveryKeys.RegistryKey).Result.RecoveredAttributes.Should().Equal(Tags.PatientID);
        Rewraps.Refused(before, builder.OnlyItem(3).Build()).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Rewrap_AddARecipientOfAnotherItem_IsRefused()
    {
        byte[] before = Roundtrip.Protect(
            RecoverySamples.Image(), Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build());

        RecoveryException failure = Rewraps.Refused(before, Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(RecoveryKeys.Trial).Build());

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        failure.Message.Should().Contain("another Item");
    }

    [Fact]
    public void Rewrap_RemovedButInAnotherItem_IsSaid()
    {
        byte[] before = Roundtrip.Protect(
            RecoverySamples.Image(), Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build());

        RewrapResult result = Rewraps.Rewrap(
            before, Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(RecoveryKeys.Registry).Remove(RecoveryKeys.Trial.Name).Build()).Result;

        result.Warnings.Select(warning => warning.Code).Should().Contain(WarningCodes.StillRecipient);
    }

    [Fact]
    public void Rewrap_NothingToDo_CopiesAndSaysSo()
    {
        byte[] before = Roundtrip.Protect(RecoverySamples.Classes["deflated, octets behind"]());

        (byte[] after, RewrapResult result) = Rewraps.Rewrap(
            before, Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(RecoveryKeys.Archive).Remove(RecoveryKeys.Trial.Name).Build());

        after.Should().Equal(before);
        (result.ItemsChanged, result.RecipientsAdded, result.RecipientsRemoved).Should().Be((0, 0, 0));
        result.Warnings.Select(warning => warning.Code).Should().Equal("AlreadyRecipient", "NotRecipient");
    }

    [Fact]
    public void Rewrap_ThereAndBack_IsTheSameButForTheEncryptedKey()
    {
        byte[] before = Roundtrip.Protect(RecoverySamples.Image());

        byte[] back = Rewraps.Rewrap(Rewraps.Rewrap(before).Output,
            Rewrapper.WithKeys(RecoveryKeys.RegistryKey).ReplaceAll(RecoveryKeys.Archive).Build()).Output;

        back.Should().HaveSameCount(before);
        back.Zip(before).Count(pair => pair.First != pair.Second).Should().BeInRange(200, 256, "RSA with 2048 bits encrypts to 256 octets");
    }
}
