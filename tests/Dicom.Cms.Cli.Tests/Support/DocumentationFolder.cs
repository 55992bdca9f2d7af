using System.Diagnostics;
using QuickStart;

namespace Dicom.Cms.Cli.Tests;

/// <summary>
/// What the commands of a page find in their folder: ct.dcm; study/ with three slices; phrase.txt, a password; hospital.kek, a symmetric
/// key; the pairs old.* and new.*; and archive/, the study protected for old. Pages create whatever else they name.
/// </summary>
public sealed class DocumentationFolder : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly CliFolder _folder = new();

    public async Task InitializeAsync()
    {
        _folder.AddFile(Phantom.CreateFile(), "template", "ct.dcm");
        _folder.AddFile(Phantom.CreateFile(), "template", "study", "ct.dcm");
        foreach (int number in new[] { 4, 5 }) _folder.AddFile(Phantom.CreateFile(number), "template", "study", $"ct-{number}.dcm");
        _folder.AddText("correct horse battery staple\n", "template", "phrase.txt");
        _folder.AddText("000102030405060708090A0B0C0D0E0F\n", "template", "hospital.kek");
        await PrepareAsync("certificate", "create", "--subject", "CN=Old", "-o", _folder["template", "old"]);
        await PrepareAsync("certificate", "create", "--subject", "CN=New", "-o", _folder["template", "new"]);
        await PrepareAsync(
            "protect", _folder["template", "study"], "-o", _folder["template", "archive"],
            "--recipient", _folder["template", "old.cert.pem"]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy of everything, for one page.</summary>
    public string CreateFor(string page)
    {
        string copy = _folder[page.Replace('/', '-')];
        foreach (string file in _folder.FilesIn("template"))
        {
            string target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(_folder["template", file], target);
        }

        return copy;
    }

    internal static bool IsInstalled(string tool) => tool == "dicom-cms"
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, tool)));

    internal static async Task<ToolRun> RunAsync(DocumentationCommand command, string folder)
    {
        bool isOurs = command.Tool == "dicom-cms";
        string[] before = isOurs ? [Path.Combine(AppContext.BaseDirectory, "dicom-cms.dll")] : [];
        ProcessStartInfo start = new(isOurs ? "dotnet" : command.Tool, [.. before, .. command.Arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(s_limit);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ToolRun(process.ExitCode, output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // gdcmanon may hang
            throw new TimeoutException($"No end after {s_limit.TotalSeconds} s: {command}");
        }
    }

    private static async Task PrepareAsync(params string[] arguments) => (await CliFolder.RunAsync(arguments)).ShouldBe(ExitCode.Done);
}
