using System.Diagnostics;

namespace Dicom.Cms.Tests;

/// <summary>
/// A PKCS#11 token of SoftHSM in a temporary folder, with one RSA key that was made in it and cannot leave it. The folder is named in the
/// environment of the processes started here, and nowhere else.
/// </summary>
internal sealed class SoftwareToken : IDisposable
{
    private const string Pin = "4711081500";

    private static readonly string[] s_modules =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/lib/libsofthsm2.so"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dicom-cms-token-");

    public SoftwareToken()
    {
        Directory.CreateDirectory(PathOf("tokens"));
        File.WriteAllText(PathOf("softhsm2.conf"), $"directories.tokendir = {PathOf("tokens")}\nlog.level = ERROR\n");
        File.WriteAllText(PathOf("pin"), Pin);
        Require(Run("softhsm2-util", "--init-token", "--free", "--label", "hospital", "--so-pin", "8150471100", "--pin", Pin));
        Require(Run(
            "pkcs11-tool", "--module", Module!, "--login", "--pin", Pin, "--token-label", "hospital",
            "--keypairgen", "--key-type", "rsa:2048", "--id", "01", "--label", "archive"));
    }

    /// <summary>What is missing here, or null.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "PKCS#11 through an OpenSSL engine is tested on Linux"
        : Module is null || !IsOnPath("softhsm2-util") ? "softhsm2 is not installed"
        : !IsOnPath("pkcs11-tool") ? "opensc is not installed"
        : !HasEngine() ? "libengine-pkcs11-openssl is not installed"
        : null;

    /// <summary>Where the key is; the PIN is in a file (RFC 7512 2.4).</summary>
    public string KeyUri => $"pkcs11:token=hospital;object=archive;type=private?pin-source=file:{PathOf("pin")}";

    private static string? Module => s_modules.FirstOrDefault(File.Exists);

    public (int ExitCode, string Output) Run(string command, params string[] arguments)
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SOFTHSM2_CONF"] = PathOf("softhsm2.conf");
        start.Environment["PKCS11_MODULE_PATH"] = Module;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Require((int ExitCode, string Output) run) => run.ExitCode.Should().Be(0, run.Output);

    private static bool IsOnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, command)));

    private static bool HasEngine() => new[] { "/usr/lib", "/usr/lib64" }
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateDirectories(folder).Append(folder))
        .Any(folder => File.Exists(Path.Combine(folder, "engines-3", "pkcs11.so")));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}

/// <summary>A fact that needs <see cref="SoftwareToken"/>; without it, it is reported as skipped with the reason.</summary>
public sealed class SoftwareTokenFactAttribute : FactAttribute
{
    public SoftwareTokenFactAttribute()
    {
        if (SoftwareToken.Missing is { } missing) Skip = missing;
    }
}
