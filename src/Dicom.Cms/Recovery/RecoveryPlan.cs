namespace Dicom.Cms;

/// <summary>What is to be written, and what will be said about it.</summary>
/// <param name="Parts">
/// The output from its first byte; of one that is to be deflated, the first part is what stands before the data set.
/// </param>
/// <param name="IsDeflated">Whether the data set is to be deflated.</param>
/// <param name="Result">The result.</param>
internal sealed record RecoveryPlan(IReadOnlyList<OutputPart> Parts, bool IsDeflated, RecoveryResult Result)
{
    /// <summary>The key of the tags that are checked while bulk values are copied; null where there is nothing left to check.</summary>
    public ItemKey? BulkKey { get; init; }
}
