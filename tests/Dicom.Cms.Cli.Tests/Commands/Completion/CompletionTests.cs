using System.Diagnostics;

namespace Dicom.Cms.Cli.Tests;

/// <summary>What shells complete, asked of a real bash; and the manual page, which is made from the commands.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BashTheory]
    [InlineData("dicom-cms pro", "protect")]
    [InlineData("dicom-cms protect --rec", "--recipient")]
    [InlineData("dicom-cms recover --accept-a", "--accept-altered")]
    [InlineData("dicom-cms protect --suite o", "oaep")]
    [InlineData("dicom-cms certificate cr", "create")]
    [InlineData("dicom-cms certificate create --sub", "--subject")]
    [InlineData("dicom-cms completion f", "fish")]
    public async Task Completion_InBash_CompletesTheWord(string line, string expected)
    {
        ToolRun printed = (await CliFolder.RunAsync("completion", "bash")).ShouldBe(ExitCode.Done);
        string script = _folder["completion.bash"];
        await File.WriteAllTextAsync(script, printed.Output);
        string[] words = line.Split(' ');

        string completed = await RunAsync(
            "bash", "-c",
            $"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={words.Length - 1}; _dicom_cms; echo ${{COMPREPLY[@]}}");

        completed.Trim().Should().Be(expected);
    }

    [Theory]
    [InlineData("zsh", "bashcompinit")]
    [InlineData("fish", "complete -c dicom-cms -n '__fish_seen_subcommand_from protect' -l recipient")]
    public async Task Completion_OtherShells_NamesCommandsAndOptions(string shell, string expected) =>
        (await CliFolder.RunAsync("completion", shell)).ShouldBe(ExitCode.Done).Output.Should().Contain(expected);

    [Fact]
    public async Task Completion_ForNoShell_IsUsageError() =>
        (await CliFolder.RunAsync("completion", "tcsh")).ShouldBe(ExitCode.Usage).Error.Should().Contain("tcsh");

    [Fact]
    public async Task ManualPage_InTheRepository_IsWhatTheCommandsSay()
    {
        ToolRun printed = (await CliFolder.RunAsync("completion", "man")).ShouldBe(ExitCode.Done);

        string page = await File.ReadAllTextAsync(Path.Combine(DocumentationCommands.RepositoryRoot, "docs", "man", "dicom-cms.1"));

        page.Should().Be(printed.Output, "make it anew with: dicom-cms completion man > docs/man/dicom-cms.1");
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private sealed class BashTheoryAttribute : TheoryAttribute
    {
        public BashTheoryAttribute()
        {
            if (!File.Exists("/bin/bash")) Skip = "needs /bin/bash";
        }
    }
}
