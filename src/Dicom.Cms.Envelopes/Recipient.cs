using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// One to whom envelopes are addressed: the public part of an RSA or EC certificate, a symmetric key distributed
/// before, or a password. Immutable; one instance serves many threads and many writers.
/// </summary>
/// <example>
/// Encrypts for two certificates:
/// <code>
/// Recipient archive = Recipient.FromFile("archive.cert.pem");
/// Recipient escrow = Recipient.FromFile("trial.cert.pem");
/// byte[] envelope = new EnvelopeWriter(EnvelopeSuite.Authenticated, [archive, escrow]).Write("content"u8);
/// </code>
/// </example>
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
/// A certificate must satisfy a <see cref="CertificatePolicy"/> when the recipient is made: its validity period, KeyUsage
/// and key, and its chain only where the caller asks. Whom to trust with the originals stays the caller's decision.
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
    /// <param name="certificate">The certificate.</param>
    /// <param name="policy">What is accepted; null for <see cref="CertificatePolicy.Default"/>.</param>
    /// <exception cref="ArgumentException">
    /// The key is neither RSA nor EC, or malformed, or the policy refuses the certificate; the message says why.
    /// </exception>
    public static Recipient FromCertificate(X509Certificate2 certificate, CertificatePolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);

        // id-RSAES-OAEP and id-RSASSA-PSS keys are RSA too, but bound to one scheme (RFC 4055 1.2): not taken.
        Oid algorithm = certificate.PublicKey.Oid;
        if (algorithm.Value is not (Oids.RsaEncryption or Oids.EcPublicKey))
        {
            throw new ArgumentException(
                $"The certificate's key is neither RSA nor EC but {Pkcs8KeyAlgorithm.Describe(algorithm)}.", nameof(certificate));
        }

        if ((policy ?? CertificatePolicy.Default).Refuse(certificate) is { } refusal)
            throw new ArgumentException(refusal, nameof(certificate));
        return algorithm.Value == Oids.EcPublicKey ? EcRecipient.Create(certificate) : RsaRecipient.Create(certificate);
    }

    /// <summary>Reads the certificate of a file, in DER or PEM, and keeps its public part.</summary>
    /// <param name="path">A file of at most 1 MiB with exactly one certificate. A private key beside it in PEM is ignored.</param>
    /// <param name="policy">What is accepted; null for <see cref="CertificatePolicy.Default"/>.</param>
    /// <exception cref="ArgumentException">
    /// The file has no certificate, or several, or one that <see cref="FromCertificate"/> does not accept. The message names the file
    /// and the reason, nothing of its content.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Recipient FromFile(string path, CertificatePolicy? policy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using SecretFile file = SecretFile.Read(path);
        using X509Certificate2 certificate = EncodedCertificate.ReadOne(file);
        try
        {
            return FromCertificate(certificate, policy);
        }
        catch (ArgumentException e)
        {
            throw file.Refuse(e);
        }
    }

    /// <summary>Reads a certificate in DER or PEM and takes its public part.</summary>
    /// <param name="derOrPem">One certificate; of several in PEM, the first.</param>
    /// <param name="policy">What is accepted; null for <see cref="CertificatePolicy.Default"/>.</param>
    /// <exception cref="ArgumentException">
    /// No certificate, or one that <see cref="FromCertificate"/> does not take.
    /// </exception>
    public static Recipient FromEncodedCertificate(ReadOnlySpan<byte> derOrPem, CertificatePolicy? policy = null)
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

        using (certificate) return FromCertificate(certificate, policy);
    }

    /// <summary>
    /// Whether what is written for the one can be opened with the key of the other: the public key is the same, under whatever
    /// certificate; or the key-encryption key and its identifier are; or the password is.
    /// </summary>
    public abstract bool HasSameKeyAs(Recipient other);

    /// <summary>
    /// The same recipient, whom envelopes name by the subjectKeyIdentifier of its certificate instead of issuer and serial number
    /// (RFC 5652 6.2.1, 6.2.2); null where the certificate states none, and where there is no certificate.
    /// </summary>
    public virtual Recipient? NamedByKeyIdentifier() => null;

    /// <summary>
    /// Names recipients such that no two of different keys have one name: of certificates that share issuer and serial number, all but the
    /// first are named by their key identifiers.
    /// </summary>
    /// <exception cref="ArgumentException">Key identifiers are missing, or equal too.</exception>
    public static IReadOnlyList<Recipient> WithDistinctNames(IReadOnlyList<Recipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        List<Recipient> distinct = [];
        foreach (Recipient recipient in recipients)
        {
            bool isShared = recipient is not null && distinct.Any(other => HaveOneName(other, recipient));
            Recipient named = !isShared ? recipient! : recipient!.NamedByKeyIdentifier() ?? throw SharedName(recipient);
            if (isShared && distinct.Any(other => HaveOneKeyIdentifier(other, named))) throw SharedName(named);
            distinct.Add(named);
        }

        return distinct;
    }

    private static bool HaveOneName(Recipient one, Recipient other) =>
        one is not null && !one.Name.IsPassword && one.Name.Equals(other.Name) && !one.HasSameKeyAs(other);

    private static bool HaveOneKeyIdentifier(Recipient one, Recipient other) =>
        !one.HasSameKeyAs(other) && one.Name.CertificateKeyIdentifier is { } identifier
        && other.Name.CertificateKeyIdentifier is { } same && identifier.Span.SequenceEqual(same.Span);

    private static ArgumentException SharedName(Recipient recipient) => new(
        recipient.Issuer is null
            ? $"Two different keys have one name, {recipient}: an envelope cannot name both."
            : $"Two certificates with different keys have one issuer and serial number, {recipient}, and no key identifiers that tell "
                + "them apart: an envelope cannot name both.");

    /// <summary>Who it is, for people: issuer and serial number, the key identifier, or "password". Nothing secret.</summary>
    public abstract override string ToString();

    /// <exception cref="ArgumentException">The suite is not for this kind of recipient.</exception>
    internal abstract RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite);

    private protected ArgumentException NotForSuite(EnvelopeSuite suite, string how) => new(
        $"The suite \"{suite.Name}\" encrypts keys by RSA key transport only (PS3.15 E.1.1), and the recipient {this} is "
        + $"reached by {how}. Choose \"{EnvelopeSuite.Authenticated.Name}\" or \"{EnvelopeSuite.Oaep.Name}\".",
        nameof(suite));
}
