namespace Dicom.Cms.Cli;

/// <summary>An input and where its output goes.</summary>
/// <param name="input">The input.</param>
/// <param name="output">The output, or the folder around it.</param>
/// <param name="isFolder">Whether the output stands in <paramref name="output"/> as the input does in its folder.</param>
internal sealed class WorkItem(InputFile input, string output, bool isFolder)
{
    public InputFile Input => input;

    public string OutputPath => isFolder ? Path.Combine(output, input.RelativePath) : output;
}

/// <summary>
/// Says where each output goes: to OUTPUT itself for a single file, else into a folder that mirrors the tree of the inputs. Refuses
/// whatever would touch an input or let two outputs meet, before anything is written.
/// </summary>
internal static class OutputMapping
{
    /// <param name="inputs">The inputs.</param>
    /// <param name="output">OUTPUT.</param>
    /// <param name="namesByUid">Whether the names are known only afterwards: outputs then go under temporary names into the folder OUTPUT.</param>
    /// <exception cref="UsageException">The outputs cannot go there.</exception>
    public static IReadOnlyList<WorkItem> Map(InputExpansion inputs, string output, bool namesByUid = false)
    {
        string realOutput = RealPath.Of(output);
        if (inputs.RealFolders.FirstOrDefault(folder => RealPath.IsWithin(realOutput, folder)) is { } around)
            throw new UsageException($"{output}: the output stands in the input folder {around}; inputs are never modified");

        bool isFile = !namesByUid && inputs.IsSingleFile && !Directory.Exists(output) && !Path.EndsInDirectorySeparator(output);
        if (!isFile && File.Exists(output))
            throw new UsageException($"{output}: a file; the output of several inputs, of a folder, or with --names uid is a folder");

        WorkItem[] work = namesByUid
            ? [.. inputs.Files.Select((input, index) => new WorkItem(input, Path.Combine(output, UidNaming.TemporaryName(index)), isFolder: false))]
            : [.. inputs.Files.Select(input => new WorkItem(input, output, isFolder: !isFile))];
        if (!inputs.IsOneFolder) RefuseMeetings(work); // One folder is mirrored: what is two files there is two files here.
        RefuseInputs(work, inputs, realOutput, isFile);
        return work;
    }

    private static void RefuseMeetings(WorkItem[] work)
    {
        Dictionary<string, string> taken = new(RealPath.Comparer);
        foreach (WorkItem item in work)
        {
            string output = Path.GetFullPath(item.OutputPath);
            if (!taken.TryAdd(output, item.Input.Path))
                throw new UsageException($"{taken[output]} and {item.Input.Path}: both would be written to {item.OutputPath}; work on them in separate runs, or name a folder that holds both");
        }
    }

    // An output may meet an input although OUTPUT does not: through a link in it, or because it stands around the input.
    private static void RefuseInputs(WorkItem[] work, InputExpansion inputs, string realOutput, bool isFile)
    {
        HashSet<string> realInputs = new(inputs.RealPathsElsewhere, RealPath.Comparer);
        Dictionary<string, OutputFolder> folders = [];
        foreach (WorkItem item in work)
        {
            string real = isFile ? realOutput : RealPathOf(item.OutputPath, folders);
            bool isInFolder = inputs.RealFolders.Any(folder => RealPath.IsWithin(real, folder));
            if (realInputs.Contains(real) || (isInFolder && inputs.Files.Any(input => string.Equals(input.RealPath, real, RealPath.Comparison))))
                throw new UsageException($"{item.OutputPath}: output and input are the same file; inputs are never modified");
            if (inputs.RealFolders.FirstOrDefault(folder => RealPath.IsWithin(real, folder)) is { } around)
                throw new UsageException($"{item.OutputPath}: the output stands in the input folder {around}; inputs are never modified");
        }
    }

    private static string RealPathOf(string output, Dictionary<string, OutputFolder> known)
    {
        string path = Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!known.TryGetValue(path, out OutputFolder? folder)) known.Add(path, folder = new OutputFolder(RealPath.Of(path), Directory.Exists(path)));
        string real = Path.Combine(folder.RealPath, Path.GetFileName(output));
        return folder.Exists && new FileInfo(real).LinkTarget is not null ? RealPath.Of(real) : real;
    }

    /// <summary>A folder for outputs.</summary>
    /// <param name="RealPath">Its path with all links resolved.</param>
    /// <param name="Exists">Whether it is there before the run: in one that is not, no link can be.</param>
    private sealed record OutputFolder(string RealPath, bool Exists);
}
