namespace Dicom.Cms.Cli;

/// <summary>How the work on one input ended.</summary>
internal abstract record FileOutcome(string InputPath);

/// <summary>The output stands complete under its name.</summary>
internal sealed record DoneOutcome(WorkItem Item, string OutputPath, OperationResult Result) : FileOutcome(Item.Input.Path);

/// <summary>A DICOMDIR, which is made anew from the outputs when all files are done.</summary>
internal sealed record DirectoryFoundOutcome(WorkItem Item) : FileOutcome(Item.Input.Path);

/// <summary>A DICOMDIR was made anew, or there is none and a reason.</summary>
internal sealed record DirectoryOutcome(string InputPath, string? OutputPath) : FileOutcome(InputPath)
{
    /// <summary>What was done, to follow "input -> output: "; where there is no output, why.</summary>
    public required string Description { get; init; }

    /// <summary>The files that it does not refer to, and why.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>A protected object was looked through.</summary>
internal sealed record VerifiedOutcome(string InputPath, VerificationReport Report) : FileOutcome(InputPath);

/// <summary>There is no output.</summary>
internal sealed record FailedOutcome(string InputPath, Failure Failure) : FileOutcome(InputPath);

/// <summary>Found in a folder, and not DICOM.</summary>
internal sealed record SkippedOutcome(string InputPath, string Reason) : FileOutcome(InputPath);
