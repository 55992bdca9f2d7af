using System.Diagnostics;
using System.Globalization;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// What there are aims for, each in turn with its baseline in one process. BenchmarkDotNet measures the one and then the other, and on a
/// machine that others use too their seconds differ more than they do; here a ratio is of two neighbouring milliseconds.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 200, WarmUps = 4;

    private static readonly int[] s_sizes = [1 << 14, 1 << 20], s_sealedFor = [1, 4, 16], s_openedAmong = [1, 16];

    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(500), s_turn = TimeSpan.FromMilliseconds(2);

    /// <summary>Measures, and writes a table.</summary>
    public static async Task MeasureAsync(TextWriter output)
    {
        await output.WriteLineAsync("| | baseline, us | ratio | half of all rounds | aim |").ConfigureAwait(false);
        await output.WriteLineAsync("|---|---:|---:|---|---|").ConfigureAwait(false);
        foreach (Pair pair in Sealing().Concat(Opening()).Concat(Protecting()).Concat(Parsing()))
        {
            (double baseline, double[] ratios) = await MeasureAsync(pair).ConfigureAwait(false);
            double lower = ratios[Rounds / 4], median = ratios[Rounds / 2], upper = ratios[Rounds * 3 / 4];
            string row = string.Create(
                CultureInfo.InvariantCulture, $"| {pair.Name} | {baseline:F1} | {median:F2}x | {lower:F2} to {upper:F2} | {pair.Aim} |");
            await output.WriteLineAsync(row).ConfigureAwait(false);
        }
    }

    private static IEnumerable<Pair> Sealing()
    {
        foreach ((int size, int recipients) in from size in s_sizes from recipients in s_sealedFor select (size, recipients))
        {
            SealBenchmarks sealing = new() { Size = size, Recipients = recipients };
            sealing.SetUp();
            string name = $"Sealing {size >> 10} KiB for {recipients}", aim = size == 1 << 14 ? "1.15x" : "1.2x";
            yield return new Pair($"{name}, into an array that is there", aim, () => Done(sealing.Floor()), () => Done(sealing.WriteInto));
            yield return new Pair($"{name}, into a new array", aim, () => Done(sealing.Floor()), () => Done(sealing.Write()));
        }
    }

    private static IEnumerable<Pair> Opening()
    {
        foreach ((int size, int recipients) in from size in s_sizes from recipients in s_openedAmong select (size, recipients))
        {
            OpenBenchmarks opening = new() { Size = size, Recipients = recipients };
            opening.SetUp();
            yield return new Pair(
                $"Opening {size >> 10} KiB for {recipients}", size == 1 << 14 ? "1.03x" : "1.2x", () => Done(opening.Floor()), () =>
                    Done(opening.Open()));
            opening.CleanUp();
        }
    }

    private static IEnumerable<Pair> Protecting()
    {
        foreach (StreamKind streams in new[] { StreamKind.File, StreamKind.Memory })
        {
            ProtectBenchmarks protecting = new() { Input = GeneratedObject.Slice, Streams = streams };
            protecting.SetUp();
            string name = $"Protecting a CT of 0.53 MB, {(streams == StreamKind.File ? "file" : "memory")} to the same";
            yield return new Pair(name, "1.5x", () => Done(protecting.CopyAndEncryptOneKey()), protecting.Protect);
            yield return new Pair($"{name}, pixels not bound", "1.5x", () =>
                Done(protecting.CopyAndEncryptOneKey()), protecting.ProtectWithoutPixelBinding);
            protecting.CleanUp();
        }
    }

    private static IEnumerable<Pair> Parsing()
    {
        foreach (string coding in MarkerStreamBenchmarks.Codings)
        {
            MarkerStreamBenchmarks parsing = new() { Coding = coding };
            parsing.SetUp();
            yield return new Pair($"Parsing {parsing.Length >> 10} KiB of {coding}, beside a copy", "2x", () => Done(parsing.Copy), () =>
                Done(parsing.Parse()));
        }

        foreach (string coding in FrameBenchmarks.Codings)
        {
            FrameBenchmarks parsing = new() { Coding = coding };
            parsing.SetUp();
            string aim = coding switch
            {
                "JPEG 2000" => "0.2x", // Packets are skipped.
                "RLE" => "10x",
                _ => "what inflating takes",
            };
            yield return new Pair($"Parsing {parsing.Length >> 10} KiB of {coding}, beside a copy", aim, () => Done(parsing.Copy), () =>
                Done(parsing.Parse()));
        }
    }

    private static async Task<(double Baseline, double[] Ratios)> MeasureAsync(Pair pair)
    {
        await WarmUpAsync(pair.Baseline).ConfigureAwait(false);
        int turns = await WarmUpAsync(pair.Candidate).ConfigureAwait(false);
        double[] baselines = new double[Rounds], ratios = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            baselines[round] = await TimeAsync(pair.Baseline, turns).ConfigureAwait(false);
            ratios[round] = await TimeAsync(pair.Candidate, turns).ConfigureAwait(false) / baselines[round];
        }

        Array.Sort(baselines);
        Array.Sort(ratios);
        return (baselines[Rounds / 2], ratios);
    }

    /// <summary>Calls something until the compiler has done what it will, and says how often it goes into a turn.</summary>
    private static async Task<int> WarmUpAsync(Func<Task> call)
    {
        int count = 0;
        for (int i = 0; i < WarmUps; i++)
        {
            count = 0;
            for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < s_warmUp; count++) await call().ConfigureAwait(false);
            await Task.Delay(s_warmUp).ConfigureAwait(false); // It compiles anew what was called often, when the calls pause.
        }

        return Math.Max(1, (int)(count * (s_turn / s_warmUp)));
    }

    private static async Task<double> TimeAsync(Func<Task> call, int turns)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < turns; i++) await call().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / turns;
    }

    private static Task Done<T>(T _) => Task.CompletedTask;

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private sealed record Pair(string Name, string Aim, Func<Task> Baseline, Func<Task> Candidate);
}
