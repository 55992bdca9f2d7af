using Dicom.Cms.Data;

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

/// <summary>What was done to one file. Holds tags, never values.</summary>
internal sealed record OperationResult
{
    /// <summary>The outcome as a word, for programs.</summary>
    public required string Outcome { get; init; }

    /// <summary>What was done, for people, to follow "input -> output: ".</summary>
    public required string Description { get; init; }

    /// <summary>The top-level Attributes protected or recovered.</summary>
    public required IReadOnlyList<Tag> Attributes { get; init; }

    public required IReadOnlyList<Warning> Warnings { get; init; }

    /// <summary>Further statements for the report, by name.</summary>
    public IReadOnlyDictionary<string, string> Statements { get; init; } = new Dictionary<string, string>();
}
