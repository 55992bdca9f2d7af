namespace Dicom.Cms.Cli;

/// <summary>A file to work on. Its name and its folder make up its paths when they are asked for.</summary>
internal sealed class InputFile : IInputSource
{
    private readonly InputFolder? _folder;
    private readonly string _name;
    private readonly string? _realPath;

    private InputFile(InputFolder? folder, string name, string? realPath) => (_folder, _name, _realPath) = (folder, name, realPath);

    /// <summary>As the caller named it, or below the folder as the caller named that.</summary>
    public string Path => _folder is null ? _name : System.IO.Path.Combine(_folder.Path, _name);

    /// <summary>The same with all links resolved.</summary>
    public string RealPath => _realPath ?? System.IO.Path.Combine(_folder!.RealPath, _name);

    /// <summary>Where it stands in the folder it was found in; its name alone if it was named itself.</summary>
    public string RelativePath => _folder is null
        ? System.IO.Path.GetFileName(System.IO.Path.GetFullPath(_name))
        : System.IO.Path.Combine(_folder.RelativePath, _name);

    /// <summary>Whether it was found in a folder, where what is not DICOM is skipped.</summary>
    public bool IsFromFolder => _folder is not null;

    /// <summary>A file that the caller named.</summary>
    public static InputFile Named(string path) => new(null, path, Cli.RealPath.Of(path));

    /// <inheritdoc/>
    public string RelativeFolder => "";

    /// <inheritdoc/>
    public IEnumerable<InputFile> ListFiles(Action<UnusedInput> report) => [this];

    /// <summary>A file found in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name in it.</param>
    /// <param name="linkTarget">Where it is a link: the path it leads to, with all links resolved.</param>
    public static InputFile In(InputFolder folder, string name, string? linkTarget = null) => new(folder, name, linkTarget);
}

/// <summary>Something in a folder that is not worked on, and why.</summary>
internal sealed record UnusedInput(string Path, string Reason)
{
    /// <summary>Whether it should have been worked on, and could not be reached.</summary>
    public required bool IsFailure { get; init; }
}
