using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Which certificates are accepted: of recipients when they are made, and of keys when an envelope is opened, where
/// <see cref="EnvelopePolicy.WithCertificatePolicy"/> asks for it. Immutable; each method gives another policy.
/// </summary>
/// <remarks>
/// <para>
/// | what                          | <see cref="Default"/>                        | reference           |
/// |-------------------------------|----------------------------------------------|---------------------|
/// | validity period               | holds now, in UTC                            | RFC 5280 4.1.2.5    |
/// | KeyUsage, where there is one  | keyEncipherment for RSA, keyAgreement for EC | RFC 5280 4.2.1.3    |
/// | RSA modulus                   | 2048 bits or more                            |                     |
/// | curve                         | P-256, P-384, P-521                          | RFC 5480 2.1.1.1    |
/// | chain and revocation          | not looked at                                | RFC 5280 6          |
/// </para>
/// <para>
/// Without <see cref="RequireChain"/> nothing says that the name in the certificate is that of whoever holds the key:
/// the caller knows where the certificate came from.
/// </para>
/// </remarks>
public sealed partial class CertificatePolicy
{
    private const int LeastRsaKeySize = 1024;
    private const int DefaultRsaKeySize = 2048;

    private CertificatePolicy()
    {
    }

    private CertificatePolicy(CertificatePolicy other)
    {
        AllowsExpired = other.AllowsExpired;
        AllowsNotYetValid = other.AllowsNotYetValid;
        AllowsAnyKeyUsage = other.AllowsAnyKeyUsage;
        MinimumRsaKeySize = other.MinimumRsaKeySize;
        Curves = other.Curves;
        Chain = other.Chain;
        Clock = other.Clock;
    }

    /// <summary>What the table says.</summary>
    public static CertificatePolicy Default { get; } = new();

    private bool AllowsExpired { get; init; }

    private bool AllowsNotYetValid { get; init; }

    private bool AllowsAnyKeyUsage { get; init; }

    private int MinimumRsaKeySize { get; init; } = DefaultRsaKeySize;

    private ImmutableArray<EllipticCurve> Curves { get; init; } = EllipticCurve.All;

    /// <summary>Never changed and never built with: it is cloned for each chain.</summary>
    private X509ChainPolicy? Chain { get; init; }

    private TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Accepts certificates whose validity period is over.</summary>
    public CertificatePolicy AllowExpired() => new(this) { AllowsExpired = true };

    /// <summary>Accepts certificates whose validity period has not begun.</summary>
    public CertificatePolicy AllowNotYetValid() => new(this) { AllowsNotYetValid = true };

    /// <summary>Accepts certificates whose KeyUsage is for something else, or is malformed.</summary>
    public CertificatePolicy AllowAnyKeyUsage() => new(this) { AllowsAnyKeyUsage = true };

    /// <summary>Asks for larger RSA keys.</summary>
    /// <param name="bits">Of the modulus, 2048 or more. <see cref="AllowRsaKeySize"/> is for fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2048, or more than 16384, which no key has.</exception>
    public CertificatePolicy WithMinimumRsaKeySize(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, DefaultRsaKeySize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, RsaRecipient.MaxKeySizeInBits);
        return new(this) { MinimumRsaKeySize = bits };
    }

    /// <summary>Accepts RSA keys from this size on that are too small to keep anything secret for long.</summary>
    /// <param name="bits">Of the modulus, 1024 to 2047.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1024, which are broken; or 2048 or more.</exception>
    public CertificatePolicy AllowRsaKeySize(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, LeastRsaKeySize);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bits, DefaultRsaKeySize);
        return new(this) { MinimumRsaKeySize = bits };
    }

    /// <summary>Accepts EC keys on these curves only.</summary>
    /// <param name="curves">
    /// At least one of <see cref="ECCurve.NamedCurves.nistP256"/>, <see cref="ECCurve.NamedCurves.nistP384"/> and
    /// <see cref="ECCurve.NamedCurves.nistP521"/>.
    /// </param>
    /// <exception cref="ArgumentException">None, or another one.</exception>
    public CertificatePolicy WithCurves(params IReadOnlyList<ECCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("At least one curve is needed.", nameof(curves));

        return new(this)
        {
            Curves = [.. curves.Select(curve => curve.IsNamed && curve.Oid.Value is { } oid && EllipticCurve.Find(oid) is { } known
                ? known
                : throw new ArgumentException($"Keys are agreed on {string.Join(", ", EllipticCurve.All)} only.", nameof(curves)))],
        };
    }

    /// <summary>Accepts only certificates from which a chain to a trusted root can be built (RFC 5280 6).</summary>
    /// <param name="chain">
    /// What is trusted, whether revocation is checked, and how. Copied; certificates in it stay the caller's, who does not
    /// dispose them before this policy is out of use. Mind that a new X509ChainPolicy checks revocation online, and that
    /// building may fetch certificates and revocation lists from where a certificate says.
    /// </param>
    /// <remarks>
    /// Unless the chain policy says when, it is built for now; for a certificate that <see cref="AllowExpired"/> or
    /// <see cref="AllowNotYetValid"/> let pass, for the last or first moment of its validity period.
    /// </remarks>
    public CertificatePolicy RequireChain(X509ChainPolicy chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new(this) { Chain = chain.Clone() };
    }

    /// <summary>The same by another clock.</summary>
    internal CertificatePolicy With(TimeProvider clock) => new(this) { Clock = clock };
}
