using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>A trustee who must be able to restore the original.</summary>
public sealed class EscrowTests
{
    private static readonly RewrapperKeyStage s_start = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey);

    private static readonly Recipient s_sameArchive = Recipient.FromEncodedCertificate(RecoveryKeys.ArchiveCertificate.RawData);

    [Fact]
    public void Build_EscrowAmongThoseWhoRestore_IsBuilt() => Roundtrip.Builder().RequireEscrow(s_sameArchive).Build().Should().NotBeNull();

    [Fact]
    public void Build_EscrowUnderARenewedCertificate_IsKnownByItsKey()
    {
        using RSA key = RecoveryKeys.ArchiveCertificate.GetRSAPrivateKey()!;
        using X509Certificate2 renewed = new CertificateRequest("CN=Renewed", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

        Roundtrip.Builder().RequireEscrow(Recipient.FromCertificate(renewed)).Build().Should().NotBeNull();
    }

    [Fact]
    public void Build_EscrowLeftOut_IsRefused()
    {
        DeidentifierRecoveryBuilder[] without =
        [
            Roundtrip.Builder().RequireEscrow(RecoveryKeys.Registry),
            Roundtrip.Builder().RequireEscrow(RecoveryKeys.Archive).RequireEscrow(RecoveryKeys.Registry),
            Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Registry).RequireEscrow(RecoveryKeys.Registry),
            Roundtrip.Builder().RequireEscrow(RecoveryKeys.Registry).Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Registry),
        ];

        foreach (DeidentifierRecoveryBuilder builder in without)
            builder.Invoking(builder => builder.Build()).Should().Throw<ArgumentException>().WithMessage("*escrow*");
    }

    [Fact]
    public void Build_EscrowWithAnotherSecretUnderTheSameIdentifier_IsRefused()
    {
        byte[] secret = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];
        DeidentifierRecoveryBuilder builder = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(Recipient.FromKeyEncryptionKey([1], secret));

        builder.RequireEscrow(Recipient.FromKeyEncryptionKey([1], secret)).Build().Should().NotBeNull();
        builder.RequireEscrow(Recipient.FromKeyEncryptionKey([1], new byte[16])).Invoking(other => other.Build())
            .Should().Throw<ArgumentException>();
        builder.RequireEscrow(Recipient.FromKeyEncryptionKey([2], secret)).Invoking(other => other.Build())
            .Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Build_RewrapperThatRemovesTheEscrow_IsRefused()
    {
        Action[] builds =
        [
            () => s_start.Remove(RecoveryKeys.Registry.Name).RequireEscrow(RecoveryKeys.Registry).Build(),
            () => s_start.ReplaceAll(RecoveryKeys.Trial).RequireEscrow(RecoveryKeys.Registry).Build(),
            () => s_start.Add(RecoveryKeys.Trial).RequireEscrow(Recipient.FromPassword("correct horse")).Build(),
        ];

        foreach (Action build in builds) build.Should().Throw<ArgumentException>().WithMessage("*escrow*");
        s_start.ReplaceAll(RecoveryKeys.Registry, RecoveryKeys.Trial).RequireEscrow(RecoveryKeys.Registry).Build().Should().NotBeNull();
    }

    [Fact]
    public void Rewrap_ObjectThatEscrowCannotOpen_IsRefusedUntilItIsAdded()
    {
        byte[] before = Roundtrip.Protect(RecoverySamples.Image());
        RewrapperBuilder builder = s_start.Add(RecoveryKeys.Trial).RequireEscrow(RecoveryKeys.Registry);

        RecoveryException failure = Rewraps.Refused(before, builder.Build());

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        failure.Message.Should().Contain("escrow");
        byte[] added = Rewraps.Rewrap(before, builder.Add(RecoveryKeys.Registry).Build()).Output;
        Rewraps.Rewrap(added, s_start.Remove(RecoveryKeys.Trial.Name).RequireEscrow(RecoveryKeys.Registry).Build()).Result.RecipientsRemoved
            .Should().Be(1);
    }

    [Fact]
    public void Rewrap_ItemWithAPartOfTheAttributes_NeedsNoEscrow()
    {
        Deidentifier deidentifier = Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build();
        Rewrapper rewrapper = Rewrapper.WithKeys(RecoveryKeys.TrialKey).Add(RecoveryKeys.Registry)
            .RequireEscrow(RecoveryKeys.Archive).Build();

        Rewraps.Rewrap(Roundtrip.Protect(RecoverySamples.Image(), deidentifier), rewrapper).Result.ItemsChanged.Should().Be(1);
    }

    [Fact]
    public void Build_ContradictionsAndNobody_AreRefused()
    {
        Action[] builds =
        [
            () => Rewrapper.WithKeys(),
            () => s_start.Add(null!),
            () => s_start.Remove(null!),
            () => s_start.Add(RecoveryKeys.Trial, RecoveryKeys.Trial).Build(),
            () => s_start.Add(RecoveryKeys.Archive).Remove(s_sameArchive.Name).Build(),
            () => s_start.ReplaceAll(RecoveryKeys.Archive, s_sameArchive).Build(),
            () => s_start.Add(RecoveryKeys.Trial).OnlyItem(0),
        ];

        foreach (Action build in builds) build.Should().Throw<ArgumentException>();
    }
}
