using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>By what a RecipientInfo may name a key: its certificate, or its key identifier. All of it public.</summary>
internal sealed class KeyIdentity
{
    private readonly string? _algorithm;
    private readonly EllipticCurve? _curve;
    private readonly byte[] _publicKey;
    private readonly byte[] _computedKeyIdentifier;
    private readonly byte[]? _certificateKeyIdentifier;
    private readonly byte[]? _encodedCertificate;

    private KeyIdentity(string? algorithm, EllipticCurve? curve, byte[] publicKey, int keySizeInBits, X509Certificate2? certificate)
    {
        KeySizeInBits = keySizeInBits;
        _algorithm = algorithm;
        _curve = curve;
        _publicKey = publicKey;
        _computedKeyIdentifier = ComputeKeyIdentifier(_publicKey);
        if (certificate is null) return;

        Certificate = IssuerAndSerialNumber.Of(certificate);
        _encodedCertificate = certificate.RawData;
        _certificateKeyIdentifier = certificate.Extensions
            .OfType<X509SubjectKeyIdentifierExtension>()
            .FirstOrDefault()?.SubjectKeyIdentifierBytes.ToArray();
    }

    /// <summary>The subjectKeyIdentifier of the certificate; null where it states none.</summary>
    public ReadOnlyMemory<byte>? CertificateKeyIdentifier =>
        _certificateKeyIdentifier is { } identifier ? (ReadOnlyMemory<byte>?)identifier : null;

    public bool HasPublicKey => _algorithm is not null;

    public int KeySizeInBits { get; }

    public IssuerAndSerialNumber? Certificate { get; }

    /// <summary>Octets of the modulus, and so of every encryptedKey. RFC 8017 7.1.1.</summary>
    public int ModulusLength => (KeySizeInBits + 7) / 8;

    /// <param name="rsa">The key; only its public part is read.</param>
    /// <param name="certificate">A certificate of the same public key, or null.</param>
    public static KeyIdentity Of(RSA rsa, X509Certificate2? certificate) =>
        new(Oids.RsaEncryption, null, rsa.ExportRSAPublicKey(), rsa.KeySize, certificate);

    /// <param name="curve">The key's curve.</param>
    /// <param name="point">The public key, uncompressed.</param>
    /// <param name="certificate">A certificate of the same public key, or null.</param>
    public static KeyIdentity Of(EllipticCurve curve, byte[] point, X509Certificate2? certificate) =>
        new(Oids.EcPublicKey, curve, point, curve.SizeInBits, certificate);

    /// <summary>Of whoever has the private key of a certificate, of any kind and strength.</summary>
    public static KeyIdentity Of(X509Certificate2 certificate) => new(
        certificate.PublicKey.Oid.Value,
        EllipticCurve.Of(certificate.PublicKey),
        certificate.PublicKey.EncodedKeyValue.RawData,
        0,
        certificate);

    /// <summary>Of a secret that has no public key, and no certificate.</summary>
    public static KeyIdentity OfSymmetricKey(int keySizeInBits) => new(null, null, [], keySizeInBits, null);

    public bool Matches(X509Certificate2 certificate) =>
        _algorithm is not null
        && certificate.PublicKey.Oid.Value == _algorithm
        && EllipticCurve.Of(certificate.PublicKey) == _curve
        && certificate.PublicKey.EncodedKeyValue.RawData.AsSpan().SequenceEqual(_publicKey);

    /// <summary>Whether both have one public key, whatever their certificates.</summary>
    public bool HasSamePublicKeyAs(KeyIdentity other) =>
        HasPublicKey
        && _algorithm == other._algorithm
        && _curve == other._curve
        && _publicKey.AsSpan().SequenceEqual(other._publicKey);

    /// <summary>The same key under a certificate that <see cref="Matches"/>.</summary>
    public KeyIdentity WithCertificate(X509Certificate2 certificate)
    {
        Debug.Assert(Matches(certificate));
        return new KeyIdentity(_algorithm, _curve, _publicKey, KeySizeInBits, certificate);
    }

    /// <summary>Why the policy does not accept the certificate, or null; null where there is none.</summary>
    public string? Refuse(CertificatePolicy policy)
    {
        if (_encodedCertificate is null) return null;

        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(_encodedCertificate);
        return policy.Refuse(certificate) is { } refusal ? $"{refusal} It is that of {Certificate}." : null;
    }

    /// <summary>Whether the identifier means this key, and not only might.</summary>
    public bool IsNamedBy(RecipientIdentifier identifier)
    {
        if (identifier.Certificate is { } named) return Certificate is not null && Certificate.Matches(named);

        ReadOnlySpan<byte> keyIdentifier = identifier.SubjectKeyIdentifier.Span;
        return keyIdentifier.SequenceEqual(_computedKeyIdentifier)
            || (_certificateKeyIdentifier is not null && keyIdentifier.SequenceEqual(_certificateKeyIdentifier));
    }

    // RFC 5280 4.2.1.2 (1): SHA-1 of the value of the BIT STRING subjectPublicKey. A name, nothing is proved by it.
    [SuppressMessage("Security", "CA5350", Justification = "An identifier that RFC 5280 defines.")]
    private static byte[] ComputeKeyIdentifier(byte[] publicKey) => SHA1.HashData(publicKey);
}
