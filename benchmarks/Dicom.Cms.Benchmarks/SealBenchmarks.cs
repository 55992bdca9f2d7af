using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Sealing 16 kB for one RSA-2048 recipient, beside the platform's EnvelopedCms.</summary>
[MemoryDiagnoser]
public class SealBenchmarks
{
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(16 * 1024);
    private X509Certificate2 _certificate = null!;
    private EnvelopeWriter _writer = null!;

    [GlobalSetup]
    public void SetUp()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=benchmark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        _writer = new EnvelopeWriter(EnvelopeSuite.Conformant, [Recipient.FromCertificate(_certificate)]);
    }

    [Benchmark(Baseline = true)]
    public byte[] EnvelopedCms()
    {
        EnvelopedCms cms = new(new ContentInfo(_content), new AlgorithmIdentifier(new Oid("2.16.840.1.101.3.4.1.42")));
        cms.Encrypt(new CmsRecipient(_certificate));
        return cms.Encode();
    }

    [Benchmark]
    public byte[] EnvelopeWriter() => _writer.Write(_content);
}
