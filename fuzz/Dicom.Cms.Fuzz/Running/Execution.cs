namespace Dicom.Cms.Fuzz;

/// <summary>One input through one target, with everything that makes it a finding.</summary>
internal static class Execution
{
    /// <summary>Octets that any input may allocate; beyond, 64 for each of its own and each pass.</summary>
    private const long AllocationBase = 64L << 20;

    private const int AllocationRatio = 64;

    /// <summary>Longer than any input should take, on a busy machine too.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(3);

    /// <summary>Runs it.</summary>
    /// <returns>How it ended, and what is wrong with that.</returns>
    public static (string? Outcome, Finding? Finding) Run(FuzzTarget target, byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Environment.TickCount64;
        try
        {
            string outcome = target.Execute(input);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > AllocationBase + ((long)AllocationRatio * target.Passes * input.Length))
                return (outcome, new Finding("allocation", $"{allocated} octets were allocated for {input.Length}."));
            long milliseconds = Environment.TickCount64 - start;
            if (milliseconds > s_slow.TotalMilliseconds) return (outcome, new Finding("slow", $"It took {milliseconds} ms."));
            return (outcome, null);
        }
        catch (Exception failure)
        {
            return (null, Finding.Of(failure));
        }
    }
}

/// <summary>Something that must not happen.</summary>
/// <param name="Signature">The same for findings of one cause.</param>
/// <param name="Reason">For people.</param>
internal sealed record Finding(string Signature, string Reason)
{
    public static Finding Of(Exception failure)
    {
        string? place = failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Dicom.Cms", StringComparison.Ordinal));
        string text = failure is PropertyException ? failure.Message : "";
        return new Finding(failure is PropertyException ? text : $"{failure.GetType().Name} {place?.Trim()}", failure.ToString());
    }
}
