using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Dicom.Cms.Benchmarks;

/// <summary>How long each benchmark runs. All run inside this process; eng/benchmark.sh starts one for each class.</summary>
internal static class BenchmarkConfiguration
{
    private const int LargestShortContent = 1 << 20, MostShortRecipients = 4, LongestShortKey = 2048;

    /// <summary>Figures to be published.</summary>
    public static IConfig Full { get; } = Create(Job.Default
        .WithIterationTime(TimeInterval.FromMilliseconds(200))
        .WithWarmupCount(4)
        .WithIterationCount(15));

    /// <summary>What is allocated, and whether everything still runs. The times are rough.</summary>
    public static IConfig Short { get; } = Create(Job.Default
        .WithEvaluateOverhead(false)
        .WithIterationTime(TimeInterval.FromMilliseconds(30))
        .WithWarmupCount(1)
        .WithIterationCount(3))
        .AddFilter(new SimpleFilter(IsShort));

    private static ManualConfig Create(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(JsonExporter.Full)
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);

    /// <summary>What is allocated for a large content, for many recipients or for long keys follows from less of them.</summary>
    private static bool IsShort(BenchmarkCase benchmark) => benchmark.Parameters.Items.All(IsShort);

    private static bool IsShort(ParameterInstance parameter)
    {
        long number = parameter.Value is int or long ? Convert.ToInt64(parameter.Value, CultureInfo.InvariantCulture) : 0;
        return number <= parameter.Name switch
        {
            "Size" or "Length" or "ContentLength" => LargestShortContent,
            "Recipients" => MostShortRecipients,
            "KeySize" or "RsaKeySize" or "RsaBits" or "ModulusLength" => LongestShortKey,
            _ => long.MaxValue,
        };
    }
}
