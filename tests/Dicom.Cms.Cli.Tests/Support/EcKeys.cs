using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Cli.Tests;

/// <summary>A key pair on a curve, in every form that the tool reads. Made once for each curve.</summary>
public sealed class EcKeys
{
    private static readonly Dictionary<string, Lazy<EcKeys>> s_keys = new()
    {
        ["P-256"] = new(() => new EcKeys("p256", ECCurve.NamedCurves.nistP256)),
        ["P-384"] = new(() => new EcKeys("p384", ECCurve.NamedCurves.nistP384)),
        ["P-521"] = new(() => new EcKeys("p521", ECCurve.NamedCurves.nistP521)),
    };

    private EcKeys(string name, ECCurve curve)
    {
        using ECDsa key = ECDsa.Create(curve);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        DateTimeOffset from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.CreateSelfSigned(from, from.AddYears(80));
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        CertificatePath = TestKeys.Write(name, "cert.pem", certificate.ExportCertificatePem());
        Forms = new()
        {
            ["PKCS8"] = TestKeys.Write(name, "pkcs8.pem", key.ExportPkcs8PrivateKeyPem()),
            ["SEC1"] = TestKeys.Write(name, "sec1.pem", key.ExportECPrivateKeyPem()),
            ["ENCRYPTED"] = TestKeys.Write(name, "encrypted.pem", key.ExportEncryptedPkcs8PrivateKeyPem(TestKeys.Password, encryption)),
            ["P12"] = TestKeys.Write(name, "key.p12", certificate.Export(X509ContentType.Pkcs12, TestKeys.Password)),
            ["P12 CERTIFICATE"] = TestKeys.Write(name, "open.p12", certificate.Export(X509ContentType.Pkcs12)),
        };
    }

    public string CertificatePath { get; }

    /// <summary>Key files by the name of their form.</summary>
    public Dictionary<string, string> Forms { get; }

    public static EcKeys On(string curve) => s_keys[curve].Value;
}
