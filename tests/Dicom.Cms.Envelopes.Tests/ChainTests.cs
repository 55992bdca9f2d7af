using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>A chain is built when the caller asks, and by what the caller trusts.</summary>
public sealed class ChainTests : IDisposable
{
    private readonly TestAuthority _authority = new("Hospital");
    private readonly TestAuthority _stranger = new("Hospital");
    private readonly CertificatePolicy _policy;

    public ChainTests() => _policy = CertificatePolicy.Default with { Chain = _authority.Trust() };

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void FromCertificate_IssuedByTheRoot_IsTaken()
    {
        using X509Certificate2 certificate = _authority.Issue();

        CertificatePolicyTests.ShouldBe(certificate, _policy, null);
        CertificatePolicyTests.ShouldBe(certificate, _policy, null);
    }

    [Fact]
    public void FromCertificate_NotIssuedByTheRoot_IsRefused()
    {
        using X509Certificate2 ofSameName = _stranger.Issue(),
            selfIssued = Periods.Issue(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

        CertificatePolicyTests.ShouldBe(ofSameName, _policy, "chain is not accepted: ");
        CertificatePolicyTests.ShouldBe(selfIssued, _policy, "chain is not accepted: UntrustedRoot");
        CertificatePolicyTests.ShouldBe(ofSameName, CertificatePolicy.Default, null);
    }

    [Fact]
    public void FromCertificate_ThroughAnIntermediate_NeedsIt()
    {
        using X509Certificate2 certificate = _authority.Issue(byIntermediate: true);
        X509ChainPolicy withIntermediate = _authority.Trust();
        withIntermediate.ExtraStore.Add(_authority.Intermediate);

        CertificatePolicyTests.ShouldBe(certificate, _policy, "chain is not accepted: PartialChain");
        CertificatePolicyTests.ShouldBe(certificate, CertificatePolicy.Default with { Chain = withIntermediate }, null);
    }

    [Fact]
    public void Chain_PolicyChangedAfterwards_StaysAsItWas()
    {
        X509ChainPolicy chain = _authority.Trust();
        CertificatePolicy policy = CertificatePolicy.Default with { Chain = chain };
        chain.CustomTrustStore.Clear();
        chain.CustomTrustStore.Add(_stranger.Root);
        chain.VerificationFlags = X509VerificationFlags.AllFlags;
        using X509Certificate2 ours = _authority.Issue(), theirs = _stranger.Issue();

        CertificatePolicyTests.ShouldBe(ours, policy, null);
        CertificatePolicyTests.ShouldBe(theirs, policy, "chain is not accepted");
    }

    [Fact]
    public void FromCertificate_RevocationAsked_IsChecked()
    {
        X509ChainPolicy chain = _authority.Trust();
        chain.RevocationMode = X509RevocationMode.Offline;
        using X509Certificate2 certificate = _authority.Issue();

        CertificatePolicyTests.ShouldBe(certificate, CertificatePolicy.Default with { Chain = chain }, "RevocationStatusUnknown");
    }

    [Fact]
    public void FromCertificate_ApplicationPolicyAsked_IsChecked()
    {
        X509ChainPolicy chain = _authority.Trust();
        chain.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.4")); // id-kp-emailProtection
        using X509Certificate2 forServers = _authority.Issue(
            false, new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 forMail = _authority.Issue(
            false, new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.4")], critical: false));

        CertificatePolicyTests.ShouldBe(forServers, CertificatePolicy.Default with { Chain = chain }, "NotValidForUsage");
        CertificatePolicyTests.ShouldBe(forMail, CertificatePolicy.Default with { Chain = chain }, null);
    }

    [Fact]
    public void FromCertificate_ExpiredAndAllowed_IsJudgedByItsLastMoment()
    {
        using X509Certificate2 certificate = _authority.Issue(), ofStranger = _stranger.Issue();
        CertificatePolicy later = _policy.With(new FixedClock(TestAuthority.End.AddYears(20))); // the root has expired too

        CertificatePolicyTests.ShouldBe(certificate, later, "expired on");
        CertificatePolicyTests.ShouldBe(certificate, later with { AllowExpired = true }, null);
        CertificatePolicyTests.ShouldBe(ofStranger, later with { AllowExpired = true }, "chain is not accepted");
    }

    [Fact]
    public void FromCertificate_TimeOfTheChainPolicy_Counts()
    {
        X509ChainPolicy chain = _authority.Trust();
        chain.VerificationTime = TestAuthority.End.AddYears(20).UtcDateTime;
        using X509Certificate2 certificate = _authority.Issue();

        CertificatePolicyTests.ShouldBe(certificate, CertificatePolicy.Default with { Chain = chain }, "NotTimeValid");
    }

    [Fact]
    public void Chain_BesideTheOtherRules_TheyStillHold()
    {
        using X509Certificate2 certificate = _authority.Issue(
            false, new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));

        CertificatePolicyTests.ShouldBe(certificate, _policy, "keyEncipherment");
        CertificatePolicyTests.ShouldBe(certificate, _policy with { AllowAnyKeyUsage = true }, null);
    }

    [Fact]
    public void FromCertificate_ManyThreads_AllAgree()
    {
        using X509Certificate2 certificate = _authority.Issue(), ofStranger = _stranger.Issue();

        Parallel.For(0, 64, i =>
            CertificatePolicyTests.ShouldBe(i % 2 == 0 ? certificate : ofStranger, _policy, i % 2 == 0 ? null : "chain is not accepted"));
    }
}
