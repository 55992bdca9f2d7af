using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

public partial class RecipientKey
{
    /// <summary>
    /// Reads a private RSA key from PEM: PKCS#8, plain ("PRIVATE KEY") or encrypted ("ENCRYPTED PRIVATE KEY"), or
    /// PKCS#1 ("RSA PRIVATE KEY"). Of certificates beside it, the first that fits is taken.
    /// </summary>
    /// <param name="pem">The text, with exactly one private key.</param>
    /// <param name="password">Needed for an encrypted key only.</param>
    /// <exception cref="ArgumentException">There is not exactly one private RSA key, or it needs a password.</exception>
    /// <exception cref="CryptographicException">The password is wrong, or the encrypted key is broken.</exception>
    public static RecipientKey FromPem(ReadOnlySpan<char> pem, ReadOnlySpan<char> password = default)
    {
        RSA? rsa = null;
        var certificates = new List<X509Certificate2>();
        try
        {
            ReadOnlySpan<char> rest = pem;
            while (PemEncoding.TryFind(rest, out PemFields fields))
            {
                ReadOnlySpan<char> label = rest[fields.Label];
                if (label.SequenceEqual("CERTIFICATE"))
                    certificates.Add(ReadCertificate(rest[fields.Location]));
                else if (label.EndsWith("PRIVATE KEY"))
                    rsa = rsa is null
                        ? ReadPrivateKey(rest, fields, password)
                        : throw new ArgumentException("The PEM text holds more than one private key.", nameof(pem));
                rest = rest[fields.Location.End..];
            }

            if (rsa is null)
                throw new ArgumentException(DescribeMissingKey(pem), nameof(pem));

            KeyIdentity identity = KeyIdentity.Of(rsa, null);
            RecipientKey key = Create(
                new RsaPrivateKey(rsa, ownsRsa: true), identity, certificates.Find(identity.Matches));
            rsa = null;
            return key;
        }
        finally
        {
            rsa?.Dispose();
            foreach (X509Certificate2 certificate in certificates)
                certificate.Dispose();
        }
    }

    private static RSA ReadPrivateKey(ReadOnlySpan<char> pem, PemFields fields, ReadOnlySpan<char> password)
    {
        ReadOnlySpan<char> label = pem[fields.Label];
        bool isEncrypted = label.SequenceEqual("ENCRYPTED PRIVATE KEY");
        if (isEncrypted && password.IsEmpty)
            throw new ArgumentException("The private key is encrypted and needs a password.", nameof(password));
        if (!isEncrypted && !label.SequenceEqual("PRIVATE KEY") && !label.SequenceEqual("RSA PRIVATE KEY"))
            throw new ArgumentException($"The private key is not RSA but \"{label}\".", nameof(pem));

        byte[] der = GC.AllocateArray<byte>(fields.DecodedDataLength, pinned: true);
        RSA? rsa = RsaPrivateKey.CreateRsa();
        try
        {
            Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out int length);
            Import(rsa, label, der.AsSpan(0, length), password);
            RSA imported = rsa;
            rsa = null;
            return imported;
        }
        catch (CryptographicException e)
        {
            if (FindOtherAlgorithm(label, der, password) is { } other)
                throw new ArgumentException($"The private key is not RSA but {other}.", nameof(pem), e);
            if (isEncrypted)
                throw;
            throw new ArgumentException("The private key is broken.", nameof(pem), e);
        }
        finally
        {
            rsa?.Dispose();
            CryptographicOperations.ZeroMemory(der);
        }
    }

    private static void Import(RSA rsa, ReadOnlySpan<char> label, ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        int read = label switch
        {
            "ENCRYPTED PRIVATE KEY" => ImportEncrypted(rsa, der, password),
            "RSA PRIVATE KEY" => ImportPkcs1(rsa, der),
            _ => ImportPkcs8(rsa, der),
        };
        if (read != der.Length)
            throw new CryptographicException("Data follows the private key.");
    }

    private static string? FindOtherAlgorithm(ReadOnlySpan<char> label, ReadOnlySpan<byte> der, ReadOnlySpan<char> password) =>
        label switch
        {
            "ENCRYPTED PRIVATE KEY" => Pkcs8KeyAlgorithm.FindOtherEncrypted(der, password),
            "PRIVATE KEY" => Pkcs8KeyAlgorithm.FindOther(der),
            _ => null,
        };

    private static int ImportEncrypted(RSA rsa, ReadOnlySpan<byte> der, ReadOnlySpan<char> password)
    {
        rsa.ImportEncryptedPkcs8PrivateKey(password, der, out int read);
        return read;
    }

    private static int ImportPkcs1(RSA rsa, ReadOnlySpan<byte> der)
    {
        rsa.ImportRSAPrivateKey(der, out int read);
        return read;
    }

    private static int ImportPkcs8(RSA rsa, ReadOnlySpan<byte> der)
    {
        rsa.ImportPkcs8PrivateKey(der, out int read);
        return read;
    }

    private static X509Certificate2 ReadCertificate(ReadOnlySpan<char> pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("A certificate in the PEM text is broken.", nameof(pem), e);
        }
    }

    // RFC 1421 headers, OpenSSL's old way to encrypt, are no PEM of RFC 7468; .NET and we read past them.
    private static string DescribeMissingKey(ReadOnlySpan<char> pem) =>
        pem.Contains("Proc-Type:", StringComparison.Ordinal)
            ? "The private key is encrypted in OpenSSL's old way; convert it with: openssl pkcs8 -topk8"
            : "The PEM text holds no private key.";
}
