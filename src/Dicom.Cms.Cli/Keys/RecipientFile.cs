using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A certificate file as a recipient.</summary>
internal static class RecipientFile
{
    /// <param name="path">Of several certificates in it, the first counts; in PKCS#12, the one with a private key.</param>
    /// <param name="warnings">Gets what the caller should know of the certificate.</param>
    /// <exception cref="UsageException">It cannot be read, or is not fit for encryption.</exception>
    public static Recipient Read(string path, List<string> warnings)
    {
        X509Certificate2Collection certificates = CertificateFile.Read(path);
        try
        {
            X509Certificate2 certificate = certificates.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? certificates[0];
            AddPeriod(certificate, path, warnings);
            return Recipient.FromCertificate(certificate);
        }
        catch (ArgumentException exception)
        {
            throw UsageException.From(exception, path);
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates) certificate.Dispose();
        }
    }

    // Whom to trust is the caller's decision: the period is told, not enforced.
    private static void AddPeriod(X509Certificate2 certificate, string path, List<string> warnings)
    {
        DateTime now = DateTime.UtcNow;
        DateTime from = certificate.NotBefore.ToUniversalTime();
        DateTime to = certificate.NotAfter.ToUniversalTime();
        if (now > to) warnings.Add($"{path}: the certificate expired on {Day(to)}");
        else if (now < from) warnings.Add($"{path}: the certificate is not valid before {Day(from)}");
    }

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
