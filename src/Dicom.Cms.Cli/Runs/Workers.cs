using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Dicom.Cms.Cli;

/// <summary>
/// Works through a sequence with threads of its own. The work is the processor's and the disk's and waits for nothing else: to hand it from
/// task to task costs more than a small file does.
/// </summary>
internal static class Workers
{
    /// <summary>Does the work for every item, in their order as far as several at once have one. What one throws ends all.</summary>
    /// <param name="items">What there is to do. One thread after the other asks for the next.</param>
    /// <param name="count">How many at once, this thread among them.</param>
    /// <param name="work">Does one; its token is also that of a worker that failed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void Run<T>(IEnumerable<T> items, int count, Action<T, CancellationToken> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? failure = null;
        using IEnumerator<T> next = items.GetEnumerator();
        Lock turn = new();

        Thread[] others = new Thread[Math.Max(0, count - 1)];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = new Thread(WorkOn);
            others[i].Start();
        }

        WorkOn();
        foreach (Thread other in others) other.Join();
        failure?.Throw();

        void WorkOn()
        {
            try
            {
                while (TryTake(out T? item))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    work(item, stop.Token);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
            }
        }

        bool TryTake([MaybeNullWhen(false)] out T item)
        {
            lock (turn)
            {
                bool isThere = next.MoveNext();
                item = isThere ? next.Current : default;
                return isThere;
            }
        }
    }
}
