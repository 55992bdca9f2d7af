using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

internal static class TestCertificates
{
    internal static X509Certificate2 Create(int bits = 2048, string name = "CN=Envelope Test")
    {
        using RSA rsa = RSA.Create(bits);
        var request = new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return request.CreateSelfSigned(from, from.AddYears(50));
    }
}
