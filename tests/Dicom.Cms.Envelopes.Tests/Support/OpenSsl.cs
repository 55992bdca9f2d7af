using System.Diagnostics;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The openssl on PATH, in a folder of its own.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dicom-cms-openssl");

    internal static string? Version { get; } = FindVersion();

    internal string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    internal string PathOf(string name) => Path.Combine(Folder, name);

    internal byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    internal void Write(string name, ReadOnlySpan<byte> octets) => File.WriteAllBytes(PathOf(name), octets);

    internal void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Runs a command line without quotes; an error fails the test with the command in the message.</summary>
    internal void Run(string command)
    {
        (int exitCode, string output) = TryRun(command);
        exitCode.Should().Be(0, "openssl {0}: {1}", command, output);
    }

    internal (int ExitCode, string Output) TryRun(string command) => Start(command, Folder);

    private static (int ExitCode, string Output) Start(string command, string folder)
    {
        var start = new ProcessStartInfo("openssl", command.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static string? FindVersion()
    {
        try
        {
            return Start("version", ".") is (0, var output) ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A theory that needs openssl 3; without it, it is reported as skipped with the reason.</summary>
public sealed class OpenSslTheoryAttribute : TheoryAttribute
{
    public OpenSslTheoryAttribute()
    {
        if (OpenSsl.Version?.StartsWith("OpenSSL 3", StringComparison.Ordinal) != true)
            Skip = $"needs OpenSSL 3 on PATH; found {OpenSsl.Version ?? "none"}";
    }
}
