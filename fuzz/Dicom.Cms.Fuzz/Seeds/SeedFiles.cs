namespace Dicom.Cms.Fuzz;

/// <summary>Seeds beside the program, and those of DICOM_CMS_SHARED, which are read in place.</summary>
internal static class SeedFiles
{
    /// <summary>Files of more octets than this make every execution slow.</summary>
    private const int MaxLength = 6_000;

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Seeds");

    public static string ReadText(string name) => File.ReadAllText(Path.Combine(s_folder, name));

    /// <summary>The files of folders, in a fixed order.</summary>
    /// <param name="extension">Such as ".dcm".</param>
    /// <param name="folders">Below Seeds.</param>
    public static List<byte[]> Read(string extension, params IEnumerable<string> folders) =>
        [.. folders.SelectMany(folder => ReadFolder(Path.Combine(s_folder, folder), extension)).Select(file => file.Bytes)];

    /// <summary>The files of one folder with their names.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> ReadNamed(string extension, string folder) =>
        ReadFolder(Path.Combine(s_folder, folder), extension);

    /// <summary>Files of folders below DICOM_CMS_SHARED; none where it is not set.</summary>
    public static List<byte[]> ReadShared(string extension, params IEnumerable<string> folders) =>
        Environment.GetEnvironmentVariable("DICOM_CMS_SHARED") is { Length: > 0 } shared
            ? [.. folders.SelectMany(folder => ReadFolder(Path.Combine(shared, folder), extension)).Select(file => file.Bytes)]
            : [];

    private static IEnumerable<(string Name, byte[] Bytes)> ReadFolder(string folder, string extension) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))
            .Where(file => file.Item2.Length is > 0 and <= MaxLength)
        : [];
}
