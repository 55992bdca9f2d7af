using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// What opens envelopes: a private RSA key, here or in a key service, and where it is known the certificate under
/// which senders know it. One instance serves many threads; disposing it lets go of the key.
/// </summary>
/// <remarks>
/// With a certificate it opens what names that certificate or its key identifier. Without one it also tries
/// RecipientInfos that could be its own by their length, a bounded number.
/// </remarks>
public sealed partial class RecipientKey : IDisposable
{
    private readonly PrivateKey _privateKey;
    private readonly KeyIdentity _identity;
    private int _disposed;

    private RecipientKey(PrivateKey privateKey, KeyIdentity identity)
    {
        _privateKey = privateKey;
        _identity = identity;
    }

    /// <summary>Whether a certificate is known, and with it the name senders use.</summary>
    public bool HasCertificate => _identity.Certificate is not null;

    /// <summary>Bits of the RSA modulus.</summary>
    public int KeySizeInBits => _identity.KeySizeInBits;

    /// <summary>Whether the certificate holds the public key that belongs to this private key.</summary>
    public bool Matches(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return _identity.Matches(certificate);
    }

    /// <summary>
    /// The same private key under a certificate. Both objects are to be disposed, in any order.
    /// </summary>
    /// <exception cref="ArgumentException">The certificate does not match.</exception>
    /// <exception cref="ObjectDisposedException">This key was disposed.</exception>
    public RecipientKey WithCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        KeyIdentity identity = IdentityOf(certificate);
        if (!Matches(certificate))
            throw new ArgumentException("The certificate holds another public key.", nameof(certificate));

        _privateKey.Hold();
        return new RecipientKey(_privateKey, identity);
    }

    /// <summary>Lets go of the private key. Not to be called while an envelope is being opened with it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _privateKey.Release();
    }

    /// <summary>The size and the certificate's name; nothing secret.</summary>
    public override string ToString() =>
        $"RSA {KeySizeInBits}, {_identity.Certificate?.ToString() ?? "no certificate"}";

    /// <summary>Whether the RecipientInfo names this key.</summary>
    internal bool IsNamedBy(KeyTransRecipientInfo recipient) => _identity.IsNamedBy(recipient.Recipient);

    /// <summary>Whether the RecipientInfo might be for this key, whose name nobody told.</summary>
    internal bool MayBeMeantBy(KeyTransRecipientInfo recipient) =>
        !HasCertificate && recipient.EncryptedKey.Length == _identity.ModulusLength;

    internal string? Refuse(KeyTransportAlgorithm algorithm) => _privateKey.Refuse(algorithm);

    internal ValueTask<byte[]?> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _privateKey.DecryptAsync(request, cancellationToken);
    }

    private static KeyIdentity IdentityOf(X509Certificate2 certificate)
    {
        try
        {
            using RSA publicKey = certificate.GetRSAPublicKey()
                ?? throw new ArgumentException(
                    $"The certificate's key is not RSA but {Pkcs8KeyAlgorithm.Describe(certificate.PublicKey.Oid)}.",
                    nameof(certificate));
            return KeyIdentity.Of(publicKey, certificate);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("The certificate's RSA key is malformed.", nameof(certificate), e);
        }
    }
}
