using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Cli;

/// <summary>An RSA or EC key and a self-signed certificate for encrypting keys to it (RFC 5280 4.2.1.2, 4.2.1.3).</summary>
internal sealed class NewCertificate : IDisposable
{
    private const int Pbkdf2Iterations = 600_000;

    /// <summary>By how much the clock of whoever protects may be slow: a certificate is not taken before its time.</summary>
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromHours(1);

    private readonly AsymmetricAlgorithm _key;
    private readonly X509Certificate2 _certificate;

    private NewCertificate(AsymmetricAlgorithm key, X509Certificate2 certificate)
    {
        _key = key;
        _certificate = certificate;
    }

    /// <summary>What <see cref="CreateEc"/> takes.</summary>
    public static string[] Curves => ["p256", "p384", "p521"];

    /// <summary>SHA-256 over the certificate, in the form in which people compare it.</summary>
    public string Fingerprint =>
        string.Join(':', Convert.ToHexString(SHA256.HashData(_certificate.RawData)).Chunk(2).Select(pair => new string(pair)));

    /// <exception cref="UsageException">The subject is no distinguished name.</exception>
    public static NewCertificate CreateRsa(string subject, int bits, int days)
    {
        X500DistinguishedName name = ReadName(subject);
        RSA key = RSA.Create(bits);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Create(
            key, request, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), X509KeyUsageFlags.KeyEncipherment, days);
    }

    /// <param name="subject">The distinguished name.</param>
    /// <param name="curve">One of <see cref="Curves"/>.</param>
    /// <param name="days">How long it is valid.</param>
    /// <exception cref="UsageException">The subject is no distinguished name.</exception>
    public static NewCertificate CreateEc(string subject, string curve, int days)
    {
        X500DistinguishedName name = ReadName(subject);
        (ECCurve named, HashAlgorithmName hash) = curve switch
        {
            "p256" => (ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
            "p384" => (ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
            _ => (ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
        };
        ECDsa key = ECDsa.Create(named);
        return Create(
            key, new CertificateRequest(name, key, hash), X509SignatureGenerator.CreateForECDsa(key), X509KeyUsageFlags.KeyAgreement, days);
    }

    public string ExportCertificate() => _certificate.ExportCertificatePem();

    /// <summary>The private key as PKCS#8 in PEM, encrypted where there is a password. The caller clears it.</summary>
    public char[] ExportKey(Password password)
    {
        byte[] pkcs8 = password.IsGiven
            ? _key.ExportEncryptedPkcs8PrivateKey(
                password.Letters, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Pbkdf2Iterations))
            : _key.ExportPkcs8PrivateKey();
        try
        {
            return PemEncoding.Write(password.IsGiven ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY", pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static NewCertificate Create(
        AsymmetricAlgorithm key, CertificateRequest request, X509SignatureGenerator generator, X509KeyUsageFlags usage, int days)
    {
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = DateTimeOffset.UtcNow;

        // Not CreateSelfSigned: it puts the key under the certificate, which .NET refuses of a signing key that may not sign.
        X509Certificate2 certificate = request.Create(
            request.SubjectName, generator, now - s_clockDifference, now.AddDays(days), CreateSerialNumber());
        return new NewCertificate(key, certificate);
    }

    // RFC 5280 4.1.2.2: positive, at most 20 octets.
    private static byte[] CreateSerialNumber()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }

    private static X500DistinguishedName ReadName(string subject)
    {
        const string Problem = "no distinguished name, such as \"CN=Archive,O=Hospital\"";
        try
        {
            X500DistinguishedName name = new(subject);
            return name.EnumerateRelativeDistinguishedNames().Any() ? name : throw new UsageException($"--subject: {Problem}");
        }
        catch (CryptographicException)
        {
            throw new UsageException($"--subject {subject}: {Problem}");
        }
    }
}
