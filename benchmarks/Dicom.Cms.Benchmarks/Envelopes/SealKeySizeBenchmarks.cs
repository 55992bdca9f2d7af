using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Sealing 16 kB with the Authenticated suite for one recipient, by the length of the key.</summary>
public class SealKeySizeBenchmarks : SealingBase
{
    [Params(2048, 3072, 4096)]
    public int KeySize { get; set; }

    [Params(1 << 14)]
    public int Size { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters =>
        (SuiteUnderTest.Authenticated, Size, 1, KeySize);
}
