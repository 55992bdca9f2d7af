namespace Dicom.Cms;

/// <summary>
/// Outputs that appear together: each waits, whole, under a temporary name in its folder, until <see cref="Complete"/> has flushed all
/// of them to disk and gives them their names. To flush several costs little more than one, which is what a folder of small files is
/// slowed down by.
/// </summary>
/// <remarks>
/// Keep a batch short, some dozens of files: they stay open, and what waits is lost with the process. For one thread;
/// several take one each.
/// </remarks>
internal sealed class OutputBatch : IDisposable
{
    private readonly List<OutputFile> _waiting = [];

    /// <summary>Whether an output that is there already is replaced; else it fails.</summary>
    public bool Overwrites { get; init; } = true;

    /// <summary>How many outputs wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Octets of the outputs that wait.</summary>
    public long Length { get; private set; }

    /// <summary>Flushes the outputs to disk and gives them their names. The batch is then empty and may go on.</summary>
    /// <returns>
    /// The outputs of which the one or the other failed, and why. They are not there; a temporary file may be, where it could not be
    /// deleted. Empty where all went well.
    /// </returns>
    public IReadOnlyList<OutputFailure> Complete()
    {
        OutputFile[] waiting = Take();
        List<OutputFailure> failures = [];
        List<OutputFile> flushed = [];
        foreach (OutputFile file in waiting)
        {
            if (Try(file, file.Flush, failures)) flushed.Add(file);
        }

        HashSet<string> folders = [];
        foreach (OutputFile file in flushed)
        {
            if (Try(file, () => file.Rename(Overwrites), failures)) folders.Add(Path.GetDirectoryName(file.FullPath)!);
        }

        foreach (string folder in folders) FolderFlush.Flush(folder);
        foreach (OutputFile file in waiting) Close(file);
        return failures.AsReadOnly();
    }

    /// <summary>Drops the outputs that wait.</summary>
    public void Dispose()
    {
        foreach (OutputFile file in Take()) Close(file);
    }

    /// <exception cref="ArgumentException">An output waits for this very path.</exception>
    public void RefuseSecond(string path)
    {
        string full = Path.GetFullPath(path);
        if (_waiting.Exists(file => file.FullPath.Equals(full, OutputFile.PathComparison)))
            throw new ArgumentException("Two outputs of a batch have one path.", nameof(path));
    }

    public void Add(OutputFile file)
    {
        Length += file.Length;
        _waiting.Add(file);
    }

    private OutputFile[] Take()
    {
        OutputFile[] waiting = [.. _waiting];
        _waiting.Clear();
        Length = 0;
        return waiting;
    }

    private static bool Try(OutputFile file, Action step, List<OutputFailure> failures)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Add(new OutputFailure(file.FullPath, exception));
            return false;
        }
    }

    private static void Close(OutputFile file)
    {
        try
        {
            file.Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Where an output fails because its folder is gone, deleting the temporary file fails too. The first failure is the one told.
        }
    }
}
