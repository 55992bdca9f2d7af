using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

public partial class RecipientKey
{
    /// <summary>
    /// Reads a private RSA or EC key from PEM: PKCS#8, plain ("PRIVATE KEY") or encrypted ("ENCRYPTED PRIVATE KEY"),
    /// PKCS#1 ("RSA PRIVATE KEY") or SEC 1 ("EC PRIVATE KEY"). Of certificates beside it, the first that fits is taken.
    /// </summary>
    /// <param name="pem">The text, with exactly one private key.</param>
    /// <param name="password">Needed for an encrypted key only.</param>
    /// <exception cref="ArgumentException">
    /// There is not exactly one private RSA or EC key, or it needs a password, or it is on another curve than P-256, P-384 and P-521.
    /// </exception>
    /// <exception cref="CryptographicException">The password is wrong, or the encrypted key is broken.</exception>
    public static RecipientKey FromPem(ReadOnlySpan<char> pem, ReadOnlySpan<char> password = default)
    {
        AsymmetricAlgorithm? key = null;
        List<X509Certificate2> certificates = [];
        try
        {
            ReadOnlySpan<char> rest = pem;
            while (PemEncoding.TryFind(rest, out PemFields fields))
            {
                ReadOnlySpan<char> label = rest[fields.Label];
                if (label.SequenceEqual("CERTIFICATE")) certificates.Add(ReadCertificate(rest[fields.Location]));
                else if (label.EndsWith("PRIVATE KEY"))
                    key = key is null
                        ? ReadPrivateKey(rest, fields, password)
                        : throw new ArgumentException("The PEM text holds more than one private key.", nameof(pem));
                rest = rest[fields.Location.End..];
            }

            if (key is null) throw new ArgumentException(DescribeMissingKey(pem), nameof(pem));

            (SecretKey secretKey, KeyIdentity identity) = Own(key);
            RecipientKey created = Create(secretKey, identity, certificates.Find(identity.Matches));
            key = null;
            return created;
        }
        finally
        {
            key?.Dispose();
            foreach (X509Certificate2 certificate in certificates) certificate.Dispose();
        }
    }

    private static (SecretKey SecretKey, KeyIdentity Identity) Own(AsymmetricAlgorithm key)
    {
        if (key is RSA rsa) return (new RsaPrivateKey(rsa, ownsRsa: true), KeyIdentity.Of(rsa, null));

        EcPrivateKey ec = EcPrivateKey.TryCreate((ECDiffieHellman)key, ownsKey: true) ?? throw NotOnKnownCurve("pem");
        return (ec, ec.Identify(null));
    }

    private static AsymmetricAlgorithm ReadPrivateKey(ReadOnlySpan<char> pem, PemFields fields, ReadOnlySpan<char> password)
    {
        ReadOnlySpan<char> label = pem[fields.Label];
        bool isEncrypted = label.SequenceEqual("ENCRYPTED PRIVATE KEY");
        if (isEncrypted && password.IsEmpty)
            throw new ArgumentException("The private key is encrypted and needs a password.", nameof(password));
        if (label is not ("PRIVATE KEY" or "RSA PRIVATE KEY" or "EC PRIVATE KEY" or "ENCRYPTED PRIVATE KEY"))
            throw new ArgumentException($"The private key is neither RSA nor EC but \"{label}\".", nameof(pem));

        byte[] der = GC.AllocateArray<byte>(fields.DecodedDataLength, pinned: true);
        try
        {
            Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out int length);
            return PrivateKeyDecoder.Decode(label, der.AsSpan(0, length), password);
        }
        catch (CryptographicException e) when (!isEncrypted)
        {
            string problem = Pkcs8KeyAlgorithm.Find(der) is { } oid and not (Oids.RsaEncryption or Oids.EcPublicKey)
                ? $"neither RSA nor EC but {Pkcs8KeyAlgorithm.Describe(new Oid(oid))}"
                : "broken";
            throw new ArgumentException($"The private key is {problem}.", nameof(pem), e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
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
