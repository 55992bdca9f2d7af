namespace Dicom.Cms.Cli;

/// <summary>What is done to each file of a run. Called from several threads at once.</summary>
internal abstract class FileOperation
{
    /// <summary>What was done, as a word: "protected", "recovered".</summary>
    public abstract string Participle { get; }

    /// <summary>What becomes of a DICOMDIR that was found in a folder; null where it is worked on as any other file.</summary>
    public virtual FileOutcome? MeetDirectory(WorkItem item) => null;

    /// <summary>Works on one file; the output appears with the others of the batch, complete or not at all.</summary>
    public abstract OperationResult Run(string inputPath, string outputPath, OutputBatch batch, CancellationToken cancellationToken);
}
