using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
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
    private const int LargestShortContent = 1 << 20, MostShortRecipients = 4;

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
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(JsonExporter.Full)
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);

    /// <summary>What is allocated for a large content or for many recipients follows from less of them.</summary>
    private static bool IsShort(BenchmarkCase benchmark) => benchmark.Parameters.Items.All(IsShort);

    private static bool IsShort(ParameterInstance parameter) => parameter switch
    {
        { Name: "Recipients", Value: int recipients } => recipients <= MostShortRecipients,
        { Name: "Size" or "ContentLength" or "Length", Value: int size } => size <= LargestShortContent,
        _ => true,
    };
}
