using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// An output under a temporary name in its folder until it is complete: flushed, then renamed. The one way in which files are written
/// here: the name cannot be foreseen, nothing that stands there is opened, no link is followed, and what holds identity is for its
/// owner alone. A killed process may leave one.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const int MaxLinks = 40; // As many as Linux follows.
    private const int MostTries = 8;
    private const int RandomLetters = 13; // 67 bits.
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>How paths are compared here.</summary>
    public static readonly StringComparison PathComparison = OperatingSystem.IsWindows()
        ? StringComparison.OrdinalIgnoreCase
        : StringComparison.Ordinal;

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
    /// <param name="path">The path that the output will have.</param>
    /// <param name="holdsIdentity">Whether only its owner may read it (mode 0600).</param>
    public static OutputFile Create(string path, bool holdsIdentity)
    {
        string full = Path.GetFullPath(path);
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (holdsIdentity && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            for (int tries = 0; ; tries++)
            {
                string partial = PartialPathBeside(full);
                try
                {
                    return new OutputFile(full, partial, new FileStream(partial, options));
                }
                catch (IOException) when (tries < MostTries && Path.Exists(partial))
                {
                    // Somebody has that very name: another is drawn.
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            throw new DirectoryNotFoundException($"There is no folder '{Path.GetDirectoryName(full)}'.");
        }
    }

    /// <summary>Refuses an output that is the input, by whatever name.</summary>
    /// <exception cref="ArgumentException">They are one file.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static void RefuseSameFile(string input, string output)
    {
        // The input exists. What does not is not the input: to find that out is cheaper than to follow every link.
        string target = Path.GetFullPath(output);
        if (Path.Exists(target) && string.Equals(Resolve(Path.GetFullPath(input)), Resolve(target), PathComparison))
            throw new ArgumentException("Output and input are the same file. The input is never modified.", nameof(output));
    }

    /// <summary>Makes the output appear under its name, complete.</summary>
    public void Commit(bool overwrites = true)
    {
        Flush();
        Rename(overwrites);
        FolderFlush.Flush(Path.GetDirectoryName(FullPath)!);
    }

    /// <summary>Has the system write all of it to disk.</summary>
    public void Flush()
    {
        RandomAccess.FlushToDisk(_stream.SafeFileHandle);
        if (OperatingSystem.IsWindows()) _stream.Dispose(); // What is open cannot be renamed there, nor replaced by others.
    }

    /// <summary>Gives it its name.</summary>
    public void Rename(bool overwrites)
    {
        RequireOwn();
        File.Move(_partialPath, FullPath, overwrites);
        _committed = true;
    }

    /// <summary>Leaves nothing behind unless it was committed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_committed) File.Delete(_partialPath);
    }

    /// <summary>Requires that the temporary name still leads to the file that was written, where the system tells.</summary>
    /// <exception cref="IOException">Somebody put another file there.</exception>
    private void RequireOwn()
    {
        if (!OperatingSystem.IsLinux()) return;
        string? own = new FileInfo($"/proc/self/fd/{_stream.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        if (own is not null && Path.GetFileName(own) != Path.GetFileName(_partialPath))
            throw new IOException($"'{FullPath}' was not written: its temporary file was moved or replaced meanwhile.");
    }

    private static string PartialPathBeside(string fullPath) =>
        Path.Combine(Path.GetDirectoryName(fullPath) ?? ".", $".{RandomNumberGenerator.GetString(Letters, RandomLetters)}.partial");

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
