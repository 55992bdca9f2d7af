namespace Dicom.Cms.Cli;

/// <summary>What `protect`, `recover` and `rewrap` have in common.</summary>
internal sealed record RunOptions
{
    public required IReadOnlyList<string> Inputs { get; init; }

    public required string Output { get; init; }

    public required int Jobs { get; init; }

    public required string? ReportPath { get; init; }

    public required bool Overwrites { get; init; }

    /// <summary>Whether outputs are named by the UIDs they hold, and do not mirror the inputs.</summary>
    public bool NamesByUid { get; init; }

    public required bool IsQuiet { get; init; }
}
