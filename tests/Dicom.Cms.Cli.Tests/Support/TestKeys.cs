using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dicom.Cms.Cli.Tests;

/// <summary>A key pair, in every form that the tool reads. Made once; the files lie in a folder of the process.</summary>
public sealed class TestKeys
{
    public const string Password = "correct horse";

    private static readonly string s_folder = CreateFolder();
    private static readonly Lazy<TestKeys> s_archive = new(() => new TestKeys("archive"));
    private static readonly Lazy<TestKeys> s_trial = new(() => new TestKeys("trial"));

    private TestKeys(string name)
    {
        using RSA rsa = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.CreateSelfSigned(from, from.AddYears(80));
        using X509Certificate2 expired = request.CreateSelfSigned(from, from.AddDays(1));

        // Few iterations: what is tested is the form, not the strength.
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        CertificatePath = Write(name, "cert.pem", certificate.ExportCertificatePem());
        CertificateDerPath = Write(name, "cert.der", certificate.RawData);
        ExpiredCertificatePath = Write(name, "expired.pem", expired.ExportCertificatePem());
        KeyPath = Write(name, "pkcs8.pem", rsa.ExportPkcs8PrivateKeyPem());
        EncryptedKeyPath = Write(name, "encrypted.pem", rsa.ExportEncryptedPkcs8PrivateKeyPem(Password, encryption));
        Pkcs1KeyPath = Write(name, "pkcs1.pem", rsa.ExportRSAPrivateKeyPem());
        Pkcs12Path = Write(name, "key.p12", certificate.Export(X509ContentType.Pkcs12, Password));
        OpenPkcs12Path = Write(name, "open.p12", certificate.Export(X509ContentType.Pkcs12));
    }

    public static TestKeys Archive => s_archive.Value;

    public static TestKeys Trial => s_trial.Value;

    public static string PasswordPath { get; } = Write("password", "txt", Password + "\n");

    public static string WrongPasswordPath { get; } = Write("wrong", "txt", "battery staple");

    public string CertificatePath { get; }

    public string CertificateDerPath { get; }

    public string ExpiredCertificatePath { get; }

    public string KeyPath { get; }

    public string EncryptedKeyPath { get; }

    public string Pkcs1KeyPath { get; }

    public string Pkcs12Path { get; }

    public string OpenPkcs12Path { get; }

    /// <summary>Where tests put further keys of their own.</summary>
    public static string Write(string name, string form, string text) => Write(name, form, Encoding.UTF8.GetBytes(text));

    public static string Write(string name, string form, byte[] bytes)
    {
        string path = Path.Combine(s_folder, $"{name}.{form}");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string CreateFolder()
    {
        string folder = Directory.CreateTempSubdirectory("dicom-cms-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
