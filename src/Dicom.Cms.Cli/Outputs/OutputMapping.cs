namespace Dicom.Cms.Cli;

/// <summary>
/// Says where each output goes: to OUTPUT itself for a single file, else into a folder that mirrors the tree of the inputs. Refuses
/// whatever would touch an input or let two outputs meet, before anything is written.
/// </summary>
internal sealed class OutputMapping
{
    private readonly InputExpansion _inputs;
    private readonly string _output;
    private readonly bool _namesByUid;
    private readonly bool _isFile;

    /// <param name="inputs">The inputs.</param>
    /// <param name="output">OUTPUT.</param>
    /// <param name="namesByUid">
    /// Whether the names are known only afterwards: outputs then go under temporary names into the folder OUTPUT.
    /// </param>
    /// <exception cref="UsageException">The outputs cannot go there.</exception>
    public OutputMapping(InputExpansion inputs, string output, bool namesByUid = false)
    {
        (_inputs, _output, _namesByUid) = (inputs, output, namesByUid);
        string realOutput = RealPath.Of(output);
        if (inputs.RealFolders.FirstOrDefault(folder => RealPath.IsWithin(realOutput, folder)) is { } around)
            throw new UsageException($"{output}: the output stands in the input folder {around}; inputs are never modified");

        bool isFolder = Directory.Exists(output);
        _isFile = !namesByUid && inputs.IsSingleFile && !isFolder && !Path.EndsInDirectorySeparator(output);
        if (!_isFile && File.Exists(output))
            throw new UsageException($"{output}: a file; the output of several inputs, of a folder, or with --names uid is a folder");

        if (!inputs.IsOneFolder && inputs.Count > 1) RefuseMeetings(); // One folder is mirrored: what is two files there is two files here.
        if (_isFile && inputs.Contains(realOutput))
            throw new UsageException($"{output}: output and input are the same file; inputs are never modified");
        if (isFolder) RefuseInputs(); // In a folder that is not there yet, no input stands and no link leads to one.
    }

    /// <summary>The work, in the order of the inputs.</summary>
    public IEnumerable<WorkItem> List() => _namesByUid
        ? _inputs.ListFiles()
            .Select(input => new WorkItem(input, Path.Combine(_output, UidNaming.TemporaryName()), isFolder: false))
        : _inputs.ListFiles().Select(input => new WorkItem(input, _output, isFolder: !_isFile));

    /// <summary>The work whose outputs go into a folder and those below it.</summary>
    public IEnumerable<WorkItem> ListBelow(string folder) => _inputs
        .ListFilesWhere(relative => RealPath.IsWithin(Path.GetFullPath(Path.Combine(_output, relative)), folder))
        .Select(input => new WorkItem(input, _output, isFolder: true));

    /// <summary>Whether an output goes to a path.</summary>
    public bool Takes(string path)
    {
        string full = Path.GetFullPath(path);
        return RealPath.IsWithin(full, Path.GetFullPath(_output))
            && List().Any(item => string.Equals(Path.GetFullPath(item.OutputPath), full, RealPath.Comparison));
    }

    private void RefuseMeetings()
    {
        Dictionary<string, string> taken = new(RealPath.Comparer);
        foreach (WorkItem item in List())
        {
            string output = Path.GetFullPath(item.OutputPath);
            if (!taken.TryAdd(output, item.Input.Path))
                throw new UsageException(
                    $"{taken[output]} and {item.Input.Path}: both would be written to {item.OutputPath}; "
                    + "work on them in separate runs, or name a folder that holds both");
        }
    }

    // An output may meet an input although OUTPUT does not: through a link in it, or because it stands around the input.
    private void RefuseInputs()
    {
        HashSet<string> realInputs = new(_inputs.RealPathsElsewhere, RealPath.Comparer);
        Dictionary<string, OutputFolder> folders = [];
        foreach (WorkItem item in List())
        {
            string real = RealPathOf(item.OutputPath, folders);
            string? around = _inputs.RealFolders.FirstOrDefault(folder => RealPath.IsWithin(real, folder));
            if (realInputs.Contains(real) || (around is not null && _inputs.Contains(real)))
                throw new UsageException($"{item.OutputPath}: output and input are the same file; inputs are never modified");
            if (around is not null)
                throw new UsageException($"{item.OutputPath}: the output stands in the input folder {around}; inputs are never modified");
        }
    }

    private static string RealPathOf(string output, Dictionary<string, OutputFolder> known)
    {
        string path = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!known.TryGetValue(path, out OutputFolder? folder))
            known.Add(path, folder = new OutputFolder(RealPath.Of(path), Directory.Exists(path)));
        string real = Path.Combine(folder.RealPath, Path.GetFileName(output));
        return folder.Exists && new FileInfo(real).LinkTarget is not null ? RealPath.Of(real) : real;
    }

    /// <summary>A folder for outputs.</summary>
    /// <param name="RealPath">Its path with all links resolved.</param>
    /// <param name="Exists">Whether it is there before the run: in one that is not, no link can be.</param>
    private sealed record OutputFolder(string RealPath, bool Exists);
}
