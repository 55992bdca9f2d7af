using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>Takes private keys out of the encodings that PEM labels name. RFC 7468 10, 11; RFC 8017 A.1.2; RFC 5915 4.</summary>
internal static class PrivateKeyDecoder
{
    /// <summary>The OBJECT IDENTIFIER of scrypt, RFC 7914 7: nine octets that nothing but it has in a key's first ones.</summary>
    private static ReadOnlySpan<byte> Scrypt => [0x06, 0x09, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x04, 0x0B];

    /// <summary>An <see cref="RSA"/> or <see cref="ECDiffieHellman"/>, which the caller disposes.</summary>
    /// <exception cref="CryptographicException">The key is broken or of another kind, or the password is wrong.</exception>
    public static AsymmetricAlgorithm Decode(ReadOnlySpan<char> label, ReadOnlySpan<byte> der, ReadOnlySpan<char> password) =>
        label switch
        {
            "RSA PRIVATE KEY" => Import(CreateRsa(), der, password, ImportPkcs1),
            "EC PRIVATE KEY" => Import(ECDiffieHellman.Create(), der, password, ImportSec1),
            "ENCRYPTED PRIVATE KEY" => DecodeEncrypted(der, password),
            _ when Pkcs8KeyAlgorithm.Find(der) == Oids.EcPublicKey => Import(ECDiffieHellman.Create(), der, password, ImportPkcs8),
            _ => Import(CreateRsa(), der, password, ImportPkcs8),
        };

    // What is inside shows only when decrypted, and .NET does both at once: so RSA first, and then EC.
    /// <exception cref="ArgumentException">It is encrypted under a key that .NET cannot derive.</exception>
    private static AsymmetricAlgorithm DecodeEncrypted(ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        if (der.IndexOf(Scrypt) >= 0)
        {
            throw new ArgumentException(
                "The key is encrypted with scrypt (1.3.6.1.4.1.11591.4.11), which .NET does not have; openssl pkcs8 -topk8 converts it to "
                    + "PBKDF2.",
                nameof(der));
        }

        try
        {
            return Import(CreateRsa(), der, password, ImportEncrypted);
        }
        catch (CryptographicException)
        {
            return Import(ECDiffieHellman.Create(), der, password, ImportEncrypted);
        }
    }

    // Of the kind that can do every algorithm where there is one.
    private static RSA CreateRsa() => OperatingSystem.IsLinux() ? new RSAOpenSsl() : RSA.Create();

    private static AsymmetricAlgorithm Import(
        AsymmetricAlgorithm key, ReadOnlySpan<byte> der, ReadOnlySpan<char> password, Importer importer)
    {
        AsymmetricAlgorithm? unfinished = key;
        try
        {
            if (importer(key, der, password) != der.Length) throw new CryptographicException("Data follows the private key.");
            unfinished = null;
            return key;
        }
        finally
        {
            unfinished?.Dispose();
        }
    }

    private static int ImportPkcs1(AsymmetricAlgorithm key, ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        ((RSA)key).ImportRSAPrivateKey(der, out int read);
        return read;
    }

    private static int ImportSec1(AsymmetricAlgorithm key, ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        ((ECDiffieHellman)key).ImportECPrivateKey(der, out int read);
        return read;
    }

    private static int ImportPkcs8(AsymmetricAlgorithm key, ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        key.ImportPkcs8PrivateKey(der, out int read);
        return read;
    }

    private static int ImportEncrypted(AsymmetricAlgorithm key, ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        key.ImportEncryptedPkcs8PrivateKey(password, der, out int read);
        return read;
    }

    private delegate int Importer(AsymmetricAlgorithm key, ReadOnlySpan<byte> der, ReadOnlySpan<char> password);
}
