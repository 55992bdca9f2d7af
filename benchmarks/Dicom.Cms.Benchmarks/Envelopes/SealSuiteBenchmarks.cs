using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Sealing 16 kB for one recipient with RSA-2048, with each suite.</summary>
public class SealSuiteBenchmarks : SealingBase
{
    [ParamsAllValues]
    public SuiteUnderTest Suite { get; set; }

    [Params(1 << 14)]
    public int Size { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters => (Suite, Size, 1, 2048);
}
