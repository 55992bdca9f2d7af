namespace Dicom.Cms.Cli;

/// <summary>
/// All folders below a folder, in the order of their names. A link to another folder is followed, once, unless that folder is walked
/// anyway: so no circle of links, and no web of them, makes the walk endless.
/// </summary>
/// <param name="folder">The folder, as the caller named it.</param>
/// <param name="realFolders">All folders that are walked in this run, links resolved. Those that links lead to are added.</param>
internal sealed class FolderWalk(string folder, List<string> realFolders)
{
    private readonly List<InputFolder> _folders = [];
    private readonly List<string> _linkedFiles = [];
    private readonly List<UnusedInput> _unused = [];

    /// <summary>The folders that hold files.</summary>
    public IReadOnlyList<InputFolder> Folders => _folders;

    /// <summary>How many files they hold.</summary>
    public int FileCount { get; private set; }

    /// <summary>The files that links lead to, links resolved.</summary>
    public IReadOnlyList<string> LinkedFiles => _linkedFiles;

    public IReadOnlyList<UnusedInput> Unused => _unused;

    public void Run(CancellationToken cancellationToken)
    {
        Stack<InputFolder> open = new([new InputFolder(folder, RealPath.Of(folder), "")]);
        while (open.TryPop(out InputFolder? current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<InputFolder> subfolders = Look(current);
            for (int i = subfolders.Count - 1; i >= 0; i--) open.Push(subfolders[i]);
        }
    }

    /// <summary>Counts the files of a folder.</summary>
    /// <returns>The folders in it.</returns>
    private List<InputFolder> Look(InputFolder current)
    {
        int before = FileCount;
        List<FolderEntry> others = []; // Folders and links, in the order of their names.
        foreach (FolderEntry entry in FolderListing.Read(current.Path, _unused.Add))
        {
            if (entry.IsFolder || entry.IsLink) others.Add(entry);
            else if (!entry.IsLeftBehind) FileCount++;
        }

        List<InputFolder> subfolders = [];
        foreach (FolderEntry entry in others.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string? target = entry.IsLink ? FollowLink(Path.Combine(current.Path, entry.Name), entry.IsFolder) : null;
            if (entry.IsLink && target is null) continue;
            if (entry.IsFolder) subfolders.Add(Below(current, entry.Name, target));
            else if (!entry.IsLeftBehind) AddLinked(target!);
        }

        if (FileCount > before) _folders.Add(current);
        return subfolders;
    }

    private void AddLinked(string file)
    {
        FileCount++;
        _linkedFiles.Add(file);
    }

    private static InputFolder Below(InputFolder folder, string name, string? linkTarget) => new(
        Path.Combine(folder.Path, name), linkTarget ?? Path.Combine(folder.RealPath, name), Path.Combine(folder.RelativePath, name));

    private string? FollowLink(string path, bool isFolder)
    {
        Link link = Link.Follow(path, isFolder);
        if (link.Target is not { } real) return Leave(path, link.Fault);
        if (!isFolder) return real;
        if (realFolders.Any(walked => RealPath.IsWithin(real, walked) || RealPath.IsWithin(walked, real)))
            return Leave(path, "a symbolic link to a folder that is read anyway");
        realFolders.Add(real);
        return real;
    }

    private string? Leave(string path, string reason)
    {
        _unused.Add(new UnusedInput(path, reason) { IsFailure = false });
        return null;
    }
}
