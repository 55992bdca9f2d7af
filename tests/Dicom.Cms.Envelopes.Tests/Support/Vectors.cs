using System.Text;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The files under Vectors/, and the table in its README.md that says how each opens.</summary>
internal static class Vectors
{
    internal static readonly byte[] Plain = Read("crafted/plain.explicitLE.bin");

    internal static readonly byte[] Hello = "hello\n"u8.ToArray();

    internal static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    internal static string ReadText(string name) => File.ReadAllText(PathOf(name), Encoding.UTF8);

    /// <summary>file, key, outcome.</summary>
    internal static IEnumerable<(string File, string Key, string Outcome)> Table()
    {
        foreach (string line in File.ReadLines(PathOf("README.md")))
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is ["", var file, var key, var outcome, ""]
                && file.Contains('/', StringComparison.Ordinal))
            {
                yield return (file, key, outcome);
            }
        }
    }

    internal static IEnumerable<string> EnvelopeFiles() =>
        Directory.EnumerateFiles(PathOf(""), "*.p7", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(PathOf(""), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Vectors", name);
}
