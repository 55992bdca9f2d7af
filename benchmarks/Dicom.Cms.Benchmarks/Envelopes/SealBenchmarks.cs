using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Sealing with the Authenticated suite for 1, 4 and 16 recipients with RSA-2048.</summary>
public class SealBenchmarks : SealingBase
{
    [Params(1 << 10, 1 << 14, 1 << 20)]
    public int Size { get; set; }

    [Params(1, 4, 16)]
    public int Recipients { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters =>
        (SuiteUnderTest.Authenticated, Size, Recipients, 2048);
}
