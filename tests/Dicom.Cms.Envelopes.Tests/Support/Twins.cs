using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Certificates of one issuer and, unless told otherwise, one serial number, as appliances make them for themselves.</summary>
internal static class Twins
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-1);

    public static X509Certificate2 Certificate(bool isElliptic, bool hasKeyIdentifier = true, byte serial = 7)
    {
        using ECDsa issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X500DistinguishedName issuer = new("CN=Appliance");
        X509SignatureGenerator generator = X509SignatureGenerator.CreateForECDsa(issuerKey);
        using RSA rsa = RSA.Create(2048);
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = isElliptic
            ? new CertificateRequest(issuer, ec, HashAlgorithmName.SHA256)
            : new CertificateRequest(issuer, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (hasKeyIdentifier) request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using X509Certificate2 certificate = request.Create(issuer, generator, Start, Start.AddYears(1), [serial]);
        return isElliptic ? certificate.CopyWithPrivateKey(ec) : certificate.CopyWithPrivateKey(rsa);
    }
}
