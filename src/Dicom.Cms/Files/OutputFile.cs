using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// An output under a temporary name in its folder, <c>.NAME.partial</c>, until it is complete: flushed, then renamed. A killed process
/// may leave one, which the next run writes over.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const int MaxLinks = 40; // As many as Linux follows.

    /// <summary>How paths are compared here.</summary>
    public static readonly StringComparison PathComparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _partialPath;
    private readonly FileStream _stream;
    private bool _committed;

    private OutputFile(string path, string partialPath, FileStream stream)
    {
        FullPath = path;
        _partialPath = partialPath;
        _stream = stream;
        Buffer = OutputBuffer.InFile(stream.SafeFileHandle);
    }

    /// <summary>The full path that it gets.</summary>
    public string FullPath { get; }

    public OutputBuffer Buffer { get; }

    /// <summary>Octets, as long as it is open.</summary>
    public long Length => RandomAccess.GetLength(_stream.SafeFileHandle);

    /// <summary>Opens the temporary file.</summary>
    public static OutputFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string partial = PartialPathOf(full);
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        return new OutputFile(full, partial, new FileStream(partial, options));
    }

    /// <summary>Refuses an output that is the input, by whatever name, or would be written under the input's.</summary>
    /// <exception cref="ArgumentException">They are one file.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static void RefuseSameFile(string input, string output)
    {
        // The input exists. What does not, under either name, is not the input: to find that out is cheaper than to follow every link.
        string target = Path.GetFullPath(output), partial = PartialPathOf(target);
        if (!Path.Exists(target) && !Path.Exists(partial)) return;

        string source = Resolve(Path.GetFullPath(input));
        bool isSame = string.Equals(source, Resolve(target), PathComparison) || string.Equals(source, Resolve(partial), PathComparison);
        if (isSame)
            throw new ArgumentException("Output and input are the same file. The input is never modified.", nameof(output));
    }

    /// <summary>Makes the output appear under its name, complete.</summary>
    public void Commit()
    {
        Flush();
        Rename(overwrites: true);
    }

    /// <summary>Has the system write all of it to disk, and closes it.</summary>
    public void Flush()
    {
        RandomAccess.FlushToDisk(_stream.SafeFileHandle);
        _stream.Dispose();
    }

    /// <summary>Gives it its name.</summary>
    public void Rename(bool overwrites)
    {
        File.Move(_partialPath, FullPath, overwrites);
        _committed = true;
    }

    /// <summary>Leaves nothing behind unless it was committed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_committed) File.Delete(_partialPath);
    }

    private static string PartialPathOf(string fullPath) =>
        Path.Combine(Path.GetDirectoryName(fullPath) ?? ".", $".{Path.GetFileName(fullPath)}.partial");

    /// <summary>A path without links, at its end and on the way. What does not exist yet is taken as it stands.</summary>
    private static string Resolve(string fullPath, int links = MaxLinks)
    {
        if (links == 0) throw new IOException("Too many symbolic links.");
        string path = Path.TrimEndingDirectorySeparator(fullPath);
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        string joined = Path.Combine(Resolve(parent, links), Path.GetFileName(path));
        return new FileInfo(joined).LinkTarget is { } target
            ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(joined)!), links - 1)
            : joined;
    }
}
