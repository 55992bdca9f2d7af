using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Certificates, passwords and keys for every kind of recipient.</summary>
internal static class Kinds
{
    internal static readonly byte[] KeyEncryptionKey = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");

    internal static X509Certificate2 CreateEc(ECCurve curve, X509KeyUsageFlags? usage = null, string name = "CN=EC Test")
    {
        using ECDsa key = ECDsa.Create(curve);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        if (usage is { } flags)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        byte[] serial = [1, .. RandomNumberGenerator.GetBytes(8)];
        using X509Certificate2 bare = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, from.AddYears(50), serial);
        using ECDiffieHellman ecdh = ECDiffieHellman.Create(key.ExportParameters(includePrivateParameters: true));

        // .NET puts no key under a certificate that does not allow its use.
        return usage is null || (usage & X509KeyUsageFlags.KeyAgreement) != 0
            ? bare.CopyWithPrivateKey(ecdh)
            : X509CertificateLoader.LoadCertificate(bare.RawData);
    }

    /// <summary>A password recipient with fewer rounds than the public API writes, for tests that open thousands.</summary>
    internal static Recipient QuickPassword(string password, int iterations = 10) =>
        new PasswordRecipient(new PasswordKey(password), iterations);

    internal static async Task<EnvelopeOpening> Open(byte[] encoded, RecipientKey key, EnvelopePolicy? policy = null) =>
        await Envelope.Parse(encoded).OpenAsync([key], policy ?? EnvelopePolicy.Default);
}
