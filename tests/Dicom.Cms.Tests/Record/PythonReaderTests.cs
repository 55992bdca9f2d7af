using System.Diagnostics;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>docs/restoration_reader.py, which is written from docs/restoration.md alone, reads what the library writes.</summary>
public sealed class PythonReaderTests
{
    private static readonly string Keys = Path.Combine(ReadmeFolder.RepositoryRoot, "tests", "Dicom.Cms.Tests", "Keys");

    public static TheoryData<string> ClassNames => [.. RecoverySamples.Classes.Keys];

    [PythonReaderTheory]
    [MemberData(nameof(ClassNames))]
    public void Reader_OfEachClass_GivesTheOriginal(string name)
    {
        byte[] original = RecoverySamples.Classes[name]();

        (byte[]? output, string text) = Read(Roundtrip.Protect(original), "rsa2048");

        text.Should().Be("original\n");
        output.AsSpan().SequenceEqual(original).Should().BeTrue();
    }

    [PythonReaderTheory]
    [InlineData("explicit little endian")]
    [InlineData("implicit little endian")]
    [InlineData("explicit big endian")]
    [InlineData("encapsulated")]
    [InlineData("encapsulated, with comments")]
    public void Reader_OfASubset_WritesWhatTheLibraryWrites(string name)
    {
        byte[] protectedObject = Roundtrip.Protect(RecoverySamples.Classes[name](), Roundtrip.Builder()
            .Encrypt(AttributeSet.Of(Tags.PatientName, Tags.StudyInstanceUID)).For(RecoveryKeys.Trial).Build());

        (byte[]? output, string text) = Read(protectedObject, "rsa2048b");

        text.Should().Be("standard\n");
        ContentTree.Of(output!).Should().Equal(ContentTree.Of(Roundtrip.Recover(protectedObject, RecoveryKeys.TrialKey).Output));
    }

    private static (byte[]? Output, string Text) Read(byte[] protectedObject, string key)
    {
        using ScratchFolder folder = new();
        ProcessStartInfo start = new("python3",
        [
            Path.Combine(ReadmeFolder.RepositoryRoot, "docs", "restoration_reader.py"), folder.Write("protected.dcm", protectedObject),
            Path.Combine(Keys, $"{key}.cert.pem"), Path.Combine(Keys, $"{key}.key.pem"), folder.PathOf("output.dcm"),
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit(TimeSpan.FromSeconds(60)).Should().BeTrue();
        return process.ExitCode == 0
            ? (File.ReadAllBytes(folder.PathOf("output.dcm")), text)
            : (null, text + error.GetAwaiter().GetResult());
    }
}

/// <summary>A theory that needs python3 and openssl; without them, it is reported as skipped with the reason.</summary>
public sealed class PythonReaderTheoryAttribute : TheoryAttribute
{
    public PythonReaderTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? missing = new[] { "python3", "openssl" }
            .FirstOrDefault(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool))));
        if (missing is not null) Skip = $"{missing} is not on PATH";
    }
}
