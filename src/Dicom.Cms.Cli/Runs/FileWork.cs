using System.Runtime.ExceptionServices;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>What is done around the work on each file, with everything that can go wrong turned into an outcome.</summary>
/// <param name="operation">What is done.</param>
/// <param name="folders">Makes the folders of outputs.</param>
/// <param name="overwrites">Whether an output that exists is replaced.</param>
/// <param name="naming">Gives each output its name once it is there; null where it has it already.</param>
internal sealed class FileWork(FileOperation operation, OutputFolders folders, bool overwrites, UidNaming? naming)
{
    /// <summary>Makes ready for the work on a file.</summary>
    /// <returns>Null where all is ready; else how it ended.</returns>
    public FileOutcome? Prepare(WorkItem item, CancellationToken cancellationToken) => Guard(item.Input, () =>
    {
        string output = item.OutputPath;
        bool isNewFolder = folders.MakeFor(output);
        if (!isNewFolder && !overwrites && Path.Exists(output))
            throw new OutputExistsException($"{output} exists; --overwrite replaces it");
        return null;
    }, cancellationToken);

    /// <summary>How the work on a file ended.</summary>
    public FileOutcome OutcomeOf(OperationOutcome outcome) => Guard(outcome.Job.Item.Input, () =>
    {
        ItemJob job = outcome.Job;
        WorkItem item = job.Item;
        if (outcome.Exception is not { } exception)
            return new DoneOutcome(item, naming is null ? job.OutputPath : naming.Rename(job.OutputPath), outcome.Result!);
        bool mayBeDirectory = item.Input.IsFromFolder && exception is ProtectionException or RecoveryException;
        if (mayBeDirectory && FileSetDirectory.IsDirectory(item.Input.RealPath) && operation.MeetDirectory(item) is { } met) return met;
        ExceptionDispatchInfo.Throw(exception);
        return null;
    }, CancellationToken.None)!; // What is done is told, also after an interruption.

    /// <summary>Does the work on a file; whatever it throws, cancellation apart, becomes an outcome.</summary>
    public static FileOutcome? Guard(InputFile file, Func<FileOutcome?> work, CancellationToken cancellationToken)
    {
        string input = file.Path;
        try
        {
            RefuseEmpty(file.RealPath);
            return work();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (DicomFormatException exception) when (file.IsFromFolder && !IsMeantAsDicom(file.RealPath))
        {
            return new SkippedOutcome(input, Failure.Of(exception, file.RealPath).Message);
        }
        catch (Exception exception)
        {
            return new FailedOutcome(input, Failure.Of(exception, file.RealPath));
        }
    }

    /// <summary>Refuses what has no length. A pipe has none either, and to open one could be to wait for ever.</summary>
    /// <exception cref="DicomFormatException">It has none.</exception>
    public static void RefuseEmpty(string path)
    {
        if (new FileInfo(path).Length == 0) throw new DicomFormatException("The file is empty, or a pipe or device.");
    }

    // DICOM, though damaged, if it says so itself, or reads up to its last element; anything else is some other file.
    private static bool IsMeantAsDicom(string path)
    {
        if (Path.GetExtension(path).Equals(".dcm", StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
            RefuseEmpty(path);
            using ByteSource source = ByteSource.OpenFile(path);
            if (DicomShape.HasMarker(source)) return true;
            using DicomObject file = DicomObject.Read(source);
            return true;
        }
        catch (Exception exception) when (exception is DicomFormatException or IOException)
        {
            return false;
        }
    }
}
