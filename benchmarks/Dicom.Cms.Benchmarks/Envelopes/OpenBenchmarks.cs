using BenchmarkDotNet.Attributes;

namespace Dicom.Cms.Benchmarks;

/// <summary>Opening envelopes of the Authenticated suite for 1 and 16 recipients with RSA-2048, as the last of them.</summary>
public class OpenBenchmarks : OpeningBase
{
    [Params(1 << 10, 1 << 14, 1 << 20)]
    public int Size { get; set; }

    [Params(1, 16)]
    public int Recipients { get; set; }

    private protected override (SuiteUnderTest Suite, int Size, int Recipients, int KeySize) Parameters =>
        (SuiteUnderTest.Authenticated, Size, Recipients, 2048);
}
