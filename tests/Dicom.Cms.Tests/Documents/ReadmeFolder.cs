using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Tests;

/// <summary>
/// A temporary folder with what the README's programs find in theirs: ct.dcm, made by a run of the QuickStart; archive.cert.pem,
/// archive.key.pem, trial.cert.pem and trial.key.pem, as <c>dicom-cms certificate create</c> makes them.
/// </summary>
public sealed class ReadmeFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dicom-cms-readme-");

    public ReadmeFolder()
    {
        QuickStart = RunDotnet("exec", Path.Combine(AppContext.BaseDirectory, "QuickStart.dll"), PathOf("quickstart"));
        if (QuickStart.ExitCode == 0) File.Copy(PathOf("quickstart/original.dcm"), PathOf("ct.dcm"));
        CreateCertificate("archive");
        CreateCertificate("trial");
    }

    /// <summary>How the sample went.</summary>
    public (int ExitCode, string Output) QuickStart { get; }

    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public static string DotnetPath { get; } = MetadataOf("DotnetPath");

    public static string CompilerPath { get; } = MetadataOf("CompilerPath");

    /// <summary>What ImplicitUsings stands for in Microsoft.NET.Sdk.</summary>
    public static IReadOnlyList<string> ImplicitUsings { get; } =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The framework and the library: what a project with one package reference sees.</summary>
    public static IEnumerable<string> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path =>
            Path.GetDirectoryName(path) == framework
            || Path.GetFileName(path) is "Dicom.Cms.dll" or "Dicom.Cms.Data.dll" or "Dicom.Cms.Envelopes.dll" or "Dicom.Cms.Imaging.dll");
    }

    public static (int ExitCode, string Output) RunDotnet(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(DotnetPath, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private void CreateCertificate(string name)
    {
        using RSA key = RSA.Create(3072);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(PathOf($"{name}.cert.pem"), certificate.ExportCertificatePem() + "\n");
        File.WriteAllText(PathOf($"{name}.key.pem"), key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static string FindRepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dicom.Cms.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not lie below Dicom.Cms.sln.");
    }

    private static string MetadataOf(string key) =>
        typeof(ReadmeFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
