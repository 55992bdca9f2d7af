using System.Diagnostics;

namespace Dicom.Cms.Fuzz;

/// <summary>Runs iterations of one target on some threads, and watches over them.</summary>
internal sealed class FuzzRun(FuzzTarget target, FuzzOptions options, long count)
{
    /// <summary>That of a thread on Windows, where it is smallest: recursion must be content with it.</summary>
    private const int StackLength = 1 << 20;

    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);

    private readonly FindingsFolder _findings = new(options.Artifacts);
    private readonly SortedDictionary<string, long> _outcomes = [];
    private readonly (long Iteration, long Start)[] _running = new (long, long)[options.Jobs];
    private int _active = options.Jobs;

    /// <summary>Runs everything and prints one line.</summary>
    /// <returns>The number of findings.</returns>
    public int Run()
    {
        Stopwatch watch = Stopwatch.StartNew();
        using (RunningIteration running = new(options.Artifacts, target.Name, options.Jobs))
        {
            Thread[] threads = [.. Enumerable.Range(0, options.Jobs).Select(job => new Thread(() => Work(job, running), StackLength))];
            foreach (Thread thread in threads) thread.Start();
            while (Volatile.Read(ref _active) > 0) Watch(threads);
        }

        string outcomes = string.Join(", ", _outcomes.Select(outcome => $"{outcome.Key} {100.0 * outcome.Value / count:0.0} %"));
        Console.WriteLine(
            $"{target.Name}: {count:N0} executions, {count / watch.Elapsed.TotalSeconds:N0}/s, "
            + $"seed {options.Seed}, {_findings.Count} findings ({outcomes})");
        return _findings.Count;
    }

    private void Work(int job, RunningIteration running)
    {
        Dictionary<string, long> outcomes = [];
        for (long iteration = options.First + job; iteration < options.First + count; iteration += options.Jobs)
        {
            running.Set(job, iteration);
            _running[job] = (iteration, Environment.TickCount64);
            byte[] input = target.CreateInput(FuzzRandom.For(options.Seed, target.Name, iteration));
            (string? outcome, Finding? finding) = Execution.Run(target, input);
            if (outcome is not null) outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            if (finding is not null) Report(iteration, input, finding);
        }

        lock (_outcomes)
        {
            foreach ((string outcome, long number) in outcomes) _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + number;
        }

        Interlocked.Decrement(ref _active);
    }

    private void Report(long iteration, byte[] input, Finding finding)
    {
        // A neighbour's work or a collection may have come in between: what is slow by itself is slow again.
        if (finding.Signature == "slow" && Execution.Run(target, input).Finding is null) return;
        _findings.Add(target.Name, iteration, input, finding);
    }

    private void Watch(Thread[] threads)
    {
        foreach (Thread thread in threads) thread.Join(100);
        foreach ((long iteration, long start) in _running)
        {
            if (start == 0 || Volatile.Read(ref _active) == 0 || Environment.TickCount64 - start < s_hang.TotalMilliseconds) continue;
            if (threads.All(thread => !thread.IsAlive)) return;
            byte[] input = target.CreateInput(FuzzRandom.For(options.Seed, target.Name, iteration));
            _findings.Add(target.Name, iteration, input, new Finding("hang", $"No end after {s_hang.TotalSeconds} s."));
            Environment.Exit(1); // A thread cannot be stopped.
        }
    }
}
