using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What is to be written, and what will be said about it.</summary>
/// <param name="Prefix">Everything before the data set.</param>
/// <param name="DataSet">The data set, in parts.</param>
/// <param name="DeflatedSuffix">What follows a deflate stream.</param>
/// <param name="IsDeflated">Whether the data set is to be deflated.</param>
/// <param name="Result">The result.</param>
internal sealed record RecoveryPlan(
    ReadOnlyMemory<byte> Prefix, IReadOnlyList<OutputPart> DataSet, ReadOnlyMemory<byte> DeflatedSuffix, bool IsDeflated,
    RecoveryResult Result)
{
    /// <summary>The key of the tags that are checked while bulk values are copied; empty where there is nothing left to check.</summary>
    public ReadOnlyMemory<byte> BulkKey { get; init; }
}
