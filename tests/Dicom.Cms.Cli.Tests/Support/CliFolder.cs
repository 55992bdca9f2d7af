using Dicom.Cms.Testing;

namespace Dicom.Cms.Cli.Tests;

/// <summary>A folder of a test's own, and the tool in it. Deleted at the end.</summary>
public sealed class CliFolder : IDisposable
{
    public const string PatientName = "Sekret^Petra";
    public const string PatientId = "PID-4711-X";

    public CliFolder() => Root = Directory.CreateTempSubdirectory("dicom-cms-cli-").FullName;

    public string Root { get; }

    /// <summary>A path in the folder.</summary>
    public string this[params string[] parts] => Path.Combine([Root, .. parts]);

    public static byte[] Object(string uid = "2.25.4711", byte[]? pixels = null) => DicomBytes.Explicit()
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
        .Text(0x0008_0018, "UI", uid)
        .Text(0x0008_0020, "DA", "20240229")
        .Text(0x0008_0060, "CS", "OT")
        .Text(0x0010_0010, "PN", PatientName)
        .Text(0x0010_0020, "LO", PatientId)
        .Text(0x0010_0030, "DA", "19700101")
        .Text(0x0010_0040, "CS", "F")
        .Text(0x0020_000D, "UI", "2.25.4712")
        .Text(0x0020_000E, "UI", "2.25.4713")
        .Bytes(0x7FE0_0010, "OB", pixels ?? [1, 2, 3, 4])
        .ToFile();

    /// <summary>Writes a DICOM file and returns its path.</summary>
    public string AddObject(params string[] parts) =>
        AddFile(Object($"2.25.{Math.Abs(string.Concat(parts).GetHashCode(StringComparison.Ordinal))}"), parts);

    public string AddFile(byte[] bytes, params string[] parts)
    {
        string path = this[parts];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string AddText(string text, params string[] parts) => AddFile(System.Text.Encoding.UTF8.GetBytes(text), parts);

    /// <summary>Protects a new object for the archive key and returns the path of the result.</summary>
    public async Task<string> AddProtectedAsync(params string[] moreArguments)
    {
        string input = AddFile(Object(), "original.dcm");
        string output = this["protected.dcm"];
        (await RunAsync(["protect", input, "-o", output, "--recipient", TestKeys.Archive.CertificatePath, .. moreArguments]))
            .ShouldBe(ExitCode.Done);
        return output;
    }

    /// <summary>Runs the tool in this process.</summary>
    public static async Task<ToolRun> RunAsync(params string[] arguments) => await RunAsync(arguments, CancellationToken.None);

    public static async Task<ToolRun> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await Tool.RunAsync(arguments, new Terminal(output, error), cancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>All files in a subfolder, relative to it, in order.</summary>
    public string[] FilesIn(string subfolder) => !Directory.Exists(this[subfolder]) ? [] :
        [.. Directory.EnumerateFiles(this[subfolder], "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(this[subfolder], path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>What a run of the tool gave.</summary>
public sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts the exit code, and that nobody ever sees a stack trace.</summary>
    public ToolRun ShouldBe(int exitCode)
    {
        ExitCode.Should().Be(exitCode, "output: {0} error: {1}", Output, Error);
        (Output + Error).Should().NotContain("   at ");
        return this;
    }
}
