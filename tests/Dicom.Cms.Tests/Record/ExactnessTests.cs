using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>The original comes back byte for byte: every class of file, every suite.</summary>
public sealed class ExactnessTests
{
    public static TheoryData<string> Classes => [.. RecoverySamples.Classes.Keys];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Recover_EveryClassInEverySuite_GivesTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] protectedObject = Roundtrip.Protect(original, Roundtrip.Builder(suite).Build());

            (byte[] recovered, RecoveryResult result) = Roundtrip.Recover(protectedObject);

            string because = $"{name}, {suite.Name}";
            Roundtrip.ShouldBeOriginal(recovered, original, because);
            result.Outcome.Should().Be(RecoveryOutcome.Original, because);
            result.IsOriginal.Should().BeTrue(because);
            result.Binding.Should().Be(RecoveryBinding.Bound, because);
            result.Integrity.Should().Be(suite.IsAuthenticated ? RecoveryIntegrity.Authenticated : RecoveryIntegrity.DigestOnly, because);
            result.ItemsForOthers.Should().Be(0);
            result.Warnings.Should().BeEmpty(because);
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(256)]
    public void Recover_EveryKeySize_GivesTheOriginal(int bits)
    {
        byte[] original = RecoverySamples.Image();
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] protectedObject = Roundtrip.Protect(original, Roundtrip.Builder(suite.WithKeySize(bits)).Build());

            Roundtrip.Recover(protectedObject).Output.Should().Equal(original);
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Recover_EveryClassWithoutPixelBinding_GivesItsOctetsAndClaimsThemOnlyWithoutPixels(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();

        (byte[] recovered, RecoveryResult result) = Roundtrip.Recover(
            Roundtrip.Protect(original, Roundtrip.Builder().WithoutPixelBinding().Build()));

        Roundtrip.ShouldBeOriginal(recovered, original, name);
        bool isUnbound = result.Warnings.Any(warning => warning.Code == WarningCodes.PixelsNotBound);
        result.IsOriginal.Should().Be(!isUnbound);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Recover_EveryClassOfOnlyANamedAttribute_GivesTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();
        Deidentifier deidentifier = Deidentifier
            .WithProfile(ConfidentialityProfile.Only(AttributeSet.Of(Tags.PatientName, Tags.PersonName)))
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive)
            .Build();

        (byte[] recovered, RecoveryResult result) = Roundtrip.Recover(Roundtrip.Protect(original, deidentifier));

        Roundtrip.ShouldBeOriginal(recovered, original, name);
        result.IsOriginal.Should().BeTrue();
    }

    [Fact]
    public void Recover_ByAnyRecipientOfAnItem_GivesTheOriginal()
    {
        byte[] original = RecoverySamples.Image();
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive, RecoveryKeys.Trial, RecoveryKeys.Registry)
            .Build();
        byte[] protectedObject = Roundtrip.Protect(original, deidentifier);

        foreach (RecipientKey key in new[] { RecoveryKeys.ArchiveKey, RecoveryKeys.TrialKey, RecoveryKeys.RegistryKey })
        {
            Roundtrip.Recover(protectedObject, key).Output.Should().Equal(original);
        }
    }

    [Fact]
    public void Recover_WithAKeyWhoseCertificateIsNotKnown_GivesTheOriginal()
    {
        byte[] original = RecoverySamples.Image();
        using RecipientKey key = RecoveryKeys.Nameless("rsa2048");

        Roundtrip.Recover(Roundtrip.Protect(original), key).Output.Should().Equal(original);
    }

    [Fact]
    public void Recover_Purpose_IsReported()
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Image(), Roundtrip.Builder().WithPurpose("Trial 12").Build());

        Roundtrip.Recover(protectedObject).Result.Purposes.Should().Equal("Trial 12");
    }
}
