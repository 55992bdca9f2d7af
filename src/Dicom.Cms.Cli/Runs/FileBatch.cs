namespace Dicom.Cms.Cli;

/// <summary>
/// The files of one worker. Their outputs are flushed to disk and get their names some at a time, and are reported when they have them: what a
/// run says is done is on disk, whatever happens to the run.
/// </summary>
/// <param name="work">The work on one of them.</param>
/// <param name="naming">Gives each output its name once it is there; null where it has it already.</param>
/// <param name="report">Gets the outcomes.</param>
internal sealed class FileBatch(FileWork work, UidNaming? naming, Action<FileOutcome> report) : IDisposable
{
    /// <summary>Files that wait at most.</summary>
    public const int MostFiles = 32;

    private const long MostOctets = 64 << 20;
    private const long LongestWait = 1_000; // Milliseconds: who looks on sees that it goes on.

    private readonly OutputBatch _outputs = new();
    private readonly List<DoneOutcome> _waiting = [];
    private long _since;

    /// <summary>Works on one file.</summary>
    public void Run(WorkItem item, CancellationToken cancellationToken)
    {
        FileOutcome outcome = work.Run(item, _outputs, cancellationToken);
        if (outcome is not DoneOutcome done)
        {
            report(outcome);
            return;
        }

        if (_waiting.Count == 0) _since = Environment.TickCount64;
        _waiting.Add(done);
        if (_waiting.Count >= MostFiles || _outputs.Length >= MostOctets || Environment.TickCount64 - _since >= LongestWait) Complete();
    }

    /// <summary>Completes what waits: also where the run was interrupted, for it is done.</summary>
    public void Dispose()
    {
        Complete();
        _outputs.Dispose();
    }

    private void Complete()
    {
        IReadOnlyList<OutputFailure> failures = _outputs.Complete();
        foreach (DoneOutcome done in _waiting) report(OutcomeOf(done, failures));
        _waiting.Clear();
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
