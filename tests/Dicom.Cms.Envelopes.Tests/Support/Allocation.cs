namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Octets that an operation allocates on its thread, once everything it needs was made.</summary>
internal static class Allocation
{
    private const int WarmUps = 3, Measured = 8;

    /// <summary>How often <see cref="PerOperation"/> does it.</summary>
    internal const int Operations = WarmUps + Measured;

    /// <summary>The least of several: what the platform makes once in a while, such as a larger table, is not the operation's.</summary>
    internal static long PerOperation(Action operation)
    {
        for (int i = 0; i < WarmUps; i++)
            operation();

        long least = long.MaxValue;
        for (int i = 0; i < Measured; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            operation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
