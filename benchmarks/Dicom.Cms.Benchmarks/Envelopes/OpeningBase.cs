using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Reading and decrypting an envelope, beside <see cref="EnvelopeFloor"/> and the platform's EnvelopedCms (always
/// AES-256-CBC).</summary>
[MemoryDiagnoser]
public abstract class OpeningBase
{
    // More than the keys a RecipientKey remembers of contents with derived keys: each opening is to use the private key.
    private const int DerivedEnvelopes = 300;

    private readonly EnvelopePolicy _policy = EnvelopePolicy.Default;
    private byte[][] _envelopes = [], _floors = [];
    private byte[] _envelopedCms = [];
    private RecipientKey[] _keys = [];
    private RSA _privateKey = null!;
    private X509Certificate2Collection _certificates = null!;
    private EnvelopeFloor _floor = null!;
    private int _next;

    [GlobalSetup]
    public void SetUp()
    {
        (SuiteUnderTest suite, int size, int recipients, int keySize) = Parameters;
        EnvelopeKeys keys = EnvelopeKeys.OfSize(keySize);
        X509Certificate2[] certificates = keys.Certificates[..recipients];
        byte[] content = RandomNumberGenerator.GetBytes(size);
        _privateKey = keys.PrivateKeys[recipients - 1];
        _certificates = [certificates[^1]];
        _keys = [RecipientKey.FromCertificate(certificates[^1])];
        _envelopedCms = EncodeEnvelopedCms(content, certificates, suite.Padding());

        EnvelopeWriter writer = new(suite.ToSuite(), [.. certificates.Select(certificate => Recipient.FromCertificate(certificate))]);
        _floor = new EnvelopeFloor(suite);
        int count = suite.IsDerived() ? DerivedEnvelopes : 1;
        _envelopes = [.. Enumerable.Range(0, count).Select(_ => writer.Write(content))];
        _floors = [.. Enumerable.Range(0, count).Select(_ => SealFloor(content, keys.PublicKeys[recipients - 1]))];
        if (!OpenNext().Content.AsSpan().SequenceEqual(content) || !Floor().AsSpan().SequenceEqual(content)
            || !EnvelopedCms().AsSpan().SequenceEqual(content))
            throw new InvalidOperationException("The content was not recovered.");
    }

    [GlobalCleanup]
    public void CleanUp() => _keys[0].Dispose();

    private protected abstract (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters { get; }

    [Benchmark(Baseline = true)]
    public byte[] Floor() => _floor.Open(_floors[Advance()], _privateKey);

    [Benchmark]
    public byte[] EnvelopedCms()
    {
        EnvelopedCms cms = new();
        cms.Decode(_envelopedCms);
        cms.Decrypt(_certificates);
        return cms.ContentInfo.Content;
    }

    /// <summary>From the encoding to the content.</summary>
    [Benchmark]
    public EnvelopeOpening Open() => OpenNext();

    private EnvelopeOpening OpenNext()
    {
        ValueTask<EnvelopeOpening> opening = Envelope.Parse(_envelopes[Advance()]).OpenAsync(_keys, _policy);
        return opening.IsCompletedSuccessfully ? opening.Result : throw new InvalidOperationException("A local key makes nobody wait.");
    }

    private int Advance() => _next = _next + 1 < _envelopes.Length ? _next + 1 : 0;

    private byte[] SealFloor(byte[] content, RSA publicKey)
    {
        byte[] destination = new byte[EnvelopeFloor.GetLength(content.Length, 1)];
        return destination[.._floor.Seal(content, [publicKey], destination)];
    }

    private static byte[] EncodeEnvelopedCms(byte[] content, X509Certificate2[] certificates, RSAEncryptionPadding padding)
    {
        EnvelopedCms cms = new(new ContentInfo(content), new AlgorithmIdentifier(new Oid("2.16.840.1.101.3.4.1.42")));
        cms.Encrypt([.. certificates.Select(certificate => new CmsRecipient(certificate, padding))]);
        return cms.Encode();
    }
}
