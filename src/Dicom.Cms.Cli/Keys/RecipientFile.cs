using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A certificate file as a recipient.</summary>
internal static class RecipientFile
{
    /// <param name="path">Of several certificates in it, the first counts; in PKCS#12, the one with a private key.</param>
    /// <param name="rules">What the certificate must satisfy.</param>
    /// <param name="warnings">Gets what the caller should know of the certificate.</param>
    /// <exception cref="UsageException">It cannot be read, or is not fit for encryption.</exception>
    public static Recipient Read(string path, CertificateRules rules, List<string> warnings)
    {
        X509Certificate2Collection certificates = CertificateFile.Read(path);
        X509Certificate2 certificate = certificates.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? certificates[0];
        try
        {
            Recipient recipient = Recipient.FromCertificate(certificate, rules.PolicyFor(certificates));
            if (!rules.AllowsExpired) return recipient; // It has not expired.
            if (IsExpired(certificate))
            {
                string expiry = certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                warnings.Add($"{path}: the certificate expired on {expiry}");
            }

            return recipient;
        }
        catch (ArgumentException exception)
        {
            string hint = IsExpired(certificate) && !rules.AllowsExpired ? $" --allow-expired accepts it." : "";
            throw new UsageException(UsageException.From(exception, path).Message + hint);
        }
        finally
        {
            foreach (X509Certificate2 each in certificates) each.Dispose();
        }
    }

    private static bool IsExpired(X509Certificate2 certificate) => DateTime.UtcNow > certificate.NotAfter.ToUniversalTime();
}
