using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Sealing 64 MB with the Authenticated suite for one recipient with RSA-2048.</summary>
public class SealLargeBenchmarks : SealingBase
{
    [Params(1 << 26)]
    public int Size { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters =>
        (SuiteUnderTest.Authenticated, Size, 1, 2048);
}
