using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Dicom.Cms;

/// <summary>
/// Works through many files with threads of its own. The work is the processor's and the disk's and waits for nothing else: to hand it from
/// task to task costs more than a small file does.
/// </summary>
/// <typeparam name="TResult">What is done with a file.</typeparam>
/// <param name="work">Works on one file; its output waits in the batch.</param>
/// <param name="options">How the run is done.</param>
internal sealed class FileRunner<TResult>(Func<FileJob, OutputBatch, CancellationToken, TResult> work, FileRunOptions options)
    where TResult : class
{
    // Outcomes that a caller has not taken yet. Beyond them the threads wait: memory does not grow with a slow caller.
    private const int MostOutcomes = 1024;

    /// <summary>Works through the files, and gives each outcome once its output is flushed and has its name.</summary>
    public async IAsyncEnumerable<FileOutcome<TResult>> RunAsync(
        IEnumerable<FileJob> jobs, IProgress<FileRunProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<FileOutcome<TResult>> outcomes = Channel.CreateBounded<FileOutcome<TResult>>(
            new BoundedChannelOptions(MostOutcomes) { SingleReader = true, SingleWriter = options.Jobs == 1 });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task workers = Start(new JobQueue(jobs), outcomes.Writer, stop, cancellationToken);
        long done = 0, failed = 0;
        try
        {
            // What is done is told, also where the run was cancelled: only then the cancellation is thrown.
            await foreach (FileOutcome<TResult> outcome in outcomes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (outcome.IsDone) done++;
                else failed++;
                progress?.Report(new FileRunProgress { Done = done, Failed = failed });
                yield return outcome;
            }
        }
        finally
        {
            // A caller that leaves early waits until what was begun is complete or gone.
            await stop.CancelAsync().ConfigureAwait(false);
            while (!workers.IsCompleted)
            {
                while (outcomes.Reader.TryRead(out _))
                {
                }

                await Task.WhenAny(workers, outcomes.Reader.WaitToReadAsync(CancellationToken.None).AsTask()).ConfigureAwait(false);
            }
        }
    }

    private Task Start(
        JobQueue jobs, ChannelWriter<FileOutcome<TResult>> outcomes, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Exception? failure = null;
        int running = options.Jobs;
        for (int i = 0; i < options.Jobs; i++) new Thread(WorkOn) { IsBackground = true, Name = "Dicom.Cms file run" }.Start();
        return finished.Task;

        void WorkOn()
        {
            try
            {
                using RunBatch<TResult> batch = new(work, options, outcome => Write(outcomes, outcome));
                while (jobs.TryTake(out FileJob? job))
                {
                    stop.Token.ThrowIfCancellationRequested();
                    batch.Run(job, stop.Token);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
                stop.Cancel();
            }
            finally
            {
                if (Interlocked.Decrement(ref running) == 0)
                {
                    jobs.Dispose();
                    bool isCancelled = failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
                    outcomes.Complete(isCancelled ? new OperationCanceledException(cancellationToken) : failure);
                    finished.SetResult();
                }
            }
        }
    }

    private static void Write(ChannelWriter<FileOutcome<TResult>> outcomes, FileOutcome<TResult> outcome)
    {
        if (!outcomes.TryWrite(outcome)) outcomes.WriteAsync(outcome, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }
}
