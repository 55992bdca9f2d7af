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
        Stack<(string Path, string Real)> open = new([(folder, RealPath.Of(folder))]);
        while (open.TryPop(out (string Path, string Real) current))
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<(string, string)> subfolders = [];
            foreach (FileSystemInfo entry in List(current.Path))
            {
                string path = Path.Combine(current.Path, entry.Name);
                string real = Path.Combine(current.Real, entry.Name);
                if (entry.LinkTarget is null)
                {
                    if (entry is DirectoryInfo) subfolders.Add((path, real));
                    else AddFile(path, real);
                }
                else if (FollowLink(entry, path) is { } target)
                {
                    if (entry is DirectoryInfo) subfolders.Add((path, target));
                    else AddFile(path, target);
                }
            }

            foreach ((string, string) subfolder in subfolders.AsEnumerable().Reverse()) open.Push(subfolder);
        }
    }

    private void AddFile(string path, string real)
    {
        // What a killed run left behind.
        string name = Path.GetFileName(path);
        if (name.StartsWith('.') && name.EndsWith(PartialSuffix, StringComparison.Ordinal)) return;
        _files.Add(new InputFile(path, real, Path.GetRelativePath(folder, path)) { IsFromFolder = true });
    }

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
