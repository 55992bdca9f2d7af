using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Data;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms;

/// <summary>
/// An output under a temporary name in its folder, <c>.NAME.partial</c>, until it is complete: flushed, then renamed. A killed process
/// may leave one, which the next run writes over.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const int MaxLinks = 40; // As many as Linux follows.

    /// <summary>How paths are compared here.</summary>
    public static readonly StringComparison PathComparison = OperatingSystem.IsWindows()
        ? StringComparison.OrdinalIgnoreCase
        : StringComparison.Ordinal;

    private readonly string _partialPath;
    private readonly SafeFileHandle _handle;
    private bool _committed;

    private OutputFile(string path, string partialPath, SafeFileHandle handle)
    {
        FullPath = path;
        _partialPath = partialPath;
        _handle = handle;
        Buffer = OutputBuffer.InFile(handle);
    }

    /// <summary>The full path that it gets.</summary>
    public string FullPath { get; }

    public OutputBuffer Buffer { get; }

    /// <summary>Octets, as long as it is open.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Opens the temporary file.</summary>
    public static OutputFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        string partial = PartialPathOf(full);
        try
        {
            return new OutputFile(full, partial, File.OpenHandle(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None));
        }
        catch (DirectoryNotFoundException)
        {
            throw new DirectoryNotFoundException($"There is no folder '{Path.GetDirectoryName(full)}'.");
        }
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
        RandomAccess.FlushToDisk(_handle);
        _handle.Dispose();
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
        _handle.Dispose();
        if (!_committed) File.Delete(_partialPath);
    }

    // Where .NAME.partial could be longer than a file system allows, part of NAME is replaced by a digest of it.
    private static string PartialPathOf(string fullPath)
    {
        const string suffix = ".partial";
        const int longest = 255 - 1 - 8; // Octets that a name may have in most file systems, without the dot and the suffix.
        string name = Path.GetFileName(fullPath);
        if (Encoding.UTF8.GetByteCount(name) > longest)
        {
            string digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 8);
            name = $"{Truncate(name, longest - 1 - digest.Length)}~{digest}";
        }

        return Path.Combine(Path.GetDirectoryName(fullPath) ?? ".", $".{name}{suffix}");
    }

    // Ends between two code points.
    private static string Truncate(string text, int octets)
    {
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            octets -= rune.Utf8SequenceLength;
            if (octets < 0) break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

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
