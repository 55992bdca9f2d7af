using System.Diagnostics;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

/// <summary>Outputs of a folder are flushed and named some at a time; whatever happens, what has its name is whole.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const int Seed = 20261122;
    private const int Files = 600, PixelLength = 100_000;

    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Protect_KilledInTheMiddle_LeavesOnlyCompleteOutputs()
    {
        AddFiles();

        // A password costs a fraction of a second for each file: the run takes a minute, and whoever waits for its first outputs is never
        // too late.
        string password = _folder.AddText("correct horse battery staple", "password");
        using (Process process = ToolProcess.Start(
            "protect", _folder["in"], "-o", _folder["protected"], "--recipient", TestKeys.Archive.CertificatePath,
            "--password", password, "--jobs", "1", "--quiet"))
        {
            Stopwatch patience = Stopwatch.StartNew();
            while (Named("protected").Length == 0 && !process.HasExited && patience.Elapsed < TimeSpan.FromMinutes(1)) await Task.Yield();
            process.Kill();
            await process.WaitForExitAsync();
        }

        string[] named = Named("protected");
        named.Should().NotBeEmpty("the first batch was there").And.HaveCountLessThan(Files, "the process was killed before the last");
        string[] key = ["--key", TestKeys.Archive.KeyPath, "--certificate", TestKeys.Archive.CertificatePath];
        (await CliFolder.RunAsync(["recover", _folder["protected"], "-o", _folder["recovered"], .. key]))
            .ShouldBe(ExitCode.Done);
        foreach (string name in named)
            File.ReadAllBytes(_folder["recovered", name]).Should().Equal(File.ReadAllBytes(_folder["in", name]), "{0} was complete", name);
    }

    [Fact]
    public async Task Protect_OutputsOfAKilledRunAreThere_FinishesWhatIsMissing()
    {
        AddFiles();
        string partial = _folder.AddFile([1, 2, 3], "protected", ".0007.dcm.partial");

        (await CliFolder.RunAsync("protect", _folder["in"], "-o", _folder["protected"], "--recipient", TestKeys.Archive.CertificatePath))
            .ShouldBe(ExitCode.Done);

        File.ReadAllBytes(partial).Should().Equal([1, 2, 3], "nobody can foresee what a temporary file is called, so that none is opened");
        Named("protected").Should().HaveCount(Files);
    }

    [Fact]
    public async Task Protect_OneOutputOfABatchCannotBeNamed_FailsAloneAndIsReported()
    {
        for (int i = 0; i < 5; i++) _folder.AddObject("in", $"{i}.dcm");
        Directory.CreateDirectory(_folder["out", "3.dcm", "in the way"]);

        ToolRun run = await CliFolder.RunAsync(
            "protect", _folder["in"], "-o", _folder["out"], "--recipient", TestKeys.Archive.CertificatePath, "--overwrite");

        run.ShouldBe(ExitCode.SomeFailed).Output.Should().Contain("4 files protected, 1 failed");
        run.Error.Should().Contain($"failed: {_folder["in", "3.dcm"]}: ");
        _folder.FilesIn("out").Should().Equal("0.dcm", "1.dcm", "2.dcm", "4.dcm");
    }

    private string[] Named(string subfolder) =>
        [.. _folder.FilesIn(subfolder).Where(name => !name.EndsWith(".partial", StringComparison.Ordinal))];

    private void AddFiles()
    {
        byte[] pixels = new byte[PixelLength];
        new Random(Seed).NextBytes(pixels);
        for (int i = 0; i < Files; i++) _folder.AddFile(CliFolder.Object($"2.25.{i + 1}", pixels), "in", $"{i:D4}.dcm");
    }
}
