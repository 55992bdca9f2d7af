using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

public partial class RecipientKey
{
    /// <summary>Takes the private key and the name of a certificate; it may be disposed afterwards.</summary>
    /// <exception cref="ArgumentException">
    /// It has no private key, or one that is neither RSA nor EC on P-256, P-384 or P-521; or its KeyUsage does not allow
    /// keyAgreement for EC.
    /// </exception>
    public static RecipientKey FromCertificate(X509Certificate2 certificateWithPrivateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateWithPrivateKey);
        if (certificateWithPrivateKey.PublicKey.Oid.Value == Oids.EcPublicKey) return FromEcCertificate(certificateWithPrivateKey);

        KeyIdentity identity = IdentityOf(certificateWithPrivateKey);
        RSA rsa = certificateWithPrivateKey.GetRSAPrivateKey()
            ?? throw new ArgumentException("The certificate comes without its private key.", nameof(certificateWithPrivateKey));
        return new RecipientKey(new RsaPrivateKey(rsa, ownsRsa: true), identity);
    }

    /// <summary>Uses an RSA object of the caller, who disposes it, and not before this key.</summary>
    /// <param name="rsa">An RSA key with its private part; used from several threads if this key is.</param>
    /// <param name="certificate">The certificate of the same key, or null.</param>
    /// <exception cref="ArgumentException">There is no private part, or the certificate does not match.</exception>
    public static RecipientKey FromRsa(RSA rsa, X509Certificate2? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(rsa);
        if (!PrivatePart.IsIn(rsa)) throw new ArgumentException("The RSA object holds a public key only.", nameof(rsa));
        return Create(new RsaPrivateKey(rsa, ownsRsa: false), KeyIdentity.Of(rsa, null), certificate);
    }

    /// <summary>Uses an ECDiffieHellman object of the caller, who disposes it, and not before this key.</summary>
    /// <param name="ecdh">
    /// An EC key on P-256, P-384 or P-521 with its private part; used from several threads if this key is.
    /// </param>
    /// <param name="certificate">The certificate of the same key, or null.</param>
    /// <exception cref="ArgumentException">
    /// The curve is another, there is no private part, or the certificate does not match.
    /// </exception>
    public static RecipientKey FromECDiffieHellman(ECDiffieHellman ecdh, X509Certificate2? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(ecdh);
        EcPrivateKey key = EcPrivateKey.TryCreate(ecdh, ownsKey: false) ?? throw NotOnKnownCurve(nameof(ecdh));
        if (!PrivatePart.IsIn(ecdh)) throw new ArgumentException("The ECDiffieHellman object holds a public key only.", nameof(ecdh));
        return Create(key, key.Identify(null), certificate);
    }

    /// <summary>Uses a symmetric key that was distributed before.</summary>
    /// <param name="keyIdentifier">1 to 64 octets, as the envelope names the key.</param>
    /// <param name="key">16, 24 or 32 octets; copied, the caller may clear them.</param>
    /// <exception cref="ArgumentException">The identifier or the key has another length.</exception>
    public static RecipientKey FromKeyEncryptionKey(ReadOnlySpan<byte> keyIdentifier, ReadOnlySpan<byte> key) =>
        new(new KeyEncryptionKey(keyIdentifier, key), KeyIdentity.OfSymmetricKey(key.Length * 8));

    /// <summary>Uses a password.</summary>
    /// <param name="password">1 to 1024 characters, encoded in UTF-8; copied, the caller may clear them.</param>
    /// <exception cref="ArgumentException">The password is empty, too long, or no text.</exception>
    public static RecipientKey FromPassword(ReadOnlySpan<char> password) =>
        new(new PasswordKey(password), KeyIdentity.OfSymmetricKey(0));

    /// <summary>Uses a private key that is kept elsewhere, under the name of its certificate.</summary>
    /// <param name="decryptor">Does the RSA operations; stays the caller's.</param>
    /// <param name="certificate">The certificate of that key.</param>
    /// <exception cref="ArgumentException">The certificate's key is not RSA.</exception>
    public static RecipientKey FromKeyService(IKeyTransportDecryptor decryptor, X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(decryptor);
        ArgumentNullException.ThrowIfNull(certificate);
        return new RecipientKey(new KeyServicePrivateKey(decryptor), IdentityOf(certificate));
    }

    /// <summary>Reads a PKCS#12 file and takes the one RSA or EC key with a certificate in it.</summary>
    /// <param name="pkcs12">The file; further certificates in it are passed over.</param>
    /// <param name="password">Its password; empty for none.</param>
    /// <exception cref="ArgumentException">It holds no RSA or EC key with a certificate, or several.</exception>
    /// <exception cref="CryptographicException">It is broken, or the password is wrong.</exception>
    public static RecipientKey FromPkcs12(ReadOnlySpan<byte> pkcs12, ReadOnlySpan<char> password)
    {
        // Ephemeral: the key never reaches a key store on disk. macOS has no such thing.
        X509KeyStorageFlags flags = OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS()
            ? X509KeyStorageFlags.DefaultKeySet
            : X509KeyStorageFlags.EphemeralKeySet;
        X509Certificate2Collection certificates = X509CertificateLoader.LoadPkcs12Collection(pkcs12, password, flags);
        try
        {
            ILookup<bool, X509Certificate2> withKey = certificates
                .Where(c => c.HasPrivateKey)
                .ToLookup(c => c.PublicKey.Oid.Value is Oids.RsaEncryption or Oids.EcPublicKey);
            if (withKey[true].Count() == 1) return FromCertificate(withKey[true].Single());

            string others = string.Join(", ", withKey[false].Select(c => Pkcs8KeyAlgorithm.Describe(c.PublicKey.Oid)));
            throw new ArgumentException(
                $"The PKCS#12 file holds {withKey[true].Count()} RSA or EC keys with a certificate, not one"
                    + (others.Length > 0 ? $"; of other algorithms: {others}." : "."),
                nameof(pkcs12));
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates) certificate.Dispose();
        }
    }

    private static RecipientKey FromEcCertificate(X509Certificate2 certificateWithPrivateKey)
    {
        if (!certificateWithPrivateKey.HasPrivateKey)
            throw new ArgumentException("The certificate comes without its private key.", nameof(certificateWithPrivateKey));

        // .NET gives none where the KeyUsage does not allow it; a key in PEM beside its certificate is taken all the same.
        ECDiffieHellman ecdh = certificateWithPrivateKey.GetECDiffieHellmanPrivateKey()
            ?? throw new ArgumentException(
                "The certificate's KeyUsage does not allow keyAgreement.", nameof(certificateWithPrivateKey));
        EcPrivateKey? key = EcPrivateKey.TryCreate(ecdh, ownsKey: true);
        if (key is not null) return new RecipientKey(key, key.Identify(certificateWithPrivateKey));

        ecdh.Dispose();
        throw NotOnKnownCurve(nameof(certificateWithPrivateKey));
    }

    private static ArgumentException NotOnKnownCurve(string parameterName) =>
        new($"The EC key is on none of the curves {string.Join(", ", EllipticCurve.All)}.", parameterName);

    private static KeyIdentity IdentityOf(X509Certificate2 certificate)
    {
        try
        {
            using RSA publicKey = certificate.GetRSAPublicKey()
                ?? throw new ArgumentException(
                    $"The certificate's key is neither RSA nor EC but {Pkcs8KeyAlgorithm.Describe(certificate.PublicKey.Oid)}.",
                    nameof(certificate));
            return KeyIdentity.Of(publicKey, certificate);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("The certificate's RSA key is malformed.", nameof(certificate), e);
        }
    }

    private static RecipientKey Create(SecretKey secretKey, KeyIdentity identity, X509Certificate2? certificate)
    {
        RecipientKey key = new(secretKey, identity);
        if (certificate is null) return key;

        using (key) return key.WithCertificate(certificate);
    }
}
