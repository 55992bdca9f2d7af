using System.Diagnostics;

namespace Dicom.Cms.Testing;

/// <summary>
/// dciodvfy (Debian package dicom3tools), a validator that knows nothing of the library; eng/install-tools.sh installs it.
/// </summary>
public static class Validator
{
    public static bool IsPresent { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "dciodvfy")));

    /// <summary>The lines that it calls errors.</summary>
    public static IReadOnlyList<string> ErrorsOf(string path)
    {
        ProcessStartInfo start = new("dciodvfy", ["-new", path]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60))) process.Kill();
        return [.. (output.GetAwaiter().GetResult() + error).Split('\n')
            .Where(line => line.StartsWith("Error", StringComparison.Ordinal))
            .Distinct()];
    }
}

/// <summary>A fact that needs <see cref="Validator"/>; without it, it is reported as skipped with the reason.</summary>
public sealed class ValidatorFactAttribute : FactAttribute
{
    public ValidatorFactAttribute()
    {
        if (!Validator.IsPresent) Skip = "dciodvfy (dicom3tools) is not on PATH";
    }
}
