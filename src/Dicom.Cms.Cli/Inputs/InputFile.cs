namespace Dicom.Cms.Cli;

/// <summary>
/// A file to work on. Its name and its folder make up its paths when they are asked for. One that was named is a source of itself.
/// </summary>
internal sealed class InputFile : IInputSource
{
    private readonly FolderFiles? _files;
    private readonly int _index;
    private readonly string _name;
    private readonly string? _realPath;
    private volatile bool _hasOutput;

    private InputFile(FolderFiles? files, int index, string name, string? realPath) =>
        (_files, _index, _name, _realPath) = (files, index, name, realPath);

    /// <summary>As the caller named it, or below the folder as the caller named that.</summary>
    public string Path => _files is null ? _name : System.IO.Path.Combine(_files.Folder.Path, _name);

    /// <summary>The same with all links resolved.</summary>
    public string RealPath => _realPath ?? System.IO.Path.Combine(_files!.Folder.RealPath, _name);

    /// <summary>Where it stands in the folder it was found in; its name alone if it was named itself.</summary>
    public string RelativePath => _files is null
        ? System.IO.Path.GetFileName(System.IO.Path.GetFullPath(_name))
        : System.IO.Path.Combine(_files.Folder.RelativePath, _name);

    /// <summary>Whether it was found in a folder, where what is not DICOM is skipped.</summary>
    public bool IsFromFolder => _files is not null;

    /// <summary>Whether this run made its output. Known to every object for this file.</summary>
    public bool HasOutput => _files?.HasOutput(_index) ?? _hasOutput;

    /// <inheritdoc/>
    public string RelativeFolder => "";

    /// <summary>A file that the caller named.</summary>
    public static InputFile Named(string path) => new(null, 0, path, Cli.RealPath.Of(path));

    /// <summary>A file found in a folder.</summary>
    /// <param name="files">The files of the folder.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="name">Its name.</param>
    /// <param name="linkTarget">Where it is a link: the path it leads to, with all links resolved.</param>
    public static InputFile In(FolderFiles files, int index, string name, string? linkTarget) => new(files, index, name, linkTarget);

    /// <inheritdoc/>
    public IEnumerable<InputFile> ListFiles() => [this];

    /// <summary>Notes that its output is there.</summary>
    public void NoteOutput()
    {
        if (_files is null) _hasOutput = true;
        else _files.NoteOutput(_index);
    }
}
