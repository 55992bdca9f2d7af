using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>Reads the one certificate of a file, in DER or PEM.</summary>
internal static class EncodedCertificate
{
    /// <summary>The certificate, which the caller disposes.</summary>
    /// <exception cref="ArgumentException">The file has no certificate in DER or PEM, or several.</exception>
    public static X509Certificate2 ReadOne(SecretFile file)
    {
        if (file.IsPem) RequireOne(file);
        try
        {
            return X509CertificateLoader.LoadCertificate(file.Octets);
        }
        catch (CryptographicException e)
        {
            throw file.Refuse("no X.509 certificate in DER or PEM", e);
        }
    }

    private static void RequireOne(SecretFile file)
    {
        int count = file.Octets.Count("-----BEGIN CERTIFICATE-----"u8);
        if (count == 1) return;

        throw file.Refuse(
            count > 1 ? $"{count} certificates, where one is needed"
            : file.Octets.IndexOf("PRIVATE KEY-----"u8) >= 0 ? "a private key, not a certificate"
            : "no X.509 certificate in DER or PEM");
    }
}
