using System.Diagnostics;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

/// <summary>The tool as a process of its own: what only the system can do to it.</summary>
public sealed class ProcessTests : IDisposable
{
    private const long LargeLength = 600L << 20;

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Process_ProtectAndFail_ExitCodesReachTheShell()
    {
        string input = _folder.AddObject("a.dcm");
        (await ToolProcess.RunAsync("protect", input, "-o", _folder["b.dcm"], "--without-recovery")).ShouldBe(ExitCode.Done)
            .Output.Should().Contain(" -> ");
        (await ToolProcess.RunAsync("protect", input, "-o", _folder["b.dcm"], "--without-recovery")).ShouldBe(ExitCode.SomeFailed)
            .Error.Should().StartWith("failed: ");
        (await ToolProcess.RunAsync("protect", input, "-o", input, "--without-recovery")).ShouldBe(ExitCode.Usage);
    }

    [Fact]
    public async Task Process_Killed_LeavesNothingUnderAFinalName()
    {
        using Process process = await StartOnLargeInputAsync();

        process.Kill();
        await process.WaitForExitAsync();

        process.ExitCode.Should().NotBe(0, "it was killed in the midst of its work");
        _folder.FilesIn("out").Should().NotContain("large.dcm");
    }

    [Fact]
    public async Task Process_Interrupted_LeavesNothingAndExits130()
    {
        if (OperatingSystem.IsWindows()) return;
        using Process process = await StartOnLargeInputAsync();

        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(ExitCode.Interrupted);
        _folder.FilesIn("out").Should().BeEmpty();
    }

    [Fact]
    public async Task Tool_CancelledBeforeItBegins_Exits130AndWritesNothing()
    {
        _folder.AddObject("in", "a.dcm");
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        ToolRun run = await CliFolder.RunAsync(["protect", _folder["in"], "-o", _folder["out"], "--without-recovery"], source.Token);

        run.ShouldBe(ExitCode.Interrupted);
        _folder.FilesIn("out").Should().BeEmpty();
    }

    /// <summary>Returns when the temporary file of the output is there.</summary>
    private async Task<Process> StartOnLargeInputAsync()
    {
        string input = AddLargeObject();
        Directory.CreateDirectory(_folder["out"]);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(_folder["out"]) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, _) => begun.TrySetResult();
        watcher.EnableRaisingEvents = true;
        Process process = ToolProcess.Start("protect", input, "-o", _folder["out"], "--recipient", TestKeys.Archive.CertificatePath);
        Task first = await Task.WhenAny(begun.Task, process.WaitForExitAsync());
        first.Should().Be(begun.Task, "the process should have begun to write");
        return process;
    }

    // Sparse: it takes no room until it is protected.
    private string AddLargeObject()
    {
        byte[] head = [.. CliFolder.Object()[..^16], .. DicomBytes.Explicit().Header(0x7FE0_0010, "OB", (uint)LargeLength).ToArray()];
        string path = _folder.AddFile(head, "large.dcm");
        using FileStream stream = File.OpenWrite(path);
        stream.SetLength(head.Length + LargeLength);
        return path;
    }
}
