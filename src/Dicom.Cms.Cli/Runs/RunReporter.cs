namespace Dicom.Cms.Cli;

/// <summary>Says how each input ended: to the terminal, to the report, and in a last line. Called from several threads at once.</summary>
internal sealed class RunReporter(RunProgress progress, ReportFile? report, bool isQuiet)
{
    private readonly Lock _lock = new();
    private int _done;
    private int _failed;
    private int _skipped;

    public bool HasFailures => _failed > 0;

    public void Add(FileOutcome outcome)
    {
        lock (_lock)
        {
            report?.Write(outcome);
            switch (outcome)
            {
                case DoneOutcome done:
                    _done++;
                    WriteDone(done);
                    break;
                case FailedOutcome failed:
                    _failed++;
                    progress.WriteErrorLine($"failed: {DisplayText.Clean(failed.InputPath)}: {failed.Failure.Message}");
                    break;
                case SkippedOutcome skipped:
                    _skipped++;
                    progress.WriteErrorLine($"skipped: {DisplayText.Clean(skipped.InputPath)}: {skipped.Reason}");
                    break;
            }

            progress.Advance();
        }
    }

    public void WriteSummary(string participle)
    {
        if (isQuiet) return;
        if (_done + _failed == 0) progress.WriteErrorLine("warning: no DICOM file was found");
        progress.WriteLine($"{DisplayText.Count(_done, "file")} {participle}, {_failed} failed, {_skipped} skipped");
    }

    private void WriteDone(DoneOutcome done)
    {
        if (isQuiet) return;
        string input = DisplayText.Clean(done.InputPath);
        progress.WriteLine($"{input} -> {DisplayText.Clean(done.OutputPath)}: {done.Result.Description}");
        foreach (Warning warning in done.Result.Warnings) progress.WriteErrorLine($"warning: {input}: {DisplayText.Clean(warning.Text)}");
    }
}
