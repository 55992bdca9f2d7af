using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Encrypting a content into an envelope, beside <see cref="EnvelopeFloor"/> and the platform's EnvelopedCms (always
/// AES-256-CBC).</summary>
[MemoryDiagnoser]
public abstract class SealingBase
{
    private byte[] _content = [], _destination = [], _floorDestination = [];
    private RSA[] _publicKeys = [];
    private CmsRecipientCollection _cmsRecipients = null!;
    private EnvelopeWriter _writer = null!;
    private EnvelopeFloor _floor = null!;

    [GlobalSetup]
    public void SetUp()
    {
        (SuiteUnderTest suite, int size, int recipients, int keySize) = Parameters;
        EnvelopeKeys keys = EnvelopeKeys.OfSize(keySize);
        X509Certificate2[] certificates = keys.Certificates[..recipients];
        _content = RandomNumberGenerator.GetBytes(size);
        _publicKeys = keys.PublicKeys[..recipients];
        _cmsRecipients = [.. certificates.Select(certificate => new CmsRecipient(certificate, suite.Padding()))];
        _writer = new EnvelopeWriter(suite.ToSuite(), [.. certificates.Select(certificate => Recipient.FromCertificate(certificate))]);
        _destination = new byte[_writer.GetEncodedLength(size)];
        _floor = new EnvelopeFloor(suite);
        _floorDestination = new byte[EnvelopeFloor.GetLength(size, recipients)];
    }

    private protected abstract (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters { get; }

    [Benchmark(Baseline = true)]
    public int Floor() => _floor.Seal(_content, _publicKeys, _floorDestination);

    [Benchmark]
    public byte[] EnvelopedCms()
    {
        EnvelopedCms cms = new(new ContentInfo(_content), new AlgorithmIdentifier(new Oid("2.16.840.1.101.3.4.1.42")));
        cms.Encrypt(_cmsRecipients);
        return cms.Encode();
    }

    /// <summary>Into an array that is there.</summary>
    [Benchmark]
    public void WriteInto() => _writer.Write(_content, _destination);

    /// <summary>Into a new array.</summary>
    [Benchmark]
    public byte[] Write() => _writer.Write(_content);
}
