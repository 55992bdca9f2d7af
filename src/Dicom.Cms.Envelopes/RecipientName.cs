using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// By what an envelope names a recipient: enough to find it there, not enough to encrypt for it. So it can be made of a certificate
/// that is too weak or too old to write for. Immutable.
/// </summary>
public sealed class RecipientName : IEquatable<RecipientName>
{
    private readonly KeyIdentity? _certificate;
    private readonly byte[]? _keyIdentifier;

    private RecipientName(KeyIdentity? certificate, byte[]? keyIdentifier)
    {
        _certificate = certificate;
        _keyIdentifier = keyIdentifier;
    }

    /// <summary>
    /// Whoever knows a password. An envelope does not say which (RFC 5652 6.2.4): this means every password it was written for.
    /// </summary>
    public static RecipientName Password { get; } = new(null, null);

    /// <summary>Whoever has the private key of a certificate, named by issuer and serial number or by the key identifier.</summary>
    /// <param name="certificate">Of any kind, strength and validity; it may be disposed afterwards.</param>
    public static RecipientName OfCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new RecipientName(KeyIdentity.Of(certificate), null);
    }

    /// <summary>Whoever has the key-encryption key of an identifier (RFC 5652 6.2.3).</summary>
    /// <exception cref="ArgumentException">The identifier is empty.</exception>
    public static RecipientName OfKeyEncryptionKey(ReadOnlySpan<byte> keyIdentifier) =>
        keyIdentifier.IsEmpty
            ? throw new ArgumentException("The key identifier is empty.", nameof(keyIdentifier))
            : new RecipientName(null, keyIdentifier.ToArray());

    /// <summary>Whether both name one certificate, one key identifier, or passwords.</summary>
    public bool Equals(RecipientName? other) =>
        other is not null
        && (_certificate is null) == (other._certificate is null)
        && _keyIdentifier.AsSpan().SequenceEqual(other._keyIdentifier)
        && (_certificate is null || _certificate.Certificate!.Matches(other._certificate!.Certificate!));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecipientName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_certificate is null ? _keyIdentifier : _certificate.Certificate!.SerialNumber.Span);
        return hash.ToHashCode();
    }

    /// <summary>For people: issuer and serial number, the key identifier, or "password".</summary>
    public override string ToString() =>
        _certificate?.Certificate!.ToString()
        ?? (_keyIdentifier is null ? "password" : "key identifier " + DisplayText.Hex(_keyIdentifier));

    /// <summary>The key identifier that its certificate states (RFC 5280 4.2.1.2); null where it states none.</summary>
    internal ReadOnlyMemory<byte>? CertificateKeyIdentifier => _certificate?.CertificateKeyIdentifier;

    /// <summary>Whether both name one certificate with one key, one key identifier, or passwords.</summary>
    internal bool IsSameAs(RecipientName other) => Equals(other) && (_certificate is null || HasSamePublicKeyAs(other));

    /// <summary>Whether a private key is not that of this certificate.</summary>
    internal bool IsNotOf(KeyIdentity key) => _certificate is not null && key.HasPublicKey && !_certificate.HasSamePublicKeyAs(key);

    /// <summary>Whether a private key is that of another certificate of the same issuer and serial number.</summary>
    internal bool IsSharedWith(KeyIdentity key) =>
        _certificate is { Certificate: { } own } && key.Certificate is { } other && own.Matches(other)
        && !_certificate.HasSamePublicKeyAs(key);

    internal bool IsPassword => _certificate is null && _keyIdentifier is null;

    internal bool HasSamePublicKeyAs(RecipientName other) =>
        _certificate is not null && other._certificate is not null && _certificate.HasSamePublicKeyAs(other._certificate);

    /// <summary>Whether this certificate or its key is meant.</summary>
    internal bool IsMeantBy(RecipientIdentifier identifier) => _certificate?.IsNamedBy(identifier) == true;

    /// <summary>Whether this is the recipient of a RecipientInfo, or one of several.</summary>
    internal bool IsMeantBy(RecipientInfo recipientInfo) => recipientInfo.IsFor(this);

    /// <summary>Whether it is the key-encryption key of this identifier.</summary>
    internal bool HasKeyIdentifier(ReadOnlySpan<byte> keyIdentifier) =>
        _keyIdentifier is not null && keyIdentifier.SequenceEqual(_keyIdentifier);
}
