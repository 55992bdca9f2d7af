using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// Protecting an object under the Basic Profile for one recipient with RSA-2048, stream to stream, beside what is the least: to copy its
/// octets between the same streams, and one encryption with the recipient's key.
/// </summary>
[MemoryDiagnoser]
public class ProtectBenchmarks
{
    private BenchmarkRecipient _recipient = null!;
    private ObjectStreams _streams = null!;
    private Deidentifier _deidentifier = null!, _withoutPixelBinding = null!;

    public static IEnumerable<GeneratedObject> Inputs => [GeneratedObject.Slice, GeneratedObject.Report, GeneratedObject.MultiFrame];

    [ParamsSource(nameof(Inputs))]
    public GeneratedObject Input { get; set; } = null!;

    [Params(StreamKind.Memory, StreamKind.File)]
    public StreamKind Streams { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _recipient = new BenchmarkRecipient();
        _streams = new ObjectStreams(Streams, Input.Bytes);
        DeidentifierRecoveryBuilder builder = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(_recipient.Recipient);
        _deidentifier = builder.Build();
        _withoutPixelBinding = builder.WithoutPixelBinding().Build();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _streams.Dispose();
        _recipient.Dispose();
    }

    [Benchmark(Baseline = true)]
    public byte[] CopyAndEncryptOneKey()
    {
        _streams.Copy();
        return _recipient.EncryptOnce();
    }

    [Benchmark]
    public Task<ProtectionResult> Protect() => ProtectAsync(_deidentifier);

    [Benchmark]
    public Task<ProtectionResult> ProtectWithoutPixelBinding() => ProtectAsync(_withoutPixelBinding);

    private async Task<ProtectionResult> ProtectAsync(Deidentifier deidentifier)
    {
        await using Stream input = _streams.OpenInput(), output = _streams.OpenOutput();
        return await deidentifier.ProtectAsync(input, output).ConfigureAwait(false);
    }
}
