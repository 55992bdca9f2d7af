using System.IO.Enumeration;

namespace Dicom.Cms.Cli;

/// <summary>What stands in a folder.</summary>
/// <param name="Name">The name in it.</param>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
internal sealed record FolderEntry(string Name, bool IsFolder, bool IsLink)
{
    private const string PartialSuffix = ".partial";

    /// <summary>Whether it is an output that was not completed, by a killed run.</summary>
    public bool IsLeftBehind => Name.StartsWith('.') && Name.EndsWith(PartialSuffix, StringComparison.Ordinal);
}

/// <summary>Lists a folder.</summary>
internal static class FolderListing
{
    // The usual options leave out what is hidden, and say nothing of what cannot be read.
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>What stands in a folder, as the system gives it: in no order, and no more in memory than one entry.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IEnumerable<FolderEntry> Read(string folder) => new FileSystemEnumerable<FolderEntry>(folder, Describe, Everything);

    // Windows has other reparse points than links.
    private static FolderEntry Describe(ref FileSystemEntry entry) => new(
        entry.FileName.ToString(),
        entry.IsDirectory,
        entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && new FileInfo(entry.ToFullPath()).LinkTarget is not null);
}
