namespace Dicom.Cms;

/// <summary>
/// Outputs that appear together: each waits, whole, under a temporary name in its folder, until <see cref="Complete"/> has flushed all of them
/// to disk and gives them their names. To flush several costs little more than one, which is what a folder of small files is slowed down by.
/// </summary>
/// <remarks>
/// Keep a batch short, some dozens of files: they stay open, and what waits is lost with the process. For one thread; several take one each.
/// </remarks>
public sealed class OutputBatch : IDisposable
{
    private readonly List<OutputFile> _waiting = [];

    /// <summary>How many outputs wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Octets of the outputs that wait.</summary>
    public long Length { get; private set; }

    /// <summary>Flushes the outputs to disk and gives them their names. The batch is then empty and may go on.</summary>
    /// <returns>The outputs of which the one or the other failed, and why; nothing is left of them. Empty where all are there.</returns>
    public IReadOnlyList<OutputFailure> Complete()
    {
        List<OutputFailure> failures = [];
        List<OutputFile> flushed = [];
        foreach (OutputFile file in _waiting)
        {
            if (Try(file, file.Flush, failures)) flushed.Add(file);
        }

        foreach (OutputFile file in flushed)
        {
            if (Try(file, file.Rename, failures)) file.Dispose();
        }

        Clear();
        return failures;
    }

    /// <summary>Drops the outputs that wait.</summary>
    public void Dispose()
    {
        foreach (OutputFile file in _waiting) file.Dispose();
        Clear();
    }

    internal void Add(OutputFile file)
    {
        _waiting.Add(file);
        Length += file.Length;
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
            failures.Add(new OutputFailure(file.Path, exception));
            file.Dispose();
            return false;
        }
    }

    private void Clear()
    {
        _waiting.Clear();
        Length = 0;
    }
}
