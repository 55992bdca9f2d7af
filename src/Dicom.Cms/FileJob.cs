namespace Dicom.Cms;

/// <summary>A file to be worked on in a run over many, and where its output goes. Derive from it to carry what belongs to the
/// file.</summary>
public class FileJob
{
    /// <summary>The input. It is never modified.</summary>
    public required string InputPath { get; init; }

    /// <summary>The output: another file. It appears complete or not at all.</summary>
    public required string OutputPath { get; init; }

    /// <summary>
    /// Every file of a folder and the folders below it, with outputs of the same names in another folder. Names of files may carry names of
    /// patients.
    /// </summary>
    /// <param name="inputFolder">A folder that exists.</param>
    /// <param name="outputFolder">The folder of the outputs, not in the first one.</param>
    /// <returns>The files as they are found, while they are asked for.</returns>
    /// <exception cref="ArgumentException">A path is empty, or the outputs would stand among the inputs.</exception>
    public static IEnumerable<FileJob> Mirror(string inputFolder, string outputFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputFolder);
        ArgumentException.ThrowIfNullOrEmpty(outputFolder);
        string input = Path.GetFullPath(inputFolder), output = Path.GetFullPath(outputFolder);
        string relative = Path.GetRelativePath(input, output);
        bool isWithin = relative == "." || (!Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..");
        if (isWithin) throw new ArgumentException("The outputs would stand among the inputs.", nameof(outputFolder));
        return Directory.EnumerateFiles(inputFolder, "*", SearchOption.AllDirectories).Select(file =>
            new FileJob { InputPath = file, OutputPath = Path.Combine(outputFolder, Path.GetRelativePath(inputFolder, file)) });
    }
}
