using BenchmarkDotNet.Attributes;
using Dicom.Cms.Data;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// Recovering the original of an object that was protected under the Basic Profile for one recipient with RSA-2048, stream to stream,
/// beside what is the least: to copy its octets between the same streams, and one decryption with the recipient's key.
/// </summary>
[MemoryDiagnoser]
public class RecoverBenchmarks
{
    private BenchmarkRecipient _recipient = null!;
    private ObjectStreams _streams = null!;
    private Reidentifier _reidentifier = null!;

    public static IEnumerable<GeneratedObject> Inputs => [GeneratedObject.Slice, GeneratedObject.Report, GeneratedObject.MultiFrame];

    [ParamsSource(nameof(Inputs))]
    public GeneratedObject Input { get; set; } = null!;

    [Params(StreamKind.Memory, StreamKind.File)]
    public StreamKind Streams { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _recipient = new BenchmarkRecipient();
        _streams = new ObjectStreams(Streams, Protect());
        _reidentifier = Reidentifier.WithKeys(_recipient.Key);
        if (RecoverAsync().GetAwaiter().GetResult() is not { IsOriginal: true })
            throw new InvalidOperationException("The original was not recovered.");
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _streams.Dispose();
        _recipient.Dispose();
    }

    [Benchmark(Baseline = true)]
    public byte[] CopyAndDecryptOneKey()
    {
        _streams.Copy();
        return _recipient.DecryptOnce();
    }

    [Benchmark]
    public Task<RecoveryResult> Recover() => RecoverAsync();

    private async Task<RecoveryResult> RecoverAsync()
    {
        await using Stream input = _streams.OpenInput(), output = _streams.OpenOutput();
        return await _reidentifier.RecoverAsync(input, output).ConfigureAwait(false);
    }

    private byte[] Protect()
    {
        using DicomObject original = DicomObject.Read(Input.Bytes);
        using DicomObject protectedFile = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
            .Encrypt(AttributeSet.AllProtected).For(_recipient.Recipient).Build().Protect(original).Object;
        return protectedFile.Source.ReadRange(0, checked((int)protectedFile.Source.Length)).ToArray();
    }
}
