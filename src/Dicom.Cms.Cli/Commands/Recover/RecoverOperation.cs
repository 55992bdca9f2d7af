using System.Globalization;
namespace Dicom.Cms.Cli;

/// <summary>Recovers the files.</summary>
internal sealed class RecoverOperation(Reidentifier reidentifier) : LibraryOperation<RecoveryResult>
{
    public override string Participle => "recovered";

    public override FileOutcome? MeetDirectory(WorkItem item) =>
        new SkippedOutcome(item.Input.Path, "a DICOMDIR, which holds nothing to recover");

    /// <inheritdoc/>
    protected override IAsyncEnumerable<FileOutcome<RecoveryResult>> Start(
        IEnumerable<FileJob> jobs, FileRunOptions options, CancellationToken cancellationToken) =>
        reidentifier.RecoverFilesAsync(jobs, options, progress: null, cancellationToken);

    /// <inheritdoc/>
    protected override OperationResult Describe(RecoveryResult result)
    {
        (string outcome, string integrity, string binding) = (NameOf(result.Outcome), NameOf(result.Integrity), NameOf(result.Binding));
        string others = result.ItemsForOthers == 0 ? "" : $", {DisplayText.Count(result.ItemsForOthers, "Item")} for others";
        return new OperationResult
        {
            Outcome = outcome,
            Description = $"{outcome}, {DisplayText.Count(result.RecoveredAttributes.Count, "Attribute")} recovered, "
                + $"integrity {integrity}, binding {binding}{others}",
            Attributes = result.RecoveredAttributes,
            Warnings = result.Warnings,
            Altered = result.AlteredAttributes,
            Statements = StatementsOf(result, integrity, binding),
        };
    }

    private static Dictionary<string, string> StatementsOf(RecoveryResult result, string integrity, string binding)
    {
        Dictionary<string, string> statements = new() { ["integrity"] = integrity, ["binding"] = binding };
        if (result.ProtectionTime is { } time)
            statements["protectionTime"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return statements;
    }

    private static string NameOf(RecoveryOutcome outcome) => outcome switch
    {
        RecoveryOutcome.Original => "original",
        RecoveryOutcome.Restored => "restored",
        _ => "standard",
    };

    private static string NameOf(RecoveryIntegrity integrity) => integrity switch
    {
        RecoveryIntegrity.Authenticated => "authenticated",
        RecoveryIntegrity.DigestOnly => "digest-only",
        _ => "not-protected",
    };

    private static string NameOf(RecoveryBinding binding) => binding switch
    {
        RecoveryBinding.Bound => "bound",
        RecoveryBinding.NoRecord => "no-record",
        _ => "mismatch",
    };
}
