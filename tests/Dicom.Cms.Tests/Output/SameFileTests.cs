namespace Dicom.Cms.Tests;

/// <summary>Output and input are never one file, by whatever name.</summary>
public sealed class SameFileTests
{
    private static readonly byte[] Original = RecoverySamples.Image();
    private static readonly byte[] Protected = Roundtrip.Protect(Original);

    [Theory]
    [InlineData("the same path")]
    [InlineData("a path with dots")]
    [InlineData("a relative path")]
    [InlineData("a link to the file")]
    [InlineData("a link to a link to the file")]
    [InlineData("a linked folder")]
    [InlineData("a folder in a linked folder")]
    [InlineData("a relative link to a folder")]
    [InlineData("a link in a linked folder")]
    public async Task Recover_OntoTheInput_IsRefused(string way)
    {
        using ScratchFolder folder = new();
        string real = folder.Write(Path.Combine("real", "inner", "file.dcm"), Protected);
        string other = NameAgain(folder, real, way);
        File.ReadAllBytes(other).Should().Equal(Protected, "it is the same file");

        foreach ((string input, string output) in new[] { (real, other), (other, real) })
        {
            Action recovery = () => Roundtrip.AsArchive.Recover(input, output);
            Func<Task> recoveryAsync = () => Roundtrip.AsArchive.RecoverAsync(input, output);
            Action protection = () => Roundtrip.ForArchive.Protect(input, output);
            Func<Task> protectionAsync = () => Roundtrip.ForArchive.ProtectAsync(input, output);

            recovery.Should().Throw<ArgumentException>();
            await recoveryAsync.Should().ThrowAsync<ArgumentException>();
            protection.Should().Throw<ArgumentException>();
            await protectionAsync.Should().ThrowAsync<ArgumentException>();
        }

        File.ReadAllBytes(real).Should().Equal(Protected);
        Directory.GetFiles(folder.Root, "*.partial", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Recover_AnInputWithTheNameOfAPartialOutput_IsNotWrittenOver()
    {
        using ScratchFolder folder = new();
        string input = folder.Write(".output.dcm.partial", Protected);

        Roundtrip.AsArchive.Recover(input, folder.PathOf("output.dcm"));

        File.ReadAllBytes(input).Should().Equal(Protected);
        File.ReadAllBytes(folder.PathOf("output.dcm")).Should().Equal(Original);
        folder.Names.Should().Equal(".output.dcm.partial", "output.dcm");
    }

    [Fact]
    public void Recover_AnOutputLinkThatLeadsNowhere_IsReplaced()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected), output = folder.PathOf("output.dcm");
        File.CreateSymbolicLink(output, folder.PathOf("nowhere.dcm"));

        Roundtrip.AsArchive.Recover(input, output);

        File.ReadAllBytes(output).Should().Equal(Original);
    }

    [Fact]
    public void Recover_LinksInACircle_IsAnIOException()
    {
        using ScratchFolder folder = new();
        File.CreateSymbolicLink(folder.PathOf("a"), folder.PathOf("b"));
        File.CreateSymbolicLink(folder.PathOf("b"), folder.PathOf("a"));
        Action recovery = () => Roundtrip.AsArchive.Recover(folder.PathOf("a"), folder.PathOf("output.dcm"));

        recovery.Should().Throw<IOException>();
    }

    private static string NameAgain(ScratchFolder folder, string real, string way)
    {
        switch (way)
        {
            case "the same path":
                return real;
            case "a path with dots":
                return folder.PathOf("real", "..", "real", ".", "inner", "file.dcm");
            case "a relative path":
                return Path.GetRelativePath(Environment.CurrentDirectory, real);
            case "a link to the file":
                File.CreateSymbolicLink(folder.PathOf("link.dcm"), real);
                return folder.PathOf("link.dcm");
            case "a link to a link to the file":
                File.CreateSymbolicLink(folder.PathOf("first.dcm"), "real/inner/file.dcm");
                File.CreateSymbolicLink(folder.PathOf("link.dcm"), "first.dcm");
                return folder.PathOf("link.dcm");
            case "a linked folder":
                Directory.CreateSymbolicLink(folder.PathOf("linked"), folder.PathOf("real", "inner"));
                return folder.PathOf("linked", "file.dcm");
            case "a folder in a linked folder":
                Directory.CreateSymbolicLink(folder.PathOf("linked"), folder.PathOf("real"));
                return folder.PathOf("linked", "inner", "file.dcm");
            case "a relative link to a folder":
                Directory.CreateSymbolicLink(folder.PathOf("linked"), "real");
                return folder.PathOf("linked", "inner", "file.dcm");
            default:
                Directory.CreateSymbolicLink(folder.PathOf("linked"), folder.PathOf("real"));
                File.CreateSymbolicLink(folder.PathOf("real", "again.dcm"), "inner/file.dcm");
                return folder.PathOf("linked", "again.dcm");
        }
    }
}
