namespace Dicom.Cms;

/// <summary>
/// Writes small files the way all outputs are written: complete or not at all, over no link and into nothing that is there.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name that cannot be foreseen, flushes it to disk, and then gives it its name. A link that stands
    /// under that name is replaced, not followed.
    /// </summary>
    /// <param name="path">The path. Its folder exists.</param>
    /// <param name="content">Everything the file holds.</param>
    /// <param name="holdsSecret">Whether only its owner may read it (mode 0600 where the system has modes).</param>
    /// <param name="overwrites">Whether what has that name is replaced; else the call fails.</param>
    /// <exception cref="IOException">It cannot be written, or something has that name.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool holdsSecret, bool overwrites)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using OutputFile file = OutputFile.Create(path, holdsSecret);
        file.Buffer.Write(0, content);
        file.Commit(overwrites);
    }
}
