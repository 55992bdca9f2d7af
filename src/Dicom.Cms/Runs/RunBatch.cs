namespace Dicom.Cms;

/// <summary>
/// The files of one thread of a run. Their outputs are flushed to disk and get their names some at a time, and are reported when they have
/// them: what a run says is done is on disk, whatever happens to its process.
/// </summary>
/// <typeparam name="TResult">What is done with a file.</typeparam>
/// <param name="work">Works on one file.</param>
/// <param name="options">How the run is done.</param>
/// <param name="report">Gets the outcomes.</param>
internal sealed class RunBatch<TResult>(
    Func<FileJob, OutputBatch, CancellationToken, TResult> work, FileRunOptions options, Action<FileOutcome<TResult>> report) : IDisposable
    where TResult : class
{
    private const int MostFiles = 32;
    private const int MostFilesOfAllThreads = 512; // A process may often have no more than 1,024 files open.
    private const long MostOctets = 64 << 20;
    private const long LongestWait = 1_000; // Milliseconds, as far as one file does not take longer: who looks on sees that it goes on.

    private readonly int _mostFiles = Math.Clamp(MostFilesOfAllThreads / options.Jobs, 1, MostFiles);
    private readonly OutputBatch _outputs = new() { Overwrites = options.Overwrites };
    private readonly List<FileOutcome<TResult>> _waiting = [];
    private long _since;

    private bool IsDue => _waiting.Count > 0
        && (_waiting.Count >= _mostFiles || _outputs.Length >= MostOctets || Environment.TickCount64 - _since >= LongestWait);

    /// <summary>Works on one file.</summary>
    /// <exception cref="OperationCanceledException">The run is to end.</exception>
    public void Run(FileJob job, CancellationToken cancellationToken)
    {
        FileOutcome<TResult> outcome = Work(job, cancellationToken);
        if (!outcome.IsDone)
        {
            report(outcome);
        }
        else
        {
            if (_waiting.Count == 0) _since = Environment.TickCount64;
            _waiting.Add(outcome);
        }

        if (IsDue) Complete();
    }

    /// <summary>Completes what waits: also where the run was cancelled, for it is done.</summary>
    public void Dispose()
    {
        try
        {
            Complete();
        }
        finally
        {
            _outputs.Dispose();
        }
    }

    private FileOutcome<TResult> Work(FileJob job, CancellationToken cancellationToken)
    {
        try
        {
            Prepare(job.OutputPath);
            return new FileOutcome<TResult> { Job = job, Result = work(job, _outputs, cancellationToken) };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            return new FileOutcome<TResult> { Job = job, Exception = exception };
        }
    }

    private void Prepare(string outputPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        if (options.CreatesFolders) Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(outputPath))!);
        if (!options.Overwrites && Path.Exists(outputPath)) throw new IOException($"{outputPath} exists.");
    }

    // All outputs have their names before the first is reported: a caller that ends the run must not have them named twice.
    private void Complete()
    {
        FileOutcome<TResult>[] completed = [.. _waiting];
        _waiting.Clear();
        IReadOnlyList<OutputFailure> failures = _outputs.Complete();
        foreach (FileOutcome<TResult> outcome in completed)
        {
            Exception? failure = failures.Count == 0 ? null
                : failures.FirstOrDefault(failed => failed.Path == Path.GetFullPath(outcome.Job.OutputPath))?.Exception;
            report(failure is null ? outcome : new FileOutcome<TResult> { Job = outcome.Job, Exception = failure });
        }
    }
}
