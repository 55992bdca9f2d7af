namespace Dicom.Cms.Cli;

/// <summary>
/// All files below a folder, in the order of their names. A link to another folder is followed, once, unless that folder is walked
/// anyway: so no circle of links, and no web of them, makes the walk endless.
/// </summary>
/// <param name="folder">The folder, as the caller named it.</param>
/// <param name="realFolders">All folders that are walked in this run, links resolved. Those that links lead to are added.</param>
internal sealed class FolderWalk(string folder, List<string> realFolders)
{
    private readonly List<FolderFiles> _folders = [];
    private readonly List<string> _linkedFiles = [];
    private readonly List<UnusedInput> _unused = [];

    /// <summary>The folders that hold files.</summary>
    public IReadOnlyList<FolderFiles> Folders => _folders;

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
            List<InputFolder> subfolders = Read(current, cancellationToken);
            for (int i = subfolders.Count - 1; i >= 0; i--) open.Push(subfolders[i]);
        }
    }

    /// <summary>Takes the files of a folder.</summary>
    /// <returns>The folders in it.</returns>
    private List<InputFolder> Read(InputFolder current, CancellationToken cancellationToken)
    {
        List<string> names = [];
        List<FolderEntry> others = []; // Folders and links.
        try
        {
            foreach (FolderEntry entry in FolderListing.Read(current.Path))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.IsFolder || entry.IsLink) others.Add(entry);
                else if (!entry.IsLeftBehind) names.Add(entry.Name);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unused.Add(new UnusedInput(current.Path, Failure.Of(exception, current.Path).Message) { IsFailure = true });
        }

        List<InputFolder> subfolders = [];
        Dictionary<string, string> linkTargets = [];
        foreach (FolderEntry entry in others.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string? target = entry.IsLink ? FollowLink(Path.Combine(current.Path, entry.Name), entry.IsFolder) : null;
            if (entry.IsLink && target is null) continue;
            if (entry.IsFolder) subfolders.Add(Below(current, entry.Name, target));
            else if (!entry.IsLeftBehind) linkTargets.Add(entry.Name, target!);
        }

        Add(current, [.. names, .. linkTargets.Keys], linkTargets);
        return subfolders;
    }

    private void Add(InputFolder current, List<string> names, Dictionary<string, string> linkTargets)
    {
        if (names.Count == 0) return;
        names.Sort(StringComparer.Ordinal);
        _folders.Add(new FolderFiles(current, names, linkTargets));
        _linkedFiles.AddRange(linkTargets.Values);
        FileCount = checked(FileCount + names.Count);
    }

    private static InputFolder Below(InputFolder folder, string name, string? linkTarget) => new(
        Path.Combine(folder.Path, name), linkTarget ?? Path.Combine(folder.RealPath, name), Path.Combine(folder.RelativePath, name));

    private string? FollowLink(string path, bool isFolder)
    {
        string real;
        try
        {
            real = RealPath.Of(path);
        }
        catch (IOException)
        {
            return Leave(path, "a symbolic link that leads in a circle");
        }

        if (!isFolder) return File.Exists(real) ? real : Leave(path, "a symbolic link that leads nowhere");
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
