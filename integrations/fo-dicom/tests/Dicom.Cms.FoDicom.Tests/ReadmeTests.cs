using System.Diagnostics;
using System.Runtime.CompilerServices;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>The program in README.md is the sample, and runs.</summary>
public class ReadmeTests
{
    [Fact]
    public void Readme_Program_IsTheSample()
    {
        string folder = Path.GetFullPath(Path.Combine(ThisFolder(), "..", ".."));
        string program = File.ReadAllText(Path.Combine(folder, "samples", "FirstSteps", "Program.cs"));
        File.ReadAllText(Path.Combine(folder, "README.md")).Should().Contain($"```csharp\n{program}```");
    }

    [Fact]
    public async Task Program_FromTheReadme_GivesTheOriginalBack()
    {
        string folder = Directory.CreateTempSubdirectory("fodicom").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "archive.cert.pem"), TestKeys.Archive.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "archive.key.pem"), TestKeys.PrivateKeyOf(TestKeys.Archive));
            await File.WriteAllTextAsync(Path.Combine(folder, "trial.cert.pem"), TestKeys.Trial.ExportCertificatePem());
            DicomDataset image = SampleDatasets.Image().WithPixels(new MemoryByteBuffer(SampleDatasets.Octets(8)));
            await new DicomFile(image).SaveAsync(Path.Combine(folder, "ct.dcm"));

            ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "FirstSteps.dll")]) { WorkingDirectory = folder,
                RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            string printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();

            process.ExitCode.Should().Be(0);
            printed.Should().Contain($"Original, Authenticated. The archive sees: {SampleDatasets.Name}");
            File.Exists(Path.Combine(folder, "ct.deid.dcm")).Should().BeTrue();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
