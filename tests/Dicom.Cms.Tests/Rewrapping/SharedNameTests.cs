using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>Two certificates of one issuer and serial number with different keys, in one object.</summary>
public sealed class SharedNameTests
{
    private static readonly byte[] s_original = RecoverySamples.Image();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Protect_TwinsInDifferentItems_EachOpensItsOwn(bool isElliptic)
    {
        using X509Certificate2 first = Twin(false), second = Twin(isElliptic);
        using RecipientKey firstKey = RecipientKey.FromCertificate(first), secondKey = RecipientKey.FromCertificate(second);
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(first))
            .Encrypt(AttributeSet.Of(Tags.PatientID)).For(Recipient.FromCertificate(second))
            .With(EnvelopeSuite.Authenticated).Build();

        byte[] file = Roundtrip.Protect(s_original, deidentifier);

        Roundtrip.Recover(file, firstKey).Output.Should().Equal(s_original);
        Roundtrip.Recover(file, secondKey).Result.RecoveredAttributes.Should().Equal(Tags.PatientID);
    }

    [Fact]
    public void Build_TwinsThatNoKeyIdentifierTellsApart_AreRefused()
    {
        using X509Certificate2 first = Twin(false), second = Twin(false, hasKeyIdentifier: false);
        Recipient one = Recipient.FromCertificate(first), other = Recipient.FromCertificate(second);
        Action[] builds =
        [
            () => Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(one, other).Build(),
            () => Deidentifier.WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(one)
                .Encrypt(AttributeSet.Of(Tags.PatientID)).For(other).Build(),
            () => Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).Add(one).RequireEscrow(other).Build(),
            () => Rewrapper.WithKeys(RecoveryKeys.ArchiveKey).ReplaceAll(one, other).Build(),
        ];

        foreach (Action build in builds) build.Should().Throw<ArgumentException>().WithMessage("*one issuer and serial number*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rewrap_AddTheTwinOfOurKey_OpensForBoth(bool isElliptic)
    {
        using X509Certificate2 first = Twin(false), second = Twin(isElliptic);
        using RecipientKey firstKey = RecipientKey.FromCertificate(first), secondKey = RecipientKey.FromCertificate(second);
        byte[] before = ProtectFor(Recipient.FromCertificate(first));

        (byte[] after, RewrapResult result) = Rewraps.Rewrap(
            before, Rewrapper.WithKeys(firstKey).Add(Recipient.FromCertificate(second)).Build());

        result.RecipientsAdded.Should().Be(1);
        result.Warnings.Should().BeEmpty();
        Roundtrip.Recover(after, firstKey).Output.Should().Equal(s_original);
        Roundtrip.Recover(after, secondKey).Output.Should().Equal(s_original);
    }

    [Fact]
    public void Rewrap_TwinWithoutKeyIdentifier_IsRefused()
    {
        using X509Certificate2 first = Twin(false), second = Twin(false, hasKeyIdentifier: false);
        using RecipientKey firstKey = RecipientKey.FromCertificate(first);

        RecoveryException failure = Rewraps.Refused(
            ProtectFor(Recipient.FromCertificate(first)),
            Rewrapper.WithKeys(firstKey).Add(Recipient.FromCertificate(second)).Build());

        failure.Failure.Should().Be(RecoveryFailure.NotAccepted);
        failure.Message.Should().Contain("cannot name both");
    }

    [Fact]
    public void Rewrap_EscrowIsTheTwinOfOurKey_IsNotBelievedByItsName()
    {
        using X509Certificate2 first = Twin(false), second = Twin(false);
        using RecipientKey firstKey = RecipientKey.FromCertificate(first), secondKey = RecipientKey.FromCertificate(second);
        Recipient escrow = Recipient.FromCertificate(second);
        byte[] before = ProtectFor(Recipient.FromCertificate(first));
        RewrapperBuilder builder = Rewrapper.WithKeys(firstKey).Add(RecoveryKeys.Registry).RequireEscrow(escrow);

        Rewraps.Refused(before, builder.Build()).Failure.Should().Be(RecoveryFailure.NotAccepted);

        byte[] after = Rewraps.Rewrap(before, builder.Add(escrow).Build()).Output;
        Roundtrip.Recover(after, firstKey).Output.Should().Equal(s_original);
        Roundtrip.Recover(after, secondKey).Output.Should().Equal(s_original);
    }

    private static byte[] ProtectFor(Recipient recipient) => Roundtrip.Protect(s_original, Deidentifier
        .WithProfile(ConfidentialityProfile.Basic).Encrypt(AttributeSet.AllProtected).For(recipient)
        .With(EnvelopeSuite.Authenticated).Build());

    private static X509Certificate2 Twin(bool isElliptic, bool hasKeyIdentifier = true)
    {
        X500DistinguishedName issuer = new("CN=Appliance");
        using RSA rsa = RSA.Create(2048);
        using ECDsa issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256), ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = isElliptic
            ? new CertificateRequest(issuer, ec, HashAlgorithmName.SHA256)
            : new CertificateRequest(issuer, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (hasKeyIdentifier) request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using X509Certificate2 certificate = request.Create(
            issuer, X509SignatureGenerator.CreateForECDsa(issuerKey),
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), [7]);
        return isElliptic ? certificate.CopyWithPrivateKey(ec) : certificate.CopyWithPrivateKey(rsa);
    }
}
