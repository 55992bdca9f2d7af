using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// One to whom envelopes are addressed: the public part of an RSA certificate. Immutable; one instance serves many
/// threads and many writers.
/// </summary>
/// <remarks>
/// Neither the certificate's validity period nor its chain is checked: whom to trust with the originals is the
/// caller's decision, and an archive may well be re-identified after its certificate expired.
/// </remarks>
public sealed class Recipient
{
    /// <summary>The smallest RSA modulus an envelope is written for.</summary>
    private const int MinKeySizeInBits = 2048;

    /// <summary>The largest one: OpenSSL works with no larger (OPENSSL_RSA_MAX_MODULUS_BITS).</summary>
    private const int MaxKeySizeInBits = 16384;

    private Recipient(IssuerAndSerialNumber identifier, RSA publicKey)
    {
        Identifier = identifier;
        PublicKey = publicKey;
        KeySizeInBits = publicKey.KeySize;
        Issuer = identifier.IssuerText;
        SerialNumber = Convert.ToHexString(identifier.SerialNumber.Span);
    }

    /// <summary>The issuer's distinguished name, as text.</summary>
    public string Issuer { get; }

    /// <summary>The certificate's serial number, in hexadecimal.</summary>
    public string SerialNumber { get; }

    /// <summary>Bits of the RSA modulus.</summary>
    public int KeySizeInBits { get; }

    internal IssuerAndSerialNumber Identifier { get; }

    /// <summary>
    /// Imported once. Public-key operations on one RSA object are safe from several threads: OpenSSL and CNG count
    /// references to the key and keep the state of each operation apart.
    /// </summary>
    internal RSA PublicKey { get; }

    /// <summary>Takes the public part of a certificate; the certificate itself may be disposed afterwards.</summary>
    /// <exception cref="ArgumentException">
    /// The key is no RSA key, or has fewer than 2048 bits; or the certificate's KeyUsage (RFC 5280 4.2.1.3) does not
    /// allow keyEncipherment.
    /// </exception>
    public static Recipient FromCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        RequireKeyEncipherment(certificate);
        RSA publicKey = ReadPublicKey(certificate);
        if (publicKey.KeySize is < MinKeySizeInBits or > MaxKeySizeInBits)
        {
            int size = publicKey.KeySize;
            publicKey.Dispose();
            throw new ArgumentException(
                $"The certificate's RSA key has {size} bits; {MinKeySizeInBits} to {MaxKeySizeInBits} are accepted.",
                nameof(certificate));
        }

        return new Recipient(IssuerAndSerialNumber.Of(certificate), publicKey);
    }

    /// <summary>Reads a certificate in DER or PEM and takes its public part.</summary>
    /// <param name="derOrPem">One certificate; of several in PEM, the first.</param>
    /// <exception cref="ArgumentException">
    /// No certificate, or one that <see cref="FromCertificate"/> does not take.
    /// </exception>
    public static Recipient FromEncodedCertificate(ReadOnlySpan<byte> derOrPem)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(derOrPem);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("This is no X.509 certificate in DER or PEM.", nameof(derOrPem), e);
        }

        using (certificate)
            return FromCertificate(certificate);
    }

    /// <summary>The issuer and serial number, for people.</summary>
    public override string ToString() => Identifier.ToString();

    internal RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        new KeyTransRecipientInfoWriter(this, suite.KeyTransport);

    private static RSA ReadPublicKey(X509Certificate2 certificate)
    {
        // id-RSAES-OAEP and id-RSASSA-PSS keys are RSA too, but bound to one scheme (RFC 4055 1.2): not taken.
        Oid algorithm = certificate.PublicKey.Oid;
        if (algorithm.Value != Oids.RsaEncryption)
        {
            throw new ArgumentException(
                $"The certificate's key is not RSA but {Pkcs8KeyAlgorithm.Describe(algorithm)}.",
                nameof(certificate));
        }

        try
        {
            return certificate.GetRSAPublicKey()
                ?? throw new ArgumentException("The certificate holds no RSA key.", nameof(certificate));
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("The certificate's RSA key is malformed.", nameof(certificate), e);
        }
    }

    // RFC 5280 4.2.1.3; without the extension every usage is allowed.
    private static void RequireKeyEncipherment(X509Certificate2 certificate)
    {
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension is X509KeyUsageExtension usage
                && certificate.PublicKey.Oid.Value == Oids.RsaEncryption
                && ReadKeyUsages(usage, certificate) is var usages
                && (usages & X509KeyUsageFlags.KeyEncipherment) == 0)
            {
                throw new ArgumentException(
                    $"The certificate's KeyUsage ({usages}) does not allow keyEncipherment.", nameof(certificate));
            }
        }
    }

    // .NET decodes the extension when it is asked for the usages.
    private static X509KeyUsageFlags ReadKeyUsages(X509KeyUsageExtension usage, X509Certificate2 certificate)
    {
        try
        {
            return usage.KeyUsages;
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("The certificate's KeyUsage is malformed.", nameof(certificate), e);
        }
    }
}
