using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// What opens envelopes: a private RSA key, here or in a key service, or a private EC key, and where it is known the
/// certificate under which senders know it; a key-encryption key; or a password. One instance serves many threads;
/// disposing it lets go of the key.
/// </summary>
/// <example>
/// Opens an envelope with the private key of a certificate:
/// <code>
/// using RecipientKey key = RecipientKey.FromFile("archive.key.pem", certificatePath: "archive.cert.pem");
/// byte[] envelope = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromFile("archive.cert.pem")]).Write("content"u8);
/// EnvelopeOpening opening = await Envelope.Parse(envelope).OpenAsync([key], EnvelopePolicy.AuthenticatedOnly);
/// Console.WriteLine(opening.IsOpened ? $"{opening.Content.Length} octets" : opening.Reason);
/// </code>
/// </example>
/// <remarks>
/// With a certificate it opens what names that certificate or its key identifier. Without one it also tries
/// RecipientInfos that could be its own by their length or curve, a bounded number. A key-encryption key opens what names
/// its identifier; a password is tried on every pwri, a bounded number too.
/// </remarks>
public sealed partial class RecipientKey : IDisposable
{
    private readonly SecretKey _secretKey;
    private readonly KeyIdentity _identity;
    private int _disposed;

    private RecipientKey(SecretKey secretKey, KeyIdentity identity)
    {
        _secretKey = secretKey;
        _identity = identity;
    }

    /// <summary>Whether a certificate is known, and with it the name senders use.</summary>
    /// <exception cref="ObjectDisposedException">This key was disposed.</exception>
    public bool HasCertificate => Identity.Certificate is not null;

    /// <summary>Bits of the RSA modulus, of the curve or of the key-encryption key; 0 for a password.</summary>
    /// <exception cref="ObjectDisposedException">This key was disposed.</exception>
    public int KeySizeInBits => Identity.KeySizeInBits;

    internal KeyIdentity Identity
    {
        get
        {
            ThrowIfDisposed();
            return _identity;
        }
    }

    /// <summary>Whether the certificate holds the public key that belongs to this private key.</summary>
    /// <exception cref="ObjectDisposedException">This key was disposed.</exception>
    public bool Matches(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Identity.Matches(certificate);
    }

    /// <summary>
    /// The same private key under a certificate. Both objects are to be disposed, in any order.
    /// </summary>
    /// <exception cref="ArgumentException">The certificate does not match.</exception>
    /// <exception cref="ObjectDisposedException">This key was disposed.</exception>
    public RecipientKey WithCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ThrowIfDisposed();
        if (!Matches(certificate))
        {
            throw new ArgumentException(
                $"The certificate holds another public key, {Pkcs8KeyAlgorithm.Describe(certificate.PublicKey.Oid)}.", nameof(certificate));
        }

        _secretKey.Hold();
        return new RecipientKey(_secretKey, _identity.WithCertificate(certificate));
    }

    /// <summary>Lets go of the private key. Not to be called while an envelope is being opened with it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _secretKey.Release();
    }

    /// <summary>The kind, the size and the name of the certificate or key; nothing secret.</summary>
    public override string ToString() =>
        !_identity.HasPublicKey
            ? _secretKey.Describe(_identity)
            : $"{_secretKey.Describe(_identity)}, {_identity.Certificate?.ToString() ?? "no certificate"}";

    /// <summary>Whether this is the secret it holds.</summary>
    internal bool Holds(SecretKey secret) => ReferenceEquals(_secretKey, secret);

    /// <summary>Adds what can be tried on this RecipientInfo; no secret is used.</summary>
    internal void FindAttempts(RecipientInfo recipientInfo, AttemptList attempts) =>
        _secretKey.FindAttempts(recipientInfo, Identity, attempts);

    /// <exception cref="ObjectDisposedException">This key was disposed.</exception>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
