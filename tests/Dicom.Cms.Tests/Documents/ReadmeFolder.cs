using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>
/// A temporary folder with what the README's programs find in theirs: ct.dcm, made by a run of the QuickStart; archive.cert.pem,
/// archive.key.pem, trial.cert.pem and trial.key.pem, as <c>dicom-cms certificate create</c> makes them.
/// </summary>
public sealed partial class ReadmeFolder : IDisposable
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

    /// <summary>A program with the names of files moved into the folder.</summary>
    public string Move(string code) => FileName().Replace(code, match => $"@\"{PathOf(match.Groups["name"].Value)}\"");

    /// <summary>Compiles a program as a project of its own would, with warnings as errors.</summary>
    /// <param name="code">The program.</param>
    /// <param name="name">The name of the assembly.</param>
    /// <param name="target">What is compiled: exe or library.</param>
    /// <param name="usings">Namespaces besides those of ImplicitUsings.</param>
    /// <returns>The path of the assembly.</returns>
    public string Compile(string code, string name, string target = "exe", params IEnumerable<string> usings)
    {
        string source = PathOf(name + ".cs"), globalUsings = PathOf(name + ".Usings.cs"), output = PathOf(name + ".dll");
        File.WriteAllText(source, code);
        File.WriteAllText(globalUsings, string.Concat(ImplicitUsings.Concat(usings).Select(space => $"global using {space};\n")));
        string references = PathOf("references.rsp");
        File.WriteAllLines(references, References().Select(path => $"/reference:\"{path}\""));

        (int exitCode, string messages) = RunDotnet(
            "exec", CompilerPath, "/noconfig", "/nostdlib+", "/nologo", $"/target:{target}", "/nullable:enable", "/warnaserror+",
            "@" + references, "/out:" + output, globalUsings, source);
        exitCode.Should().Be(0, messages);
        return output;
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

    [GeneratedRegex(@"""(?<name>[\w.-]+\.(dcm|pem|p12|key))""")]
    private static partial Regex FileName();

    private static string MetadataOf(string key) =>
        typeof(ReadmeFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
