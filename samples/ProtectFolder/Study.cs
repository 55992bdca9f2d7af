using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using QuickStart;

namespace ProtectFolder;

/// <summary>What there is to protect if you bring nothing: 12 slices in two series, a note that is no DICOM file, and a key pair.</summary>
internal static class Study
{
    public static (string Input, string Output, string Certificate) Create(string folder)
    {
        string input = Path.Combine(folder, "study"), certificate = Path.Combine(folder, "archive.cert.pem");
        for (int number = 1; number <= 12; number++)
        {
            string series = Path.Combine(input, number <= 6 ? "series-1" : "series-2");
            Directory.CreateDirectory(series);
            File.WriteAllBytes(Path.Combine(series, $"slice-{number:00}.dcm"), Phantom.CreateFile(number));
        }

        File.WriteAllText(Path.Combine(input, "note.txt"), "Somebody left this here.");

        using RSA key = RSA.Create(3072);
        CertificateRequest request = new("CN=Archive", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        using X509Certificate2 archive = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
        File.WriteAllText(certificate, archive.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "archive.key.pem"), key.ExportPkcs8PrivateKeyPem());
        return (input, Path.Combine(folder, "protected"), certificate);
    }
}
