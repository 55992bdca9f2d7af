namespace Dicom.Cms;

/// <summary>How far a run over many files has come.</summary>
public sealed record FileRunProgress
{
    /// <summary>Files whose outputs are there.</summary>
    public required long Done { get; init; }

    /// <summary>Files that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Both numbers in a line.</summary>
    public override string ToString() => $"{Done} done, {Failed} failed";
}
