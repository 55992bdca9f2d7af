using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>The work on one file, with everything that can go wrong turned into an outcome.</summary>
internal static class FileWork
{
    private const int MarkerOffset = 128; // PS3.10 7.1

    public static async Task<FileOutcome> RunAsync(WorkItem item, FileOperation operation, bool overwrites, CancellationToken cancellationToken)
    {
        string input = item.Input.Path;
        try
        {
            // A pipe has no length either, and opening one could wait for ever.
            if (new FileInfo(item.Input.RealPath).Length == 0) throw new DicomFormatException("The file is empty, or no file at all.");
            if (!overwrites && (File.Exists(item.OutputPath) || Directory.Exists(item.OutputPath)))
                return new FailedOutcome(input, new Failure("output-exists", $"{DisplayText.Clean(item.OutputPath)} exists; --overwrite replaces it"));

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(item.OutputPath))!);
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

    // DICOM, though damaged, if it says so itself, or reads up to its last element; anything else is some other file.
    private static bool IsMeantAsDicom(string path)
    {
        if (Path.GetExtension(path).Equals(".dcm", StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
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
