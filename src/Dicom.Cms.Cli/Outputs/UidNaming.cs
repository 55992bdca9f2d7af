using System.Globalization;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>
/// --names uid: an output is called PatientID/StudyUID/SeriesUID/InstanceUID.dcm, after the values of the protected object itself. Called
/// from several threads at once.
/// </summary>
/// <param name="inputs">What no output may replace.</param>
/// <param name="output">The folder of the outputs.</param>
/// <param name="folders">Makes the folders in it.</param>
internal sealed class UidNaming(InputExpansion inputs, string output, OutputFolders folders)
{
    private const int MaxNameLength = 64; // LO and UI have no longer values (PS3.5 6.2).
    private const string Unknown = "unknown";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _taken = new(RealPath.Comparer);
    private readonly HashSet<string> _inputs = new(inputs.RealPathsElsewhere, RealPath.Comparer);

    /// <summary>Whether an output that exists is replaced.</summary>
    public required bool Overwrites { get; init; }

    /// <summary>The report of the run, which no output may replace.</summary>
    public required string? ReportPath { get; init; }

    /// <summary>The name under which an output is made; it cannot be foreseen, and is never read again.</summary>
    public static string TemporaryName() => $".{Path.GetRandomFileName()}.partial";

    /// <summary>Gives an output its name.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="OutputExistsException">Something else has that name.</exception>
    public string Rename(string temporaryPath)
    {
        try
        {
            string path = PathFor(temporaryPath);
            Reserve(path);
            folders.MakeFor(path);
            if (Path.Exists(path) && !Overwrites) throw new OutputExistsException($"{path} exists; --overwrite replaces it");
            File.Move(temporaryPath, path, Overwrites);
            return path;
        }
        finally
        {
            File.Delete(temporaryPath);
        }
    }

    private string PathFor(string path)
    {
        using DicomObject file = DicomObject.Open(path);
        return Path.Combine(
            output, NameFrom(file, Tags.PatientID), NameFrom(file, Tags.StudyInstanceUID), NameFrom(file, Tags.SeriesInstanceUID),
            $"{NameFrom(file, Tags.SOPInstanceUID)}.dcm");
    }

    private void Reserve(string path)
    {
        string real = RealPath.Of(path);
        if (_inputs.Contains(real) || inputs.RealFolders.Any(folder => RealPath.IsWithin(real, folder)))
            throw new OutputExistsException($"{path}: the output would stand in an input; inputs are never modified");
        if (ReportPath is { } report && string.Equals(RealPath.Of(report), real, RealPath.Comparison))
            throw new OutputExistsException($"{path}: the report and an output would be the same file");
        lock (_lock)
        {
            if (!_taken.Add(real))
                throw new OutputExistsException($"{path}: another input of this run has the same UIDs; its output has this name");
        }
    }

    private static string NameFrom(DicomObject file, Tag tag)
    {
        if (file.Find(tag) is not { ValueLength: <= 1024 } location) return Unknown;
        string value = Encoding.Latin1.GetString(file.ReadValue(location).Span).Trim('\0', ' ');
        string name = string.Concat(value.Select(letter => IsFit(letter) ? letter : '_'));
        if (name.Length > MaxNameLength) name = name[..MaxNameLength];
        return name.Trim('.') is { Length: > 0 } fit ? Escape(fit) : Unknown;
    }

    private static bool IsFit(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_';

    // Windows takes names such as CON, NUL.txt and COM1 for devices.
    private static string Escape(string name)
    {
        string stem = name.Split('.')[0].ToUpperInvariant();
        bool isDevice = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is "COM" or "LPT" && char.IsAsciiDigit(stem[3]));
        return isDevice ? $"_{name}" : name;
    }
}
