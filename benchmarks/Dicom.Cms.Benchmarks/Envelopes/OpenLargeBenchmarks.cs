using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Opening 64 MB of the Authenticated suite with RSA-2048.</summary>
public class OpenLargeBenchmarks : OpeningBase
{
    [Params(1 << 26)]
    public int Size { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters =>
        (SuiteUnderTest.Authenticated, Size, 1, 2048);
}
