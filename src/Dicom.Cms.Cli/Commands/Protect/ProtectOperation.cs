namespace Dicom.Cms.Cli;

/// <summary>Protects one file.</summary>
internal sealed class ProtectOperation(Deidentifier deidentifier) : FileOperation
{
    public override string Participle => "protected";

    // What a DICOMDIR says of the objects it says in clear: it is never copied.
    public override FileOutcome? MeetDirectory(WorkItem item) => new DirectoryFoundOutcome(item);

    public override OperationResult Run(string inputPath, string outputPath, OutputBatch batch, CancellationToken cancellationToken)
    {
        ProtectionResult result = deidentifier.Protect(inputPath, outputPath, batch, cancellationToken);
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
