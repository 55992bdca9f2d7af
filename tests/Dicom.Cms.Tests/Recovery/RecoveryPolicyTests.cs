using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>What a policy refuses, it refuses before a private key is used.</summary>
public sealed class RecoveryPolicyTests
{
    private static readonly byte[] Original = RecoverySamples.Image();

    [Theory]
    [InlineData("oaep")]
    [InlineData("conformant")]
    public void Recover_AuthenticatedOnly_RefusesCbcBeforeAnyKeyOperation(string suite)
    {
        byte[] protectedObject = ProtectWith(suite);
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();

        RecoveryException failure = Roundtrip.Refused(protectedObject, Reidentifier.WithKeys(key).With(RecoveryPolicy.AuthenticatedOnly));

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        service.Operations.Should().Be(0);
    }

    [Fact]
    public void Recover_AuthenticatedOnly_AcceptsGcm()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();

        Roundtrip.Recover(ProtectWith("authenticated"), Reidentifier.WithKeys(key).With(RecoveryPolicy.AuthenticatedOnly)).Output
            .Should().Equal(Original);
        service.Operations.Should().Be(1);
    }

    [Fact]
    public void Recover_OaepOnly_RefusesPkcs1BeforeAnyKeyOperation()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Reidentifier reidentifier = Reidentifier.WithKeys(key).With(RecoveryPolicy.Default with { Envelopes = EnvelopePolicy.OaepOnly });

        Roundtrip.Refused(ProtectWith("conformant"), reidentifier).Failure.Should().Be(RecoveryFailure.NotAccepted);
        service.Operations.Should().Be(0);
        Roundtrip.Recover(ProtectWith("oaep"), reidentifier).Output.Should().Equal(Original);
    }

    [Fact]
    public void Recover_AKeyThatIsNotNamed_IsNotUsed()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        byte[] forTrial = Roundtrip.Protect(Original, Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Trial).Build());

        Roundtrip.Refused(forTrial, Reidentifier.WithKeys(key)).Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
        service.Operations.Should().Be(0);
    }

    [Fact]
    public void Recover_MoreEncryptedContentThanTheLimit_IsRefusedBeforeAnyKeyOperation()
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Reidentifier reidentifier = Reidentifier.WithKeys(key);

        RecoveryException failure = Roundtrip.Refused(
            ProtectWith("authenticated"), reidentifier.With(RecoveryPolicy.Default with { EncryptedContentLimit = 100 }));

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        service.Operations.Should().Be(0);
    }

    [Fact]
    public void Recover_KeysWithoutTheirCertificates_LeaveTheItemsOfOthersAlone()
    {
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Data.Tags.PatientID)).For(RecoveryKeys.Trial)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
            .Build();
        byte[] protectedObject = Roundtrip.Protect(Original, deidentifier);
        using RecipientKey archive = RecoveryKeys.Nameless("rsa2048"), trial = RecoveryKeys.Nameless("rsa2048b");

        Roundtrip.Recover(protectedObject, archive).Output.Should().Equal(Original, "both Items have room for a key of this length");
        RecoveryResult result = Roundtrip.Recover(protectedObject, trial).Result;

        (result.Outcome, result.ItemsForOthers).Should().Be((RecoveryOutcome.Standard, 1));
        Roundtrip.Recover(protectedObject, trial, archive).Output.Should().Equal(Original);
        Roundtrip.Recover(protectedObject, RecoveryKeys.ArchiveKey, trial).Result.ItemsForOthers.Should().Be(0);
    }

    [Theory]
    [InlineData("authenticated", true)]
    [InlineData("oaep", false)]
    [InlineData("conformant", false)]
    public void Recover_Strict_AcceptsOnlyTheAuthenticatedSuite(string suite, bool isAccepted)
    {
        using CountingKeyService service = new();
        using RecipientKey key = service.NewKey();
        Reidentifier strict = Reidentifier.WithKeys(key).With(RecoveryPolicy.Strict);

        if (isAccepted) Roundtrip.Recover(ProtectWith(suite), strict).Output.Should().Equal(Original);
        else Roundtrip.Refused(ProtectWith(suite), strict).Failure.Should().Be(RecoveryFailure.NotAccepted);
        service.Operations.Should().Be(isAccepted ? 1 : 0);
    }

    [Fact]
    public void Recover_StrictAndAnUnboundItem_NamesTheAxis()
    {
        byte[] unbound = Roundtrip.Protect(
            Original, Roundtrip.Builder(EnvelopeSuite.Authenticated).WithoutRestorationRecord().Build());
        RecoveryPolicy strict = RecoveryPolicy.Strict;

        Roundtrip.Refused(unbound, Roundtrip.AsArchive.With(strict)).Message.Should().Contain("only bound Items are accepted");
        Roundtrip.Recover(unbound, Roundtrip.AsArchive.With(strict with { RequireBound = false })).Result.Binding
            .Should().Be(RecoveryBinding.NoRecord);
    }

    [Fact]
    public void Presets_EachAxis_IsWhatItsNameSays()
    {
        RecoveryPolicy.AuthenticatedOnly.Should().Be(RecoveryPolicy.Default with { Envelopes = EnvelopePolicy.AuthenticatedOnly });
        RecoveryPolicy.Strict.Should().Be(RecoveryPolicy.Default with { Envelopes = EnvelopePolicy.Strict, RequireBound = true });
        (RecoveryPolicy.Default.RequireBound, RecoveryPolicy.Default.AcceptMismatchedBinding).Should().Be((false, false));
        RecoveryPolicy.Default.EncryptedContentLimit.Should().Be(1L << 30);
    }

    [Fact]
    public void Init_ValuesThatMakeNoSense_Throws()
    {
        FluentActions.Invoking(() => new RecoveryPolicy { Envelopes = null! }).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new RecoveryPolicy { EncryptedContentLimit = 0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static byte[] ProtectWith(string suite) =>
        Roundtrip.Protect(Original, Roundtrip.Builder(EnvelopeSuite.All.Single(each => each.Name == suite)).Build());
}
