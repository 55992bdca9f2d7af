namespace Dicom.Cms.Cli;

/// <summary>How the work on one input ended.</summary>
internal abstract record FileOutcome(string InputPath);

/// <summary>The output stands complete under its name.</summary>
internal sealed record DoneOutcome(string InputPath, string OutputPath, OperationResult Result) : FileOutcome(InputPath);

/// <summary>There is no output.</summary>
internal sealed record FailedOutcome(string InputPath, Failure Failure) : FileOutcome(InputPath);

/// <summary>Found in a folder, and not DICOM.</summary>
internal sealed record SkippedOutcome(string InputPath, string Reason) : FileOutcome(InputPath);
