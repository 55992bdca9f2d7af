namespace Dicom.Cms.Cli;

/// <summary>Makes the folders of outputs, and at the end takes away again those in which nothing came to stand.</summary>
internal sealed class OutputFolders : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _present = [];
    private readonly Stack<string> _made = new();

    /// <summary>Makes the folder of an output, and those around it. Called from several threads at once.</summary>
    public void MakeFor(string outputPath)
    {
        lock (_lock) Make(Path.GetDirectoryName(Path.GetFullPath(outputPath))!);
    }

    /// <summary>What was made last is looked at first: inner folders before those around them.</summary>
    public void Dispose()
    {
        while (_made.TryPop(out string? folder))
        {
            try
            {
                if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // An empty folder that stays harms nobody.
            }
        }
    }

    private void Make(string folder)
    {
        if (!_present.Add(folder) || Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(folder) is { } parent) Make(parent);
        Directory.CreateDirectory(folder);
        _made.Push(folder);
    }
}
