using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Certificates with a validity period of one's own.</summary>
internal static class Periods
{
    /// <summary>A certificate of rsa2048 that issued itself.</summary>
    internal static X509Certificate2 Issue(DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest("CN=Subject", TestKeys.Rsa(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(from, to);
    }
}
