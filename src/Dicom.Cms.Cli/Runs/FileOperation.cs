namespace Dicom.Cms.Cli;

/// <summary>What is done to the files of a run.</summary>
internal abstract class FileOperation
{
    /// <summary>What was done, as a word: "protected", "recovered".</summary>
    public abstract string Participle { get; }

    /// <summary>What becomes of a DICOMDIR that was found in a folder; null where it is worked on as any other file.</summary>
    public virtual FileOutcome? MeetDirectory(WorkItem item) => null;

    /// <summary>Works on the files, and gives each outcome once its output is there.</summary>
    public abstract IAsyncEnumerable<OperationOutcome> RunAsync(
        IEnumerable<ItemJob> jobs, FileRunOptions options, CancellationToken cancellationToken);
}
