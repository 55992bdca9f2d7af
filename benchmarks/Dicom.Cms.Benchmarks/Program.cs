using BenchmarkDotNet.Running;
using Dicom.Cms.Benchmarks;

if (args is ["timing", .. string[] rest])
{
    int samples = rest is [string count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : KeyTransportTiming.DefaultSamples;
    await KeyTransportTiming.MeasureAsync(samples, Console.Out).ConfigureAwait(false);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(SealBenchmarks).Assembly).Run(args);
