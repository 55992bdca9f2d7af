namespace Dicom.Cms.Cli;

/// <summary>How many inputs of a run ended in each way.</summary>
internal sealed class RunCounts
{
    private int _done;
    private int _unchanged;
    private int _directories;
    private int _directoriesWithoutOutput;

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Whether any input was DICOM, or meant to be.</summary>
    public bool HasDicom => _done + _unchanged + _directories + _directoriesWithoutOutput + Failed > 0;

    public void Add(FileOutcome outcome)
    {
        switch (outcome)
        {
            case DoneOutcome { Result.Outcome: OperationResult.Unchanged }: _unchanged++; break;
            case DoneOutcome: _done++; break;
            case DirectoryOutcome { OutputPath: null }: _directoriesWithoutOutput++; break;
            case DirectoryOutcome: _directories++; break;
            case FailedOutcome: Failed++; break;
            case SkippedOutcome: Skipped++; break;
        }
    }

    /// <summary>All counts in a line. The rare ones are named only if they are not 0.</summary>
    public string Describe(string participle)
    {
        List<string> parts = [$"{DisplayText.Count(_done, "file")} {participle}"];
        if (_unchanged > 0) parts.Add($"{_unchanged} unchanged");
        if (_directories > 0) parts.Add($"{DisplayText.Count(_directories, "DICOMDIR")} created");
        if (_directoriesWithoutOutput > 0) parts.Add($"{DisplayText.Count(_directoriesWithoutOutput, "DICOMDIR")} without an output");
        return string.Join(", ", [.. parts, $"{Failed} failed", $"{Skipped} skipped"]);
    }
}
