using System.Globalization;

namespace Dicom.Cms.Cli;

/// <summary>Re-wraps the files.</summary>
internal sealed class RewrapOperation(Rewrapper rewrapper) : LibraryOperation<RewrapResult>
{
    public override string Participle => "rewrapped";

    // It says nothing of recipients; but the files it refers to are new ones.
    public override FileOutcome? MeetDirectory(WorkItem item) => new DirectoryFoundOutcome(item);

    /// <inheritdoc/>
    protected override IAsyncEnumerable<FileOutcome<RewrapResult>> Start(
        IEnumerable<FileJob> jobs, FileRunOptions options, CancellationToken cancellationToken) =>
        rewrapper.RewrapFilesAsync(jobs, options, progress: null, cancellationToken);

    /// <inheritdoc/>
    protected override OperationResult Describe(RewrapResult result)
    {
        bool isChanged = result.ItemsChanged > 0;
        string left = result.ItemsLeft == 0 ? "" : $", {DisplayText.Count(result.ItemsLeft, "Item")} left as it was";
        return new OperationResult
        {
            Outcome = isChanged ? Participle : OperationResult.Unchanged,
            Description = isChanged
                ? $"rewrapped {DisplayText.Count(result.ItemsChanged, "Item")}, "
                    + $"{DisplayText.Count(result.RecipientsAdded, "recipient")} added, {result.RecipientsRemoved} removed{left}"
                : "copied unchanged: the recipients are as asked",
            Attributes = [],
            Warnings = result.Warnings,
            Statements = new Dictionary<string, string>
            {
                ["items"] = Text(result.ItemsChanged),
                ["itemsLeft"] = Text(result.ItemsLeft),
                ["recipientsAdded"] = Text(result.RecipientsAdded),
                ["recipientsRemoved"] = Text(result.RecipientsRemoved),
            },
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
