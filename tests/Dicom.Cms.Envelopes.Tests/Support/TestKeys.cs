using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The keys under Vectors/keys, each loaded once and kept: making RSA keys takes longer than all the tests.</summary>
internal static class TestKeys
{
    private static readonly ConcurrentDictionary<string, X509Certificate2> s_certificates = new();
    private static readonly ConcurrentDictionary<string, RecipientKey> s_keys = new();
    private static readonly ConcurrentDictionary<string, RecipientKey> s_bareKeys = new();
    private static readonly ECDsa s_issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Lazy<RSA> s_rsa1024 = new(() => RSA.Create(1024));
    private static int s_serial;

    /// <summary>The default but for the day the tests run on.</summary>
    internal static CertificatePolicy AtAnyTime { get; } = CertificatePolicy.Default with { AllowExpired = true, AllowNotYetValid = true };

    /// <summary>rsa2048, rsa2048b, rsa3072, rsa4096 or ecp256, with the private key.</summary>
    internal static X509Certificate2 Certificate(string name = "rsa2048") =>
        s_certificates.GetOrAdd(name, static n => X509Certificate2.CreateFromPem(CertificatePem(n), PrivateKeyPem(n)));

    internal static string CertificatePem(string name = "rsa2048") => Vectors.ReadText($"keys/{name}.cert.pem");

    internal static string PrivateKeyPem(string name = "rsa2048") => Vectors.ReadText($"keys/{name}.key.pem");

    /// <summary>A key under its certificate; shared, not to be disposed.</summary>
    internal static RecipientKey Key(string name = "rsa2048") =>
        s_keys.GetOrAdd(name, static n => RecipientKey.FromCertificate(Certificate(n)));

    /// <summary>A key without a certificate; shared, not to be disposed.</summary>
    internal static RecipientKey BareKey(string name = "rsa2048") =>
        s_bareKeys.GetOrAdd(name, static n => RecipientKey.FromPem(PrivateKeyPem(n)));

    internal static Recipient Recipient(string name = "rsa2048") => Envelopes.Recipient.FromCertificate(Certificate(name), AtAnyTime);

    internal static RSA Rsa(string name = "rsa2048") => Certificate(name).GetRSAPrivateKey()!;

    /// <summary>An RSA key too small to write for; to be left alone, not disposed.</summary>
    internal static RSA Rsa1024 => s_rsa1024.Value;

    /// <summary>Another certificate of the same public key, with a serial number of its own, issued under P-256.</summary>
    internal static X509Certificate2 Issue(RSA publicKey, params ReadOnlySpan<X509Extension> extensions)
    {
        var request = new CertificateRequest("CN=Subject", publicKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Issue(request, extensions);
    }

    internal static X509Certificate2 Issue(PublicKey publicKey, params ReadOnlySpan<X509Extension> extensions)
    {
        var request = new CertificateRequest(new X500DistinguishedName("CN=Subject"), publicKey, HashAlgorithmName.SHA256);
        return Issue(request, extensions);
    }

    private static X509Certificate2 Issue(CertificateRequest request, ReadOnlySpan<X509Extension> extensions)
    {
        foreach (X509Extension extension in extensions)
            request.CertificateExtensions.Add(extension);

        byte[] serial = new byte[5];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(serial.AsSpan(1), Interlocked.Increment(ref s_serial));
        serial[0] = 1;
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        lock (s_issuer)
        {
            return request.Create(
                new X500DistinguishedName("CN=Envelope Test Issuer"), X509SignatureGenerator.CreateForECDsa(s_issuer), from,
                from.AddYears(50), serial);
        }
    }
}
