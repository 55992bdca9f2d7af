using BenchmarkDotNet.Running;
using Dicom.Cms.Benchmarks;

switch (args)
{
    case ["timing", .. string[] rest]:
        int samples = rest is [string count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)
            : KeyTransportTiming.DefaultSamples;
        await KeyTransportTiming.MeasureAsync(samples, Console.Out).ConfigureAwait(false);
        break;
    case ["side-by-side"]:
        await SideBySide.MeasureAsync(Console.Out).ConfigureAwait(false);
        break;
    case ["describe"]:
        Description.Write(Console.Out);
        break;
    case ["short", .. string[] rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Description).Assembly).Run(rest, BenchmarkConfiguration.Short);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Description).Assembly).Run(args, BenchmarkConfiguration.Full);
        break;
}
