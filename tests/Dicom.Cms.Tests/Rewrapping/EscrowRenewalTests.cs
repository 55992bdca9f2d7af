using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>A required trustee gets the key anew: what stands beside a name can be anything.</summary>
public sealed class EscrowRenewalTests
{
    private static readonly byte[] s_original = RecoverySamples.Image();

    private static readonly Deidentifier s_deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(RecoveryKeys.Archive, RecoveryKeys.Registry)
        .Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial)
        .With(EnvelopeSuite.Authenticated).Build();

    private static readonly RewrapperBuilder s_builder = Rewrapper.WithKeys(RecoveryKeys.ArchiveKey)
        .Add(Recipient.FromKeyEncryptionKey([9], new byte[16])).RequireEscrow(RecoveryKeys.Registry);

    [Fact]
    public void Rewrap_EscrowsKeyCorrupted_IsWrittenAnew()
    {
        byte[] before = Roundtrip.Protect(s_original, s_deidentifier);
        byte[] broken = Replace(before, EscrowsKey(before), RandomNumberGenerator.GetBytes(384));
        Roundtrip.Refused(broken, Reidentifier.WithKeys(RecoveryKeys.RegistryKey)).Failure.Should().Be(RecoveryFailure.NotAuthentic);

        ShouldOpen(Rewraps.Rewrap(broken, s_builder.Build()).Output);
        ShouldOpen(Rewraps.Rewrap(broken, s_builder.Add(RecoveryKeys.Registry).Build()).Output);
    }

    [Fact]
    public void Rewrap_EscrowsKeyOfAnotherObject_IsWrittenAnew()
    {
        byte[] before = Roundtrip.Protect(s_original, s_deidentifier), other = Roundtrip.Protect(s_original, s_deidentifier);

        byte[] after = Rewraps.Rewrap(Replace(before, EscrowsKey(before), EscrowsKey(other)), s_builder.Build()).Output;

        ShouldOpen(after);
        Roundtrip.Recover(after, RecoveryKeys.TrialKey).Result.RecoveredAttributes.Should().Equal(Tags.PatientID);
        Rewraps.EnvelopesOf(after)[1].Names(RecoveryKeys.Registry.Name).Should().BeFalse("a subset restores nothing");
    }

    [Fact]
    public void Rewrap_EscrowStripped_IsRefused()
    {
        byte[] stripped = Rewraps.Rewrap(Roundtrip.Protect(s_original, s_deidentifier),
            Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Remove(RecoveryKeys.Registry.Name).Build()).Output;

        Rewraps.Refused(stripped, s_builder.Build()).Failure.Should().Be(RecoveryFailure.NotAccepted);
    }

    [Fact]
    public void Rewrap_EscrowAddedUnderARenewedCertificate_IsNotBelievedByItsName()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 old = SelfSigned("CN=Old", key), renewed = SelfSigned("CN=Renewed", key);
        using RecipientKey escrowKey = RecipientKey.FromCertificate(renewed);
        Recipient trustee = Recipient.FromCertificate(renewed);
        byte[] file = Rewraps.Rewrap(
            Roundtrip.Protect(s_original), Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(trustee).Build()).Output;
        byte[] encryptedKey = EncryptedKeyOf(file, trustee, 256);
        byte[] broken = Replace(file, encryptedKey, RandomNumberGenerator.GetBytes(256));

        byte[] after = Rewraps.Rewrap(broken, Rewrapper.WithKeys(RecoveryKeys.ArchiveKey)
            .Add(trustee).RequireEscrow(Recipient.FromCertificate(old)).Build()).Output;

        Roundtrip.Recover(after, escrowKey).Output.Should().Equal(s_original);
    }

    [Fact]
    public void Rewrap_ReplacedButInAnotherItem_IsSaid()
    {
        byte[] file = Roundtrip.Protect(
            s_original, Roundtrip.Builder().Encrypt(AttributeSet.Of(Tags.PatientID)).For(RecoveryKeys.Trial).Build());
        ObjectEditor editor = ObjectEditor.Open(file);
        DataElement sequence = editor[0x0400_0500];
        byte[] twice = editor.Set(sequence.WithItems([.. sequence.Items!, sequence.Items![0]])).Write();

        RewrapResult result = Rewraps.Rewrap(twice).Result;

        result.Warnings.Select(warning => warning.Code).Should().Equal(WarningCodes.ItemsForOthers, WarningCodes.StillRecipient);
    }

    private static void ShouldOpen(byte[] file)
    {
        Roundtrip.Recover(file, RecoveryKeys.RegistryKey).Output.Should().Equal(s_original);
        Roundtrip.Recover(file, RecoveryKeys.ArchiveKey).Output.Should().Equal(s_original);
    }

    private static byte[] EscrowsKey(byte[] file) => EncryptedKeyOf(file, RecoveryKeys.Registry, 384);

    /// <summary>The encryptedKey behind the serial number of a recipient: an OCTET STRING of its length.</summary>
    private static byte[] EncryptedKeyOf(byte[] file, Recipient recipient, int length)
    {
        byte[] serial = Convert.FromHexString(recipient.SerialNumber!);
        int name = file.AsSpan().IndexOf(serial);
        name.Should().BePositive();
        byte[] header = [0x04, 0x82, (byte)(length >> 8), (byte)length];
        int start = name + file.AsSpan(name).IndexOf(header) + header.Length;
        return file[start..(start + length)];
    }

    private static byte[] Replace(byte[] file, byte[] octets, byte[] by)
    {
        by.Should().HaveSameCount(octets);
        byte[] replaced = [.. file];
        by.CopyTo(replaced, file.AsSpan().IndexOf(octets));
        return replaced;
    }

    private static X509Certificate2 SelfSigned(string name, RSA key) =>
        new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
}
