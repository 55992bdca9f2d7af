namespace Dicom.Cms.Cli;

/// <summary>The inputs of a run: the files named, and those in the folders named.</summary>
internal sealed class InputExpansion
{
    private readonly List<InputFile> _files = [];
    private readonly List<UnusedInput> _unused = [];
    private readonly List<string> _realFolders = [];

    private InputExpansion()
    {
    }

    public IReadOnlyList<InputFile> Files => _files;

    public IReadOnlyList<UnusedInput> Unused => _unused;

    /// <summary>The folders that were walked, links resolved. Nothing is to be written in them.</summary>
    public IReadOnlyList<string> RealFolders => _realFolders;

    /// <summary>The files that may stand outside those folders, links resolved.</summary>
    public IEnumerable<string> RealPathsElsewhere => _files.Where(file => file.MayBeElsewhere).Select(file => file.RealPath);

    /// <summary>Whether the only input is a folder.</summary>
    public required bool IsOneFolder { get; init; }

    /// <summary>Whether the only input is a file that was named itself.</summary>
    public bool IsSingleFile => _realFolders.Count == 0 && _files.Count == 1;

    /// <exception cref="UsageException">An input does not exist.</exception>
    public static InputExpansion Expand(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        InputExpansion expansion = new() { IsOneFolder = inputs.Count == 1 && Directory.Exists(inputs[0]) };
        string[] folders = [.. inputs.Where(Directory.Exists)];
        expansion._realFolders.AddRange(folders.Select(RealPath.Of).Distinct(RealPath.Comparer));
        foreach (string input in inputs)
        {
            if (Directory.Exists(input)) expansion.AddFolder(input, cancellationToken);
            else if (File.Exists(input)) expansion._files.Add(InputFile.Named(input));
            else throw new UsageException($"{input}: no such file or folder");
        }

        return expansion;
    }

    private void AddFolder(string folder, CancellationToken cancellationToken)
    {
        FolderWalk walk = new(folder, _realFolders);
        walk.Run(cancellationToken);
        _files.AddRange(walk.Files);
        _unused.AddRange(walk.Unused);
    }
}
