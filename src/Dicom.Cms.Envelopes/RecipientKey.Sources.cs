using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

public partial class RecipientKey
{
    /// <summary>Takes the private key and the name of a certificate; it may be disposed afterwards.</summary>
    /// <exception cref="ArgumentException">It has no private key, or none for RSA.</exception>
    public static RecipientKey FromCertificate(X509Certificate2 certificateWithPrivateKey)
    {
        ArgumentNullException.ThrowIfNull(certificateWithPrivateKey);
        KeyIdentity identity = IdentityOf(certificateWithPrivateKey);
        RSA rsa = certificateWithPrivateKey.GetRSAPrivateKey()
            ?? throw new ArgumentException("The certificate comes without its private key.", nameof(certificateWithPrivateKey));
        return new RecipientKey(new RsaPrivateKey(rsa, ownsRsa: true), identity);
    }

    /// <summary>Uses an RSA object of the caller, who disposes it, and not before this key.</summary>
    /// <param name="rsa">An RSA key with its private part; used from several threads if this key is.</param>
    /// <param name="certificate">The certificate of the same key, or null.</param>
    /// <exception cref="ArgumentException">The certificate does not match.</exception>
    public static RecipientKey FromRsa(RSA rsa, X509Certificate2? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(rsa);
        return Create(new RsaPrivateKey(rsa, ownsRsa: false), KeyIdentity.Of(rsa, null), certificate);
    }

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

    /// <summary>Reads a PKCS#12 file and takes the one RSA key with a certificate in it.</summary>
    /// <param name="pkcs12">The file; further certificates in it are passed over.</param>
    /// <param name="password">Its password; empty for none.</param>
    /// <exception cref="ArgumentException">It holds no RSA key with a certificate, or several.</exception>
    /// <exception cref="CryptographicException">It is broken, or the password is wrong.</exception>
    public static RecipientKey FromPkcs12(ReadOnlySpan<byte> pkcs12, ReadOnlySpan<char> password)
    {
        // Ephemeral: the key never reaches a key store on disk. macOS has no such thing.
        X509KeyStorageFlags flags = OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS()
            ? X509KeyStorageFlags.DefaultKeySet
            : X509KeyStorageFlags.EphemeralKeySet;
        X509Certificate2Collection certificates =
            X509CertificateLoader.LoadPkcs12Collection(pkcs12, password, flags);
        try
        {
            ILookup<bool, X509Certificate2> withKey = certificates
                .Where(c => c.HasPrivateKey)
                .ToLookup(c => c.PublicKey.Oid.Value == Oids.RsaEncryption);
            if (withKey[true].Count() == 1)
                return FromCertificate(withKey[true].Single());

            string others = string.Join(", ", withKey[false].Select(c => Pkcs8KeyAlgorithm.Describe(c.PublicKey.Oid)));
            throw new ArgumentException(
                $"The PKCS#12 file holds {withKey[true].Count()} RSA keys with a certificate, not one"
                    + (others.Length > 0 ? $"; of other algorithms: {others}." : "."),
                nameof(pkcs12));
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
                certificate.Dispose();
        }
    }

    private static RecipientKey Create(PrivateKey privateKey, KeyIdentity identity, X509Certificate2? certificate)
    {
        var key = new RecipientKey(privateKey, identity);
        if (certificate is null)
            return key;

        using (key)
            return key.WithCertificate(certificate);
    }
}
