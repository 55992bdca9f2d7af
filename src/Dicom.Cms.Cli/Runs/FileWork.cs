using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>The work on one file, with everything that can go wrong turned into an outcome.</summary>
/// <param name="operation">What is done.</param>
/// <param name="folders">Makes the folders of outputs.</param>
/// <param name="overwrites">Whether an output that exists is replaced.</param>
internal sealed class FileWork(FileOperation operation, OutputFolders folders, bool overwrites)
{
    public FileOutcome Run(WorkItem item, OutputBatch batch, CancellationToken cancellationToken)
    {
        string input = item.Input.Path;
        return Guard(item.Input, RunCore, cancellationToken);

        FileOutcome RunCore()
        {
            string output = item.OutputPath;
            bool isNewFolder = folders.MakeFor(output);
            if (!isNewFolder && !overwrites && Path.Exists(output))
                throw new OutputExistsException($"{output} exists; --overwrite replaces it");
            try
            {
                OperationResult result = operation.Run(input, output, batch, cancellationToken);
                return new DoneOutcome(item, output, result);
            }
            catch (Exception exception) when (item.Input.IsFromFolder && exception is ProtectionException or RecoveryException
                && FileSetDirectory.IsDirectory(item.Input.RealPath) && operation.MeetDirectory(item) is not null)
            {
                return operation.MeetDirectory(item)!;
            }
        }
    }

    /// <summary>Does the work on a file; whatever it throws, cancellation apart, becomes an outcome.</summary>
    public static FileOutcome Guard(InputFile file, Func<FileOutcome> work, CancellationToken cancellationToken)
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
