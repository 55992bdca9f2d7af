using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>The work on one file, with everything that can go wrong turned into an outcome.</summary>
/// <param name="operation">What is done.</param>
/// <param name="folders">Makes the folders of outputs.</param>
/// <param name="overwrites">Whether an output that exists is replaced.</param>
internal sealed class FileWork(FileOperation operation, OutputFolders folders, bool overwrites)
{
    private const int MarkerOffset = 128; // PS3.10 7.1

    public async Task<FileOutcome> RunAsync(WorkItem item, CancellationToken cancellationToken)
    {
        string input = item.Input.Path;
        try
        {
            RefuseEmpty(item.Input.RealPath);
            if (!overwrites && (File.Exists(item.OutputPath) || Directory.Exists(item.OutputPath)))
                return new FailedOutcome(input, new Failure("output-exists", $"{DisplayText.Clean(item.OutputPath)} exists; --overwrite replaces it"));

            folders.MakeFor(item.OutputPath);
            OperationResult result = await operation.RunAsync(input, item.OutputPath, cancellationToken).ConfigureAwait(false);
            return new DoneOutcome(input, item.OutputPath, result);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (DicomFormatException exception) when (item.Input.IsFromFolder && !IsMeantAsDicom(item.Input.RealPath))
        {
            return new SkippedOutcome(input, $"not DICOM: {Failure.Of(exception).Message}");
        }
        catch (Exception exception)
        {
            return new FailedOutcome(input, Failure.Of(exception));
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
            if (source.Length >= MarkerOffset + 4 && source.ReadRange(MarkerOffset, 4).Span.SequenceEqual("DICM"u8)) return true;
            using DicomFile file = DicomFile.Read(source);
            return true;
        }
        catch (Exception exception) when (exception is DicomFormatException or IOException)
        {
            return false;
        }
    }
}
