namespace Dicom.Cms.Cli;

/// <summary>
/// The files of one worker. Their outputs are flushed to disk and get their names some at a time, and are reported when they have them:
/// what a run says is done is on disk, whatever happens to its process.
/// </summary>
/// <param name="work">The work on one of them.</param>
/// <param name="options">Says how many workers share what is open, and whether outputs that exist are replaced.</param>
/// <param name="naming">Gives each output its name once it is there; null where it has it already.</param>
/// <param name="report">Gets the outcomes.</param>
internal sealed class FileBatch(FileWork work, RunOptions options, UidNaming? naming, Action<FileOutcome> report) : IDisposable
{
    private const int MostFiles = 32;
    private const int MostFilesOfAllWorkers = 512; // A process may often have no more than 1,024 files open.
    private const long MostOctets = 64 << 20;
    private const long LongestWait = 1_000; // Milliseconds, as far as one file does not take longer: who looks on sees that it goes on.

    private readonly int _mostFiles = Math.Clamp(MostFilesOfAllWorkers / options.Jobs, 1, MostFiles);
    private readonly OutputBatch _outputs = new() { Overwrites = options.Overwrites || naming is not null };
    private readonly List<DoneOutcome> _waiting = [];
    private long _since;

    private bool IsDue => _waiting.Count > 0
        && (_waiting.Count >= _mostFiles || _outputs.Length >= MostOctets || Environment.TickCount64 - _since >= LongestWait);

    /// <summary>Works on one file.</summary>
    public void Run(WorkItem item, CancellationToken cancellationToken)
    {
        FileOutcome outcome = work.Run(item, _outputs, cancellationToken);
        if (outcome is DoneOutcome done)
        {
            if (_waiting.Count == 0) _since = Environment.TickCount64;
            _waiting.Add(done);
        }
        else
        {
            report(outcome);
        }

        if (IsDue) Complete();
    }

    /// <summary>Completes what waits: also where the run was interrupted, for it is done.</summary>
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

    // All outputs have their names before the first is reported: a report that cannot be written must not have them named twice.
    private void Complete()
    {
        DoneOutcome[] completed = [.. _waiting];
        _waiting.Clear();
        IReadOnlyList<OutputFailure> failures = _outputs.Complete();
        FileOutcome[] outcomes = Array.ConvertAll(completed, done => OutcomeOf(done, failures));
        foreach (FileOutcome outcome in outcomes) report(outcome);
    }

    private FileOutcome OutcomeOf(DoneOutcome done, IReadOnlyList<OutputFailure> failures)
    {
        try
        {
            if (failures.Count > 0 && failures.FirstOrDefault(failure => failure.Path == Path.GetFullPath(done.OutputPath)) is { } failed)
                return new FailedOutcome(done.InputPath, Failure.Of(failed.Exception));
            return naming is null ? done : done with { OutputPath = naming.Rename(done.OutputPath) };
        }
        catch (Exception exception)
        {
            return new FailedOutcome(done.InputPath, Failure.Of(exception));
        }
    }
}
