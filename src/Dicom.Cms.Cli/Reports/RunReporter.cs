namespace Dicom.Cms.Cli;

/// <summary>Says how each input ended: to the terminal, to the report, and in a last line. Called from several threads at once.</summary>
internal sealed class RunReporter(RunProgress progress, ReportFile? report, bool isQuiet)
{
    private readonly Lock _lock = new();
    private readonly VerificationTotals _verification = new();
    private readonly RunCounts _counts = new();

    /// <summary>Whether an input failed, or something was found in one.</summary>
    public bool HasFailures => _counts.Failed > 0 || _verification.Found > 0;

    public void Add(FileOutcome outcome)
    {
        lock (_lock)
        {
            report?.Write(outcome);
            _counts.Add(outcome);
            switch (outcome)
            {
                case DoneOutcome done:
                    WriteDone(done);
                    break;
                case DirectoryOutcome directory:
                    WriteDirectory(directory);
                    break;
                case VerifiedOutcome verified:
                    _verification.Add(verified.Report);
                    WriteVerified(verified);
                    break;
                case FailedOutcome failed:
                    progress.WriteErrorLine($"failed: {DisplayText.Clean(failed.InputPath)}: {failed.Failure.Message}");
                    break;
                case SkippedOutcome skipped:
                    progress.WriteErrorLine($"skipped: {DisplayText.Clean(skipped.InputPath)}: {skipped.Reason}");
                    break;
            }

            progress.Advance();
        }
    }

    public void WriteSummary(string participle)
    {
        if (isQuiet) return;
        if (!_counts.HasDicom) progress.WriteErrorLine("warning: no DICOM file was found");
        progress.WriteLine(_counts.Describe(participle));
    }

    /// <summary>The last lines of a search: how far it went, and what it came to.</summary>
    public void WriteVerification(bool hasKeys)
    {
        if (isQuiet) return;
        if (_verification.Objects + _counts.Failed == 0) progress.WriteErrorLine("warning: no DICOM file was found");
        foreach (string line in _verification.Describe(hasKeys)) progress.WriteLine(line);
        progress.WriteLine(
            $"{DisplayText.Count(_verification.Objects, "object")} verified, {_verification.Clean} clean, "
            + $"{_verification.Found} not clean, {_counts.Failed} failed, {_counts.Skipped} skipped");
    }

    private void WriteDirectory(DirectoryOutcome directory)
    {
        if (isQuiet) return;
        string input = DisplayText.Clean(directory.InputPath);
        string description = DisplayText.Clean(directory.Description);
        if (directory.OutputPath is null) progress.WriteErrorLine($"warning: {input}: {description}");
        else progress.WriteLine($"{input} -> {DisplayText.Clean(directory.OutputPath)}: {description}");
        foreach (Warning warning in directory.Warnings) progress.WriteErrorLine($"warning: {input}: {DisplayText.Clean(warning.Text)}");
    }

    private void WriteVerified(VerifiedOutcome verified)
    {
        string input = DisplayText.Clean(verified.InputPath);
        if (verified.Report.IsClean && !isQuiet) progress.WriteLine($"{input}: clean");
        foreach (VerificationFinding finding in verified.Report.Findings)
            progress.WriteLine($"{input}: {DisplayText.Clean(finding.ToString())}");
    }

    private void WriteDone(DoneOutcome done)
    {
        if (isQuiet) return;
        string input = DisplayText.Clean(done.InputPath);
        progress.WriteLine($"{input} -> {DisplayText.Clean(done.OutputPath)}: {done.Result.Description}");
        foreach (Warning warning in done.Result.Warnings) progress.WriteErrorLine($"warning: {input}: {DisplayText.Clean(warning.Text)}");
    }
}
