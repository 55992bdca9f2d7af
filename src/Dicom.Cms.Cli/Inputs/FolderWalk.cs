namespace Dicom.Cms.Cli;

/// <summary>
/// All files below a folder, in the order of their names. A link to another folder is followed, once, unless that folder is walked
/// anyway: so no circle of links, and no web of them, makes the walk endless.
/// </summary>
/// <param name="folder">The folder, as the caller named it.</param>
/// <param name="realFolders">All folders that are walked in this run, links resolved. Those that links lead to are added.</param>
internal sealed class FolderWalk(string folder, List<string> realFolders)
{
    private const string PartialSuffix = ".partial";

    private readonly List<InputFile> _files = [];
    private readonly List<UnusedInput> _unused = [];

    public IReadOnlyList<InputFile> Files => _files;

    public IReadOnlyList<UnusedInput> Unused => _unused;

    public void Run(CancellationToken cancellationToken)
    {
        Stack<InputFolder> open = new([new InputFolder(folder, RealPath.Of(folder), "")]);
        while (open.TryPop(out InputFolder? current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<InputFolder> subfolders = [];
            foreach (FileSystemInfo entry in List(current.Path))
            {
                string? target = null;
                bool isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is not null;
                if (isLink && (target = FollowLink(entry, Path.Combine(current.Path, entry.Name))) is null) continue;
                if (entry is DirectoryInfo) subfolders.Add(Below(current, entry.Name, target));
                else if (!IsLeftBehind(entry.Name)) _files.Add(InputFile.In(current, entry.Name, target));
            }

            for (int i = subfolders.Count - 1; i >= 0; i--) open.Push(subfolders[i]);
        }
    }

    private static InputFolder Below(InputFolder folder, string name, string? linkTarget) => new(
        Path.Combine(folder.Path, name), linkTarget ?? Path.Combine(folder.RealPath, name), Path.Combine(folder.RelativePath, name));

    // By a killed run.
    private static bool IsLeftBehind(string name) => name.StartsWith('.') && name.EndsWith(PartialSuffix, StringComparison.Ordinal);

    private string? FollowLink(FileSystemInfo link, string path)
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

        if (link is not DirectoryInfo) return File.Exists(real) ? real : Leave(path, "a symbolic link that leads nowhere");
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

    private FileSystemInfo[] List(string path)
    {
        try
        {
            FileSystemInfo[] entries = new DirectoryInfo(path).GetFileSystemInfos();
            Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unused.Add(new UnusedInput(path, Failure.Of(exception).Message) { IsFailure = true });
            return [];
        }
    }
}
