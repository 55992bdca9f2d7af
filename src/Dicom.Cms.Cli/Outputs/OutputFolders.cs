namespace Dicom.Cms.Cli;

/// <summary>Makes the folders of outputs, and at the end takes away again those in which nothing came to stand.</summary>
internal sealed class OutputFolders : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _isNew = [];
    private readonly Stack<string> _made = new();

    /// <summary>Makes the folder of an output, and those around it. Called from several threads at once.</summary>
    /// <returns>Whether it was not there before the run: then no output of an earlier one stands in it.</returns>
    public bool MakeFor(string outputPath)
    {
        lock (_lock) return Make(Path.GetDirectoryName(Path.GetFullPath(outputPath))!);
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

    private bool Make(string folder)
    {
        if (_isNew.TryGetValue(folder, out bool isNew)) return isNew;
        _isNew[folder] = isNew = !Directory.Exists(folder);
        if (!isNew) return false;
        if (Path.GetDirectoryName(folder) is { } parent) Make(parent);
        Directory.CreateDirectory(folder);
        _made.Push(folder);
        return true;
    }
}
