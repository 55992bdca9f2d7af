namespace Dicom.Cms.Cli;

/// <summary>
/// A folder that is read. Its files are listed when their turn comes: to keep the names of all files of an archive takes memory with their
/// number.
/// </summary>
/// <param name="Path">As the caller named it, or below what the caller named.</param>
/// <param name="RealPath">The same with all links resolved.</param>
/// <param name="RelativePath">Where it stands in what the caller named; empty if that is it.</param>
internal sealed record InputFolder(string Path, string RealPath, string RelativePath) : IInputSource
{
    /// <inheritdoc/>
    public string RelativeFolder => RelativePath;

    /// <inheritdoc/>
    public IEnumerable<InputFile> ListFiles(Action<UnusedInput> report)
    {
        List<string> names = [];
        HashSet<string> links = [];
        foreach (FolderEntry entry in FolderListing.Read(Path, report))
        {
            if (entry.IsFolder || entry.IsLeftBehind) continue;
            names.Add(entry.Name);
            if (entry.IsLink) links.Add(entry.Name);
        }

        names.Sort(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!links.Contains(name)) yield return InputFile.In(this, name);
            else if (Link.Follow(System.IO.Path.Combine(Path, name), isFolder: false).Target is { } target) yield return InputFile.In(this, name, target);
        }
    }
}
