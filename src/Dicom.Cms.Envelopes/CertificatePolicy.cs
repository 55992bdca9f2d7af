using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Says which certificates are accepted: of recipients when they are made, and of keys when an envelope is opened, if
/// <see cref="EnvelopePolicy.Certificates"/> is set. Immutable; change it with <c>with</c>.
/// </summary>
/// <remarks>
/// <para>
/// | what                          | <see cref="Default"/>                        | reference           |
/// |-------------------------------|----------------------------------------------|---------------------|
/// | validity period               | includes the current time, in UTC            | RFC 5280 4.1.2.5    |
/// | KeyUsage, if present          | keyEncipherment for RSA, keyAgreement for EC | RFC 5280 4.2.1.3    |
/// | RSA modulus                   | 2048 to 16384 bits                           |                     |
/// | curve                         | P-256, P-384, P-521                          | RFC 5480 2.1.1.1    |
/// | chain and revocation          | not checked                                  | RFC 5280 6          |
/// </para>
/// <para>
/// Without a <see cref="Chain"/> nothing shows that the subject of the certificate holds the key. Verifying where the certificate came
/// from is then your responsibility.
/// </para>
/// </remarks>
public sealed partial record CertificatePolicy
{
    private const int LeastRsaKeySize = 1024;

    private readonly int _minimumRsaKeySize = 2048;
    private readonly ImmutableArray<EllipticCurve> _curves = EllipticCurve.All;
    private readonly X509ChainPolicy? _chain; // Never changed and never built with: it is cloned for each chain.

    /// <summary>Accepts what the table says.</summary>
    public static CertificatePolicy Default { get; } = new();

    /// <summary>Accepts certificates whose validity period is over. False unless set.</summary>
    public bool AllowExpired { get; init; }

    /// <summary>Accepts certificates whose validity period has not begun. False unless set.</summary>
    public bool AllowNotYetValid { get; init; }

    /// <summary>Accepts certificates whose KeyUsage is for something else, or is malformed. False unless set.</summary>
    public bool AllowAnyKeyUsage { get; init; }

    /// <summary>
    /// The fewest bits of an RSA modulus, 1024 to 16384; 2048 unless set. Keys of fewer than 2048 bits keep nothing secret for long,
    /// and keys of fewer than 1024 bits are broken.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1024, or more than 16384, which no key has.</exception>
    public int MinimumRsaKeySize
    {
        get => _minimumRsaKeySize;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LeastRsaKeySize);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, RsaRecipient.MaxKeySizeInBits);
            _minimumRsaKeySize = value;
        }
    }

    /// <summary>
    /// The curves of EC keys: at least one of <see cref="ECCurve.NamedCurves.nistP256"/>,
    /// <see cref="ECCurve.NamedCurves.nistP384"/> and <see cref="ECCurve.NamedCurves.nistP521"/>; all three unless set. Copied.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or contains another curve.</exception>
    public IReadOnlyList<ECCurve> Curves
    {
        get => [.. _curves.Select(curve => curve.Curve)];
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count == 0) throw new ArgumentException("At least one curve is needed.", nameof(value));

            _curves = [.. value.Select(curve => curve.IsNamed && curve.Oid.Value is { } oid && EllipticCurve.Find(oid) is { } known
                ? known
                : throw new ArgumentException($"Keys are agreed on {string.Join(", ", EllipticCurve.All)} only.", nameof(value)))];
        }
    }

    /// <summary>
    /// How a chain to a trusted root is built (RFC 5280 6): what is trusted, and whether and how revocation is checked. Null unless
    /// set: no chain is built. Setting and reading it copy the X509ChainPolicy.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The certificates in it remain the caller's. Do not dispose them while this policy is in use. A new X509ChainPolicy checks
    /// revocation online, and building a chain can fetch certificates and revocation lists from addresses in a certificate.
    /// </para>
    /// <para>
    /// Unless the X509ChainPolicy names a time, the chain is built for the current time. For a certificate that
    /// <see cref="AllowExpired"/> or <see cref="AllowNotYetValid"/> accepts, it is built for the last or the first moment of the
    /// validity period.
    /// </para>
    /// </remarks>
    public X509ChainPolicy? Chain
    {
        get => _chain?.Clone();
        init => _chain = value?.Clone();
    }

    private TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Names what differs from <see cref="Default"/>.</summary>
    public override string ToString()
    {
        List<string> differences = [];
        if (AllowExpired) differences.Add("expired allowed");
        if (AllowNotYetValid) differences.Add("not yet valid allowed");
        if (AllowAnyKeyUsage) differences.Add("any KeyUsage allowed");
        if (MinimumRsaKeySize != Default.MinimumRsaKeySize) differences.Add($"RSA from {MinimumRsaKeySize} bits");
        if (_curves.Length < EllipticCurve.All.Length) differences.Add($"curves {string.Join(", ", _curves)}");
        if (_chain is not null) differences.Add("chain required");
        return differences.Count == 0 ? "default" : string.Join(", ", differences);
    }

    /// <summary>The same by another clock.</summary>
    internal CertificatePolicy With(TimeProvider clock) => this with { Clock = clock };
}
