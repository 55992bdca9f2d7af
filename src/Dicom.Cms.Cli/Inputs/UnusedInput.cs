namespace Dicom.Cms.Cli;

/// <summary>Something in a folder that is not worked on, and why.</summary>
internal sealed record UnusedInput(string Path, string Reason)
{
    /// <summary>Whether it should have been worked on, and could not be reached.</summary>
    public required bool IsFailure { get; init; }
}
