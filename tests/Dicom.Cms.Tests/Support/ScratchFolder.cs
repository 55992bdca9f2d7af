namespace Dicom.Cms.Tests;

/// <summary>A temporary folder, gone with the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dicom-cms-recovery-");

    public string Root => _folder.FullName;

    /// <summary>Every file and link in it, by name.</summary>
    public string[] Names => [.. Directory.GetFileSystemEntries(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Write(string name, byte[] bytes)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
