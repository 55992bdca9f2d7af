namespace Dicom.Cms.Cli;

/// <summary>How an operation on one file ended.</summary>
/// <param name="Job">The file.</param>
/// <param name="Result">What was done; null where it failed.</param>
/// <param name="Exception">Why it failed; null where it is done.</param>
internal readonly record struct OperationOutcome(ItemJob Job, OperationResult? Result, Exception? Exception);

/// <summary>A file of the library's run that carries the input of ours.</summary>
internal sealed class ItemJob : FileJob
{
    /// <summary>The input, and where its output goes.</summary>
    public required WorkItem Item { get; init; }
}
