using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StoreScp;
using FellowOakDicom;
using FellowOakDicom.IO.Buffer;
using FellowOakDicom.Network;
using ProtectingStoreScp;
using RecoveringStoreScp;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>The samples, talking to storescu and storescp of DCMTK.</summary>
public sealed class StoreScpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fodicom").FullName;

    [DcmtkTheory]
    [InlineData("-xi")] // Implicit VR Little Endian is proposed
    [InlineData("-xe")] // Explicit VR Little Endian
    public async Task Samples_BetweenStorescuAndStorescp_GiveBackWhatWasSent(string proposed)
    {
        DicomDataset sent = SampleDatasets.Image().WithPixels(new MemoryByteBuffer(SampleDatasets.Octets(8))).Encoded();
        string original = PathOf("original.dcm"), protectedFolder = PathOf("protected"), recoveredFolder = PathOf("recovered");
        await new DicomFile(sent).SaveAsync(original);
        int protecting = FreePort(), recovering = FreePort(), archive = FreePort(), research = FreePort();
        using Process archiveScp = StartStorescp("ARCHIVE", archive, protectedFolder),
            researchScp = StartStorescp("RESEARCH", research, recoveredFolder);
        using IDicomServer protector = DicomServerFactory.Create<ProtectingStore>(
            "127.0.0.1", protecting, userState: new ProtectingSettings(
                TestKeys.ForArchive, new Destination($"127.0.0.1:{archive}:ARCHIVE", "PROTECTOR")));
        Dictionary<string, Destination> entitled = new() { ["RESEARCH"] = new Destination($"127.0.0.1:{research}:RESEARCH", "RECOVERER") };
        using IDicomServer recoverer = DicomServerFactory.Create<RecoveringStore>(
            "127.0.0.1", recovering, userState: new RecoveringSettings(TestKeys.ByArchive, entitled));

        (await StorescuAsync("MODALITY", protecting, proposed, original)).Should().Be(0);
        string protectedFile = Directory.GetFiles(protectedFolder).Should().ContainSingle().Subject;
        (await StorescuAsync("RESEARCH", recovering, proposed, protectedFile)).Should().Be(0);
        string recoveredFile = Directory.GetFiles(recoveredFolder).Should().ContainSingle().Subject;
        (await StorescuAsync("STRANGER", recovering, proposed, protectedFile)).Should().NotBe(0, "nobody else is entitled");

        DicomDataset seen = DicomFile.Open(protectedFile).Dataset;
        seen.GetString(DicomTag.PatientIdentityRemoved).Should().Be("YES");
        seen.GetString(DicomTag.PatientID).Should().NotBe("MRN-4711");
        Values(DicomFile.Open(recoveredFile).Dataset).Should().Equal(Values(sent));
        Directory.GetFiles(recoveredFolder).Should().ContainSingle();
        archiveScp.Kill();
        researchScp.Kill();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static Process StartStorescp(string title, int port, string folder)
    {
        Directory.CreateDirectory(folder);
        Process process = Process.Start("storescp", ["-aet", title, "-od", folder, $"{port}"]);
        for (int attempt = 0; !IsListening(port); attempt++)
        {
            if (attempt > 1000 || process.HasExited) throw new InvalidOperationException("storescp does not listen.");
            process.WaitForExit(10);
        }

        return process;
    }

    private static async Task<int> StorescuAsync(string title, int port, string proposed, string file)
    {
        using Process process = Process.Start("storescu", ["-aet", title, proposed, "127.0.0.1", $"{port}", file]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static bool IsListening(int port) =>
        System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(each => each.Port == port);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Path and value; implicit VR gives another VR for the octets of Pixel Data.</summary>
    private static IEnumerable<string> Values(DicomDataset dataset) => RawElements.Of(dataset).Select(line => line[..8] + line[11..]);
}

/// <summary>A theory that needs DCMTK; without it, it is reported as skipped with the reason.</summary>
public sealed class DcmtkTheoryAttribute : TheoryAttribute
{
    public DcmtkTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        bool isThere = folders.Any(folder =>
            File.Exists(Path.Combine(folder, "storescp")) && File.Exists(Path.Combine(folder, "storescu")));
        if (!isThere) Skip = "storescu and storescp of DCMTK are not installed";
    }
}
