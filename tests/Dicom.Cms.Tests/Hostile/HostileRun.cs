using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Xunit.Sdk;

namespace Dicom.Cms.Tests;

/// <summary>
/// Runs hostile cases: each ends in success or in a documented exception that tells no value, in bounded time and memory. What fails
/// is named by seed and number, from which it can be made again.
/// </summary>
internal sealed class HostileRun(string name, int seed)
{
    private static readonly TimeSpan CaseLimit = TimeSpan.FromSeconds(20), RunLimit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly ConcurrentDictionary<int, int> _running = new();

    /// <summary>What a case may allocate in all, which is more than what it ever holds at once.</summary>
    public long AllocationLimit { get; init; } = 100L << 20;

    /// <summary>How often each outcome came: "success" or the name of an exception.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>Runs cases 0 to <paramref name="count"/> on every processor.</summary>
    /// <param name="count">How many.</param>
    /// <param name="run">One case; throws what the library throws. What <see cref="Assert"/> says is a failure.</param>
    public void All(int count, Action<Random, int> run)
    {
        int next = -1, done = 0;
        Task[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(worker => Task.Factory.StartNew(
            () =>
            {
                for (int number; (number = Interlocked.Increment(ref next)) < count && _failures.Count < 5; Interlocked.Increment(ref done))
                {
                    _running[worker] = number;
                    int own = number;
                    One($"case {number}", () => run(new Random(unchecked((seed * 1_000_003) + own)), own));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        if (!Task.WaitAll(workers, RunLimit))
            throw new XunitException($"{name}, seed {seed}: no end after {RunLimit}, in the cases {string.Join(", ", _running.Values)}.");
        ThrowFailures();
        _outcomes.Values.Sum().Should().Be(count);
    }

    /// <summary>Runs one case.</summary>
    public void One(string which, Action run)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();
        string outcome = "success";
        try
        {
            run();
        }
        catch (XunitException failure)
        {
            Fail(which, failure.Message);
        }
        catch (Exception failure)
        {
            outcome = failure is RecoveryException recovery ? $"{recovery.Failure}" : failure.GetType().Name;
            bool documented = failure is DicomFormatException or EnvelopeFormatException or ProtectionException or RecoveryException;
            if (!documented) Fail(which, Describe(failure));
            if (failure.Message.Contains("defect of Dicom.Cms", StringComparison.Ordinal)) Fail(which, Describe(failure));
            RequireSilent(which, failure);
        }

        _outcomes.AddOrUpdate(outcome, 1, (_, before) => before + 1);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        if (elapsed > CaseLimit) Fail(which, $"took {elapsed}");
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > AllocationLimit) Fail(which, string.Create(CultureInfo.InvariantCulture, $"allocated {allocated:N0} octets"));
    }

    /// <summary>Reports the failures of <see cref="One"/>.</summary>
    public void ThrowFailures()
    {
        if (!_failures.IsEmpty) throw new XunitException(string.Join(Environment.NewLine, _failures));
    }

    private static string Describe(Exception failure) =>
        string.Join(Environment.NewLine, failure.ToString().Split(Environment.NewLine).Take(6));

    private void RequireSilent(string which, Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            foreach (string planted in HostileSamples.Planted)
            {
                if (cause.Message.Contains(planted, StringComparison.OrdinalIgnoreCase))
                    Fail(which, $"a message holds the value {planted}: {cause.Message}");
            }
        }
    }

    private void Fail(string which, string what) => _failures.Enqueue($"{name}, seed {seed}, {which}: {what}");
}
