namespace Dicom.Cms.Cli;

/// <summary>
/// The files of a folder, as they were when the run began. There may be millions: their names stand in one string, and a bit says of each
/// whether it has an output.
/// </summary>
internal sealed class FolderFiles : IInputSource
{
    private const char End = '\0'; // No system has it in a name.
    private const int WordLength = 32;

    private readonly string _names;
    private readonly IReadOnlyDictionary<string, string> _linkTargets;
    private readonly uint[] _withOutput;

    /// <param name="folder">The folder.</param>
    /// <param name="names">The names, in their order.</param>
    /// <param name="linkTargets">Of the names that are links: the paths they lead to, with all links resolved.</param>
    public FolderFiles(InputFolder folder, IReadOnlyCollection<string> names, IReadOnlyDictionary<string, string> linkTargets)
    {
        Folder = folder;
        _names = string.Join(End, names);
        _linkTargets = linkTargets;
        _withOutput = new uint[(names.Count + WordLength - 1) / WordLength];
    }

    public InputFolder Folder { get; }

    /// <inheritdoc/>
    public string RelativeFolder => Folder.RelativePath;

    /// <inheritdoc/>
    public IEnumerable<InputFile> ListFiles()
    {
        int index = 0;
        for (int start = 0; start < _names.Length; index++)
        {
            int end = _names.IndexOf(End, start);
            if (end < 0) end = _names.Length;
            string name = _names[start..end];
            yield return InputFile.In(this, index, name, _linkTargets.GetValueOrDefault(name));
            start = end + 1;
        }
    }

    /// <summary>Whether one of the files has an output.</summary>
    public bool HasOutput(int index) => (Volatile.Read(ref _withOutput[index / WordLength]) & MaskOf(index)) != 0;

    /// <summary>Notes that one has. Called from several threads at once.</summary>
    public void NoteOutput(int index) => Interlocked.Or(ref _withOutput[index / WordLength], MaskOf(index));

    private static uint MaskOf(int index) => 1u << (index % WordLength);
}
