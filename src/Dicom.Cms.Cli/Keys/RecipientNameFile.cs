using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A certificate file as the name of a recipient: nothing will be encrypted for it, so it may be expired or weak.</summary>
internal static class RecipientNameFile
{
    /// <param name="path">Of several certificates in it, the first counts; in PKCS#12, the one with a private key.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static RecipientName Read(string path)
    {
        X509Certificate2Collection certificates = CertificateFile.Read(path);
        try
        {
            return RecipientName.OfCertificate(certificates.FirstOrDefault(candidate => candidate.HasPrivateKey) ?? certificates[0]);
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates) certificate.Dispose();
        }
    }
}
