using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Opening 16 kB with RSA-2048, with each suite; no key is remembered.</summary>
public class OpenSuiteBenchmarks : OpeningBase
{
    [ParamsAllValues]
    public SuiteUnderTest Suite { get; set; }

    [Params(1 << 14)]
    public int Size { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters => (Suite, Size, 1, 2048);
}
