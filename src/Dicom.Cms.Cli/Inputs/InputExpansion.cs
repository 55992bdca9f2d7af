namespace Dicom.Cms.Cli;

/// <summary>The inputs of a run: the files named, and those in the folders named, as they were when it began.</summary>
internal sealed class InputExpansion
{
    private readonly List<IInputSource> _sources = [];
    private readonly List<string> _realPathsElsewhere = [];
    private readonly List<UnusedInput> _unused = [];
    private readonly List<string> _realFolders = [];

    private InputExpansion()
    {
    }

    /// <summary>How many files there are.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<UnusedInput> Unused => _unused;

    /// <summary>The folders that were walked, links resolved. Nothing is to be written in them.</summary>
    public IReadOnlyList<string> RealFolders => _realFolders;

    /// <summary>The files that may stand outside those folders, links resolved.</summary>
    public IReadOnlyList<string> RealPathsElsewhere => _realPathsElsewhere;

    /// <summary>Whether the only input is a folder.</summary>
    public required bool IsOneFolder { get; init; }

    /// <summary>Whether the only input is a file that was named itself.</summary>
    public bool IsSingleFile => _realFolders.Count == 0 && Count == 1;

    /// <exception cref="UsageException">An input does not exist.</exception>
    public static InputExpansion Expand(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        InputExpansion expansion = new() { IsOneFolder = inputs.Count == 1 && Directory.Exists(inputs[0]) };
        string[] folders = [.. inputs.Where(Directory.Exists)];
        expansion._realFolders.AddRange(folders.Select(RealPath.Of).Distinct(RealPath.Comparer));
        foreach (string input in inputs)
        {
            if (Directory.Exists(input)) expansion.AddFolder(input, cancellationToken);
            else if (File.Exists(input)) expansion.AddFile(InputFile.Named(input));
            else throw new UsageException($"{input}: no such file or folder" + (Failure.IsNotUtf8(input) ? $". {Failure.NotUtf8}" : ""));
        }

        return expansion;
    }

    /// <summary>The files, in their order.</summary>
    public IEnumerable<InputFile> ListFiles() => _sources.SelectMany(source => source.ListFiles());

    /// <summary>The files of some folders.</summary>
    /// <param name="isAsked">Whether a folder is asked for, by where it stands in the one that the caller named.</param>
    public IEnumerable<InputFile> ListFilesWhere(Func<string, bool> isAsked) =>
        _sources.Where(source => isAsked(source.RelativeFolder)).SelectMany(source => source.ListFiles());

    /// <summary>Whether a file is among the inputs.</summary>
    /// <param name="realPath">Its path with all links resolved.</param>
    public bool Contains(string realPath) => _realPathsElsewhere.Contains(realPath, RealPath.Comparer)
        || (_realFolders.Any(folder => RealPath.IsWithin(realPath, folder))
            && ListFiles().Any(file => string.Equals(file.RealPath, realPath, RealPath.Comparison)));

    private void AddFile(InputFile file)
    {
        _sources.Add(file);
        _realPathsElsewhere.Add(file.RealPath);
        Count++;
    }

    private void AddFolder(string folder, CancellationToken cancellationToken)
    {
        FolderWalk walk = new(folder, _realFolders);
        walk.Run(cancellationToken);
        _sources.AddRange(walk.Folders);
        _realPathsElsewhere.AddRange(walk.LinkedFiles);
        _unused.AddRange(walk.Unused);
        Count = checked(Count + walk.FileCount);
    }
}
