using System.Collections.Concurrent;

namespace Dicom.Cms.Cli;

/// <summary>The DICOMDIRs of a run: each is made anew from the outputs below its folder, once all of them are there.</summary>
internal sealed class DirectoryWork(RunOptions options, OutputMapping outputs)
{
    private readonly ConcurrentBag<WorkItem> _directories = [];

    /// <summary>Takes note of an outcome.</summary>
    /// <returns>Whether it is a DICOMDIR, whose outcome comes later.</returns>
    public bool TryTake(FileOutcome outcome)
    {
        if (outcome is DoneOutcome done) done.Item.Input.NoteOutput();
        if (outcome is not DirectoryFoundOutcome found) return false;
        _directories.Add(found.Item);
        return true;
    }

    /// <summary>Makes the DICOMDIRs.</summary>
    public IEnumerable<FileOutcome> Run(CancellationToken cancellationToken)
    {
        foreach (WorkItem item in _directories.OrderBy(item => item.Input.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Make(item, cancellationToken);
        }
    }

    private FileOutcome Make(WorkItem item, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(item.OutputPath))!;
        if (ReasonAgainst(item) is { } reason) return None(item, folder, reason);
        if (!options.Overwrites && Path.Exists(item.OutputPath))
            return new FailedOutcome(
                item.Input.Path, Failure.Of(new OutputExistsException($"{item.OutputPath} exists; --overwrite replaces it")));

        string[] files =
        [
            .. outputs.ListBelow(folder)
                .Where(other => other.Input.HasOutput)
                .Select(other => Path.GetRelativePath(folder, Path.GetFullPath(other.OutputPath))),
        ];
        if (files.Length == 0) return None(item, folder, "there is no protected file below it");
        try
        {
            FileSetDirectoryResult result = FileSetDirectory.Create(folder, files, cancellationToken);
            string description =
                $"made anew with {DisplayText.Count(result.Records, "record")} of {DisplayText.Count(result.Files, "file")}";
            return new DirectoryOutcome(item.Input.Path, item.OutputPath) { Description = description, Warnings = result.Warnings };
        }
        catch (FileSetException exception)
        {
            return None(item, folder, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new FailedOutcome(item.Input.Path, Failure.Of(exception));
        }
    }

    private string? ReasonAgainst(WorkItem item)
    {
        string name = Path.GetFileName(item.Input.Path);
        if (options.NamesByUid) return "the names that --names uid gives are no File IDs";
        return name == FileSetDirectory.FileName ? null : $"the File ID of a DICOMDIR is {FileSetDirectory.FileName}, not {name}";
    }

    private static DirectoryOutcome None(WorkItem item, string folder, string reason) =>
        new(item.Input.Path, null) { Description = $"no DICOMDIR was created in {folder}: {reason}" };
}
