using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Each rule of the policy, kept and relaxed. Certificates made here are valid from 2020 to 2070.</summary>
public sealed class CertificatePolicyTests
{
    private static readonly DateTimeOffset s_from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, "not valid before 2020-01-01 00:00:00 UTC")]
    [InlineData(0, null)]
    [InlineData(50 * 365, null)]
    [InlineData(51 * 366, "expired on 2070-01-01 00:00:00 UTC")]
    public void FromCertificate_ValidityPeriod_MustHoldNow(int days, string? reason)
    {
        using X509Certificate2 certificate = TestKeys.Issue(TestKeys.Rsa());
        CertificatePolicy policy = CertificatePolicy.Default.With(new FixedClock(s_from.AddDays(days)));

        ShouldBe(certificate, policy, reason);
        bool isExpired = reason?.StartsWith("expired", StringComparison.Ordinal) == true;
        bool isEarly = reason?.StartsWith("not valid", StringComparison.Ordinal) == true;
        ShouldBe(certificate, policy with { AllowExpired = true }, isExpired ? null : reason);
        ShouldBe(certificate, policy with { AllowNotYetValid = true }, isEarly ? null : reason);
        ShouldBe(certificate, policy with { AllowExpired = true, AllowNotYetValid = true }, null);
    }

    [Fact]
    public void FromCertificate_LastSecond_IsValid()
    {
        using X509Certificate2 certificate = TestKeys.Issue(TestKeys.Rsa());
        DateTimeOffset last = certificate.NotAfter;

        ShouldBe(certificate, CertificatePolicy.Default.With(new FixedClock(last)), null);
        ShouldBe(certificate, CertificatePolicy.Default.With(new FixedClock(last.AddSeconds(1))), "expired on");
    }

    [Fact]
    public void FromCertificate_WithoutPolicy_ChecksToday()
    {
        using X509Certificate2 certificate = Periods.Issue(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));

        FluentActions.Invoking(() => Recipient.FromCertificate(certificate)).Should().Throw<ArgumentException>()
            .WithMessage("*expired on 1970-01-02*").WithParameterName(nameof(certificate));
        FluentActions.Invoking(() => Recipient.FromEncodedCertificate(certificate.RawData)).Should().Throw<ArgumentException>()
            .WithMessage("*expired on 1970-01-02*");
        Recipient.FromEncodedCertificate(certificate.RawData, CertificatePolicy.Default with { AllowExpired = true })
            .KeySizeInBits.Should().Be(2048);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, null, "keyAgreement")]
    [InlineData(X509KeyUsageFlags.KeyAgreement, "keyEncipherment", null)]
    [InlineData(X509KeyUsageFlags.DigitalSignature, "keyEncipherment", "keyAgreement")]
    [InlineData(X509KeyUsageFlags.KeyAgreement | X509KeyUsageFlags.KeyEncipherment, null, null)]
    public void FromCertificate_KeyUsage_MustFitTheKey(X509KeyUsageFlags usage, string? rsaReason, string? ecReason)
    {
        var extension = new X509KeyUsageExtension(usage, critical: true);
        using X509Certificate2 rsa = TestKeys.Issue(TestKeys.Rsa(), extension);
        using X509Certificate2 ec = TestKeys.Issue(TestKeys.Certificate("ecp256").PublicKey, extension);

        ShouldBe(rsa, CertificatePolicy.Default, rsaReason);
        ShouldBe(ec, CertificatePolicy.Default, ecReason);
        ShouldBe(rsa, CertificatePolicy.Default with { AllowAnyKeyUsage = true }, null);
        ShouldBe(ec, CertificatePolicy.Default with { AllowAnyKeyUsage = true }, null);
    }

    [Fact]
    public void FromCertificate_MalformedKeyUsage_IsRefusedUnlessAnyIsAllowed()
    {
        using X509Certificate2 certificate = TestKeys.Issue(TestKeys.Rsa(),
            new X509Extension("2.5.29.15", [0x04, 0x01, 0xFF], critical: true));

        ShouldBe(certificate, CertificatePolicy.Default, "KeyUsage is malformed");
        ShouldBe(certificate, CertificatePolicy.Default with { AllowAnyKeyUsage = true }, null);
    }

    [Fact]
    public void FromCertificate_RsaKeySize_IsWhatThePolicySays()
    {
        using X509Certificate2 small = TestKeys.Issue(TestKeys.Rsa1024), usual = TestKeys.Issue(TestKeys.Rsa()),
            large = TestKeys.Issue(TestKeys.Rsa("rsa3072"));

        ShouldBe(small, CertificatePolicy.Default, "1024 bits; 2048 to 16384");
        ShouldBe(small, CertificatePolicy.Default with { MinimumRsaKeySize = 1536 }, "1024 bits; 1536 to 16384");
        ShouldBe(small, CertificatePolicy.Default with { MinimumRsaKeySize = 1024 }, null);
        ShouldBe(usual, CertificatePolicy.Default with { MinimumRsaKeySize = 3072 }, "2048 bits; 3072 to 16384");
        ShouldBe(large, CertificatePolicy.Default with { MinimumRsaKeySize = 3072 }, null);
        ShouldBe(small, CertificatePolicy.Default with { MinimumRsaKeySize = 2048 }, "1024 bits");
    }

    [Fact]
    public void FromCertificate_Curve_IsWhatThePolicySays()
    {
        using X509Certificate2 p256 = TestKeys.Issue(TestKeys.Certificate("ecp256").PublicKey);
        using X509Certificate2 p384 = Kinds.CreateEc(ECCurve.NamedCurves.nistP384);
        using X509Certificate2 other = Kinds.CreateEc(ECCurve.NamedCurves.brainpoolP256r1);
        CertificatePolicy strong = CertificatePolicy.Default with { Curves = [ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521] };

        ShouldBe(p256, strong, "on none of the curves P-384, P-521");
        ShouldBe(p384, strong, null);
        ShouldBe(other, CertificatePolicy.Default, "on none of the curves P-256, P-384, P-521");
    }

    [Fact]
    public void Init_ValuesThatMakeNoSense_Throws()
    {
        CertificatePolicy policy = CertificatePolicy.Default;
        foreach (int bits in new[] { -1, 0, 1023, 16385 })
        {
            FluentActions.Invoking(() => policy with { MinimumRsaKeySize = bits }).Should().Throw<ArgumentOutOfRangeException>()
                .WithParameterName("value");
        }

        FluentActions.Invoking(() => policy with { Curves = [] }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => policy with { Curves = null! }).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => policy with { Curves = [ECCurve.NamedCurves.brainpoolP256r1] }).Should().Throw<ArgumentException>()
            .WithMessage("*P-256, P-384, P-521 only*");
        FluentActions.Invoking(() => policy with { Curves = [new ECCurve()] }).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Init_LimitsThemselves_AreAccepted()
    {
        using X509Certificate2 usual = TestKeys.Issue(TestKeys.Rsa());

        ShouldBe(usual, CertificatePolicy.Default with { MinimumRsaKeySize = 2048 }, null);
        ShouldBe(usual, CertificatePolicy.Default with { MinimumRsaKeySize = 16384 }, "2048 bits; 16384 to 16384");
        ShouldBe(usual, CertificatePolicy.Default with { MinimumRsaKeySize = 2047 }, null);
    }

    [Fact]
    public void Properties_WhatWasSet_ReadBackAsCopies()
    {
        X509ChainPolicy chain = new() { RevocationMode = X509RevocationMode.NoCheck };
        CertificatePolicy policy = CertificatePolicy.Default with { Chain = chain, Curves = [ECCurve.NamedCurves.nistP384] };

        policy.Chain!.RevocationMode = X509RevocationMode.Online;
        policy.Chain.RevocationMode.Should().Be(X509RevocationMode.NoCheck);
        policy.Chain.Should().NotBeSameAs(chain);
        policy.Curves.Should().ContainSingle().Which.Oid.Value.Should().Be(ECCurve.NamedCurves.nistP384.Oid.Value);
        CertificatePolicy.Default.Curves.Should().HaveCount(3);
        (CertificatePolicy.Default.Chain, CertificatePolicy.Default.MinimumRsaKeySize).Should().Be((null, 2048));
    }

    [Fact]
    public void ToString_EveryAxis_IsNamed()
    {
        CertificatePolicy policy = TestKeys.AtAnyTime with
        {
            AllowAnyKeyUsage = true,
            MinimumRsaKeySize = 3072,
            Curves = [ECCurve.NamedCurves.nistP521],
            Chain = new X509ChainPolicy(),
        };

        policy.ToString().Should().Be(
            "expired allowed, not yet valid allowed, any KeyUsage allowed, RSA from 3072 bits, curves P-521, chain required");
        CertificatePolicy.Default.ToString().Should().Be("default");
        (CertificatePolicy.Default with { }).Should().Be(CertificatePolicy.Default);
    }

    [Fact]
    public void With_SeveralAxes_ChangesOnlyThoseOfTheCopy()
    {
        using X509Certificate2 small = TestKeys.Issue(TestKeys.Rsa1024,
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));

        ShouldBe(small, TestKeys.AtAnyTime with { MinimumRsaKeySize = 1024, AllowAnyKeyUsage = true }, null);
        ShouldBe(small, CertificatePolicy.Default with { AllowAnyKeyUsage = true, AllowExpired = true }, "1024");
        ShouldBe(small, CertificatePolicy.Default with { MinimumRsaKeySize = 1024 }, "keyEncipherment");
        ShouldBe(small, CertificatePolicy.Default, "keyEncipherment");
    }

    internal static void ShouldBe(X509Certificate2 certificate, CertificatePolicy policy, string? reason)
    {
        Action create = () => Recipient.FromCertificate(certificate, policy);
        if (reason is null)
            create.Should().NotThrow();
        else
            create.Should().Throw<ArgumentException>().WithMessage($"*{reason}*").WithParameterName(nameof(certificate));
    }
}
