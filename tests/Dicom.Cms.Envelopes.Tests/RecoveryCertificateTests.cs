using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The certificate of a key, when an envelope is opened: not looked at unless the caller asks, and then before the key is
/// used.</summary>
public sealed class RecoveryCertificateTests
{
    private static readonly X509Certificate2 s_expired = Periods.Issue(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

    private static readonly EnvelopePolicy s_checking = EnvelopePolicy.Default with { Certificates = CertificatePolicy.Default };

    private static readonly byte[] s_envelope =
        new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(s_expired, TestKeys.AtAnyTime)]).Write("x"u8);

    [Fact]
    public void OpenAsync_ExpiredCertificate_OpensByDefault()
    {
        using RecipientKey key = RecipientKey.FromCertificate(s_expired);

        EnvelopePolicy.Default.Certificates.Should().BeNull();
        key.Open(s_envelope).ShouldBeOpenedAs("x"u8, "archives outlive certificates");
    }

    [Fact]
    public void OpenAsync_ExpiredCertificateUnderAPolicy_IsNotAcceptedAndTheKeyUnused()
    {
        using var rsa = new CountingRsa();
        using RecipientKey key = RecipientKey.FromRsa(rsa, s_expired);

        EnvelopeOpening opening = key.Open(s_envelope, s_checking);

        opening.ShouldBeNotAccepted("The certificate expired on 1970-01-02 00:00:00 UTC. It is that of CN=Subject, serial ");
        opening.IsKeyNamed.Should().BeTrue();
        rsa.Count.Should().Be(0);
        key.Open(s_envelope, EnvelopePolicy.Default with { Certificates = CertificatePolicy.Default with { AllowExpired = true } })
            .ShouldBeOpenedAs("x"u8);
        rsa.Count.Should().Be(1);
    }

    [Fact]
    public async Task OpenAsync_KeyServiceUnderAPolicy_IsNotAsked()
    {
        var decryptor = new CountingDecryptor(TestKeys.Rsa());
        using RecipientKey key = RecipientKey.FromKeyService(decryptor, s_expired);

        EnvelopeOpening opening = await Envelope.Parse(s_envelope)
            .OpenAsync([key], s_checking);

        opening.ShouldBeNotAccepted("expired");
        decryptor.Requests.Should().BeEmpty();
    }

    [Fact]
    public void OpenAsync_EcCertificateUnderAPolicy_IsChecked()
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(certificate)]).Write("x"u8);

        key.Open(encoded, s_checking).ShouldBeOpenedAs("x"u8);
        CertificatePolicy largest = CertificatePolicy.Default with { Curves = [ECCurve.NamedCurves.nistP521] };
        key.Open(encoded, s_checking with { Certificates = largest })
            .ShouldBeNotAccepted("on none of the curves P-521");
    }

    [Fact]
    public void OpenAsync_ChainAsked_IsBuilt()
    {
        using var authority = new TestAuthority("Hospital");
        using var stranger = new TestAuthority("Other");
        using X509Certificate2 certificate = authority.Issue();
        using RSA rsa = TestKeys.Rsa();
        using RecipientKey key = RecipientKey.FromRsa(rsa, certificate);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(certificate)]).Write("x"u8);

        key.Open(encoded, s_checking with { Certificates = CertificatePolicy.Default with { Chain = authority.Trust() } })
            .ShouldBeOpenedAs("x"u8);
        key.Open(encoded, s_checking with { Certificates = CertificatePolicy.Default with { Chain = stranger.Trust() } })
            .ShouldBeNotAccepted("chain is not accepted");
    }

    [Fact]
    public void OpenAsync_CertificateRefusedOfAKeyForNobodyHere_IsNoMatchingRecipient()
    {
        byte[] forOthers = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient("rsa3072")]).Write("x"u8);
        using RecipientKey key = RecipientKey.FromCertificate(s_expired);

        key.Open(forOthers, s_checking).Status
            .Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    [Fact]
    public void OpenAsync_WithoutCertificate_IsNotChecked()
    {
        using RecipientKey password = RecipientKey.FromPassword("secret");
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Kinds.QuickPassword("secret")]).Write("x"u8);

        TestKeys.BareKey().Open(s_envelope, s_checking).ShouldBeOpenedAs("x"u8);
        password.Open(encoded, s_checking).ShouldBeOpenedAs("x"u8);
    }
}
