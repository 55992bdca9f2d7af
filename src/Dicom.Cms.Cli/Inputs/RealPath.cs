namespace Dicom.Cms.Cli;

/// <summary>
/// Paths without symbolic links, to tell whether two names mean one place. What does not exist yet is taken as it stands.
/// </summary>
internal static class RealPath
{
    private const int MaxLinks = 40; // As many as Linux follows.

    public static StringComparison Comparison { get; } =
        OperatingSystem.IsLinux() || OperatingSystem.IsFreeBSD() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public static StringComparer Comparer { get; } = StringComparer.FromComparison(Comparison);

    /// <summary>Resolves every link in a path, at its end and on the way.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path) => Resolve(Path.GetFullPath(path), MaxLinks);

    /// <summary>Whether a resolved path is a resolved folder, or stands in it.</summary>
    public static bool IsWithin(string path, string folder)
    {
        string prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        return string.Equals(path, folder, Comparison) || path.StartsWith(prefix, Comparison);
    }

    private static string Resolve(string path, int links)
    {
        if (links == 0) throw new IOException($"Too many symbolic links: {path}");
        path = Path.TrimEndingDirectorySeparator(path);
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        string joined = Path.Combine(Resolve(parent, links), Path.GetFileName(path));
        return new FileInfo(joined).LinkTarget is { } target
            ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(joined)!), links - 1)
            : joined;
    }
}
