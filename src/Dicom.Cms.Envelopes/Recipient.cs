using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// One to whom envelopes are addressed: the public part of an RSA or EC certificate, a symmetric key distributed
/// before, or a password. Immutable; one instance serves many threads and many writers.
/// </summary>
/// <remarks>
/// <para>
/// | made by              | RecipientInfo | how the key is encrypted                                | reference            |
/// |----------------------|---------------|---------------------------------------------------------|----------------------|
/// | RSA certificate      | ktri          | key transport of the suite                              | RFC 5652 6.2.1       |
/// | EC certificate       | kari          | ephemeral-static ECDH P-256, P-384 or P-521; AES wrap   | RFC 5652 6.2.2, 5753 |
/// | key-encryption key   | kekri         | AES-128, AES-192 or AES-256 wrap                        | RFC 5652 6.2.3, 3565 |
/// | password             | pwri          | PBKDF2 HMAC-SHA-256; AES-256-CBC by PWRI-KEK            | RFC 5652 6.2.4, 3211 |
/// </para>
/// <para>
/// Neither the certificate's validity period nor its chain is checked: whom to trust with the originals is the
/// caller's decision, and an archive may well be re-identified after its certificate expired.
/// </para>
/// </remarks>
public abstract partial class Recipient
{
    private protected Recipient()
    {
    }

    /// <summary>By what envelopes name it.</summary>
    public abstract RecipientName Name { get; }

    /// <summary>The issuer's distinguished name, as text; null where there is no certificate.</summary>
    public virtual string? Issuer => null;

    /// <summary>The certificate's serial number, in hexadecimal; null where there is no certificate.</summary>
    public virtual string? SerialNumber => null;

    /// <summary>Bits of the RSA modulus, of the curve or of the key-encryption key; 0 for a password.</summary>
    public abstract int KeySizeInBits { get; }

    /// <summary>Takes the public part of a certificate; the certificate itself may be disposed afterwards.</summary>
    /// <exception cref="ArgumentException">
    /// The key is neither RSA nor EC, or an RSA key of fewer than 2048 bits, or an EC key on another curve than P-256,
    /// P-384 and P-521; or the certificate's KeyUsage (RFC 5280 4.2.1.3) does not allow keyEncipherment (RSA) or
    /// keyAgreement (EC).
    /// </exception>
    public static Recipient FromCertificate(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);

        // id-RSAES-OAEP and id-RSASSA-PSS keys are RSA too, but bound to one scheme (RFC 4055 1.2): not taken.
        Oid algorithm = certificate.PublicKey.Oid;
        return algorithm.Value switch
        {
            Oids.RsaEncryption => RsaRecipient.Create(certificate),
            Oids.EcPublicKey => EcRecipient.Create(certificate),
            _ => throw new ArgumentException(
                $"The certificate's key is neither RSA nor EC but {Pkcs8KeyAlgorithm.Describe(algorithm)}.",
                nameof(certificate)),
        };
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

    /// <summary>
    /// Whether what is written for the one can be opened with the key of the other: the public key is the same, under whatever
    /// certificate; or the key-encryption key and its identifier are; or the password is.
    /// </summary>
    public abstract bool HasSameKeyAs(Recipient other);

    /// <summary>Who it is, for people: issuer and serial number, the key identifier, or "password". Nothing secret.</summary>
    public abstract override string ToString();

    /// <exception cref="ArgumentException">The suite is not for this kind of recipient.</exception>
    internal abstract RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite);

    // RFC 5280 4.2.1.3; without the extension every usage is allowed.
    private protected static void RequireKeyUsage(X509Certificate2 certificate, X509KeyUsageFlags needed, string name)
    {
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension is X509KeyUsageExtension usage
                && ReadKeyUsages(usage, certificate) is var usages
                && (usages & needed) == 0)
            {
                throw new ArgumentException(
                    $"The certificate's KeyUsage ({usages}) does not allow {name}.", nameof(certificate));
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

    private protected ArgumentException NotForSuite(EnvelopeSuite suite, string how) => new(
        $"The suite \"{suite.Name}\" encrypts keys by RSA key transport only (PS3.15 E.1.1), and the recipient {this} is "
        + $"reached by {how}. Choose \"{EnvelopeSuite.Authenticated.Name}\" or \"{EnvelopeSuite.Oaep.Name}\".",
        nameof(suite));
}
