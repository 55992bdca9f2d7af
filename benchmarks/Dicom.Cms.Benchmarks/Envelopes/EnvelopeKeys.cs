using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Benchmarks;

/// <summary>Sixteen RSA keys of one length and their certificates, made once for all benchmarks of a process.</summary>
internal sealed class EnvelopeKeys
{
    private const int Count = 16;

    private static readonly ConcurrentDictionary<int, EnvelopeKeys> s_bySize = new();

    private EnvelopeKeys(int keySize)
    {
        // A modulus of 4096 bits takes seconds; only RSA-2048 is measured with several recipients.
        Certificates = [.. Enumerable.Range(0, keySize == 2048 ? Count : 1).Select(number => CreateCertificate(keySize, number))];
        PublicKeys = [.. Certificates.Select(certificate => certificate.GetRSAPublicKey()!)];
        PrivateKeys = [.. Certificates.Select(certificate => certificate.GetRSAPrivateKey()!)];
    }

    public X509Certificate2[] Certificates { get; }

    public RSA[] PublicKeys { get; }

    public RSA[] PrivateKeys { get; }

    public static EnvelopeKeys OfSize(int keySize) => s_bySize.GetOrAdd(keySize, static size => new EnvelopeKeys(size));

    private static X509Certificate2 CreateCertificate(int keySize, int number)
    {
        using RSA key = RSA.Create(keySize);
        CertificateRequest request = new($"CN=benchmark {number}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
