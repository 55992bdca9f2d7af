using Dicom.Cms.Data;

namespace Dicom.Cms.Tests;

/// <summary>Objects that were protected already.</summary>
public sealed class ProtectedTwiceTests
{
    private const uint EncryptedAttributes = 0x0400_0500;

    private static readonly Deidentifier ForRegistry = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Registry).Build();

    private static readonly Reidentifier AsRegistry = Reidentifier.WithKeys(RecoveryKeys.RegistryKey);

    public static TheoryData<string> Encodings =>
        ["explicit little endian", "implicit little endian", "explicit big endian", "encapsulated"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Recover_Twice_GivesTheFirstProtectedObjectThenTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name](), once = Roundtrip.Protect(original);
        byte[] twice = Roundtrip.Protect(once, ForRegistry);

        byte[] first = Roundtrip.Recover(twice, AsRegistry).Output;

        first.Should().Equal(once);
        Roundtrip.Recover(first).Output.Should().Equal(original);
    }

    [Fact]
    public void Recover_TwiceProtectedWithTheInnerKey_HasNoRecipient()
    {
        byte[] twice = Roundtrip.Protect(Roundtrip.Protect(RecoverySamples.Image()), ForRegistry);

        Roundtrip.Refused(twice).Failure.Should().Be(RecoveryFailure.NoMatchingRecipient);
    }

    [Fact]
    public void Protect_AProtectedObject_WarnsThatItsRecipientsDependOnTheNewOnes()
    {
        using DicomObject once = DicomObject.Read(Roundtrip.Protect(RecoverySamples.Image()));

        ProtectionResult result = ForRegistry.Protect(once).Result;

        result.Warnings.Select(warning => warning.Code).Should().Equal("AlreadyProtected");
        result.ProtectedAttributes.Should().Contain(Tags.EncryptedAttributesSequence);
    }

    [Fact]
    public void Recover_TwiceProtectedAndReencoded_IsTheOriginal()
    {
        byte[] original = RecoverySamples.Image(), once = Roundtrip.Protect(original), twice = Roundtrip.Protect(once, ForRegistry);
        byte[] sent = ObjectEditor.Open(twice).Write(DataSetEncoding.ImplicitLittleEndian);

        (byte[] first, RecoveryResult outer) = Roundtrip.Recover(sent, AsRegistry);
        (byte[] second, RecoveryResult inner) = Roundtrip.Recover(first);

        (outer.Outcome, inner.Outcome).Should().Be((RecoveryOutcome.Original, RecoveryOutcome.Original));
        first.Should().Equal(once);
        second.Should().Equal(original);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Recover_TwiceProtectedByTheStandard_KeepsTheInnerItems(bool withRecord)
    {
        byte[] original = RecoverySamples.Image(), once = Roundtrip.Protect(original);
        DeidentifierRecoveryBuilder builder = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Registry);
        byte[] twice = Roundtrip.Protect(once, (withRecord ? builder : builder.WithoutRestorationRecord()).Build());

        (byte[] first, RecoveryResult outer) = Roundtrip.Recover(twice, AsRegistry.InMode(RecoveryMode.Standard));

        outer.Outcome.Should().Be(RecoveryOutcome.Standard);
        ContentTree.LineOf(first, EncryptedAttributes)
            .Should().Be("(0400,0500) 1 Items", "the Items of the first protection are Attributes like any other");
        ContentTree.Of(Roundtrip.Recover(first).Output).Should().Equal(ContentTree.Of(original));
    }

    [Fact]
    public void Protect_RefuseAlreadyProtected_Refuses()
    {
        byte[] once = Roundtrip.Protect(RecoverySamples.Image());
        Deidentifier[] refusing =
        [
            Roundtrip.Builder().RefuseAlreadyProtected().Build(),
            Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().RefuseAlreadyProtected().Build(),
        ];

        foreach (Deidentifier deidentifier in refusing)
        {
            Action protection = () => Roundtrip.Protect(once, deidentifier);

            protection.Should().Throw<ProtectionException>().Which.Tag.Should().Be(Tags.EncryptedAttributesSequence);
        }
    }

    [Fact]
    public void Protect_WithoutRecovery_RemovesTheItems()
    {
        using DicomObject once = DicomObject.Read(Roundtrip.Protect(RecoverySamples.Image()));

        (DicomObject output, ProtectionResult result) = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().Build()
            .Protect(once);

        output.Find(Tags.EncryptedAttributesSequence).Should().BeNull();
        result.Warnings.Select(warning => warning.Code).Should().Equal("EncryptedAttributesRemoved");
        result.EncryptedItems.Should().Be(0);
    }
}
