using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Makes the DICOMDIR of a folder from the objects in it (PS3.3 Annex F, PS3.10 8.6): PATIENT, STUDY, SERIES and a record for each object.
/// </summary>
/// <remarks>
/// It says nothing that the objects do not say: made from protected objects it holds their replacement values. A key that an object
/// lacks although the record needs it (Type 1) gets a dummy value. The File-set ID stays empty. The same objects give the same bytes.
/// </remarks>
public static class FileSetDirectory
{
    /// <summary>The File ID of every DICOMDIR (PS3.10 8.6).</summary>
    public const string FileName = "DICOMDIR";

    /// <summary>Whether a file is a DICOMDIR: its SOP Class is Media Storage Directory Storage.</summary>
    /// <param name="path">The file. What is no DICOM is no DICOMDIR.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using DicomObject file = DicomObject.Open(path);
            return IsDirectory(file);
        }
        catch (DicomFormatException)
        {
            return false;
        }
    }

    /// <summary>Writes the DICOMDIR of a folder. It appears complete or not at all; one that is there is replaced.</summary>
    /// <param name="folder">The folder, which becomes a File-set.</param>
    /// <param name="relativePaths">The files it is to refer to, relative to the folder.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <exception cref="FileSetException">A relative path is no File ID, or no file has a place in a DICOMDIR.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static FileSetDirectoryResult Create(
        string folder, IEnumerable<string> relativePaths, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(relativePaths);
        (byte[] bytes, FileSetDirectoryResult result) = Build(folder, relativePaths, cancellationToken);
        AtomicFile.Write(Path.Combine(folder, FileName), bytes, holdsSecret: false, overwrites: true);
        return result;
    }

    /// <summary>
    /// Whether the DICOMDIR of a folder is, octet for octet, what <see cref="Create"/> makes of these files: then it says nothing that
    /// they do not say.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="relativePaths">All files that it should refer to, relative to the folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static bool FollowsFrom(string folder, IEnumerable<string> relativePaths, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(relativePaths);
        try
        {
            (byte[] bytes, _) = Build(folder, relativePaths, cancellationToken);
            string path = Path.Combine(folder, FileName);
            return new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
        }
        catch (FileSetException)
        {
            return false;
        }
    }

    private static (byte[] Bytes, FileSetDirectoryResult Result) Build(
        string folder, IEnumerable<string> relativePaths, CancellationToken cancellationToken)
    {
        (string Path, string[] Components)[] files =
            [.. relativePaths.Order(StringComparer.Ordinal).Select(path => (path, FileId.Parse(path)))];
        DirectoryTree tree = new();
        List<Warning> warnings = [];
        foreach ((string path, string[] components) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReasonNotToAdd(tree, Path.Combine(folder, path), components) is { } reason)
                warnings.Add(new Warning(WarningCodes.NoDirectoryRecord, $"{path} is not in the DICOMDIR: {reason}"));
        }

        if (tree.Roots.Count == 0) throw new FileSetException("None of the files has a place in a DICOMDIR.");
        (byte[] bytes, int records) = DirectoryLayout.Write(tree.Roots);
        return (bytes, new FileSetDirectoryResult { Records = records, Files = files.Length - warnings.Count, Warnings = warnings });
    }

    private static string? ReasonNotToAdd(DirectoryTree tree, string path, string[] components)
    {
        try
        {
            using DicomObject file = DicomObject.Open(path);
            return tree.Add(new DirectoryObject(file), components);
        }
        catch (DicomFormatException exception)
        {
            return exception.Message;
        }
    }

    private static bool IsDirectory(DicomObject file)
    {
        if (SourceObject.ReadUid(file, Tags.SOPClassUID) == Uids.MediaStorageDirectory) return true;
        foreach (ElementLocation element in file.MetaElements)
        {
            if (element.Tag == Tags.MediaStorageSOPClassUID && element.ValueLength <= 256
                && Uids.Parse(file.Source.ReadRange(element.ValueOffset, (int)element.ValueLength).Span) == Uids.MediaStorageDirectory)
            {
                return true;
            }
        }

        return false;
    }
}
