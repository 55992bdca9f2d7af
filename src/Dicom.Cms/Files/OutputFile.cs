using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// An output under a temporary name in its folder, <c>.NAME.partial</c>, until it is complete: flushed, then renamed. A killed process
/// may leave one, which the next run writes over.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _partialPath;
    private readonly FileStream _stream;
    private bool _committed;

    private OutputFile(string path, string partialPath, FileStream stream)
    {
        _path = path;
        _partialPath = partialPath;
        _stream = stream;
        Buffer = OutputBuffer.InFile(stream.SafeFileHandle);
    }

    public OutputBuffer Buffer { get; }

    /// <summary>Opens the temporary file.</summary>
    public static OutputFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string partial = Path.Combine(Path.GetDirectoryName(full) ?? ".", $".{Path.GetFileName(full)}.partial");
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        return new OutputFile(full, partial, new FileStream(partial, options));
    }

    /// <summary>Refuses an output that is the input, by whatever name.</summary>
    /// <exception cref="ArgumentException">They are one file.</exception>
    public static void RefuseSameFile(string input, string output)
    {
        StringComparison comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (string.Equals(Resolve(input), Resolve(output), comparison))
            throw new ArgumentException("Output and input are the same file. The input is never modified.", nameof(output));
    }

    /// <summary>Makes the output appear under its name, complete.</summary>
    public void Commit()
    {
        RandomAccess.FlushToDisk(_stream.SafeFileHandle);
        _stream.Dispose();
        File.Move(_partialPath, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Leaves nothing behind unless it was committed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_committed) File.Delete(_partialPath);
    }

    private static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) is { } parent ? ResolveLinks(new DirectoryInfo(parent)) : full;
        string joined = Path.Combine(folder, Path.GetFileName(full));
        return ResolveLinks(new FileInfo(joined));
    }

    private static string ResolveLinks(FileSystemInfo info)
    {
        if (info is DirectoryInfo { Parent: { } parent } folder && !info.Exists) return Path.Combine(ResolveLinks(parent), folder.Name);
        return info.Exists && info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : info.FullName;
    }
}
