namespace Dicom.Cms.Cli;

/// <summary>Protects the files.</summary>
internal sealed class ProtectOperation(Deidentifier deidentifier) : LibraryOperation<ProtectionResult>
{
    public override string Participle => "protected";

    // What a DICOMDIR says of the objects it says in clear: it is never copied.
    public override FileOutcome? MeetDirectory(WorkItem item) => new DirectoryFoundOutcome(item);

    /// <inheritdoc/>
    protected override IAsyncEnumerable<FileOutcome<ProtectionResult>> Start(
        IEnumerable<FileJob> jobs, FileRunOptions options, CancellationToken cancellationToken) =>
        deidentifier.ProtectFilesAsync(jobs, options, progress: null, cancellationToken);

    /// <inheritdoc/>
    protected override OperationResult Describe(ProtectionResult result)
    {
        string items = result.EncryptedItems == 0 ? "without recovery" : DisplayText.Count(result.EncryptedItems, "Item");
        return new OperationResult
        {
            Outcome = Participle,
            Description = $"protected {DisplayText.Count(result.ProtectedAttributes.Count, "Attribute")}, {items}",
            Attributes = result.ProtectedAttributes,
            Warnings = result.Warnings,
        };
    }
}
