using Xunit.Abstractions;

namespace Dicom.Cms.Cli.Tests;

/// <summary>Every command in README.md and docs/ does what it says, in the order of the page. C# is with ReadmeTests.</summary>
public sealed class DocumentationTests(DocumentationFolder template, ITestOutputHelper output) : IClassFixture<DocumentationFolder>
{
    public static TheoryData<string> Pages() => [.. DocumentationCommands.Pages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ItsCommandsInOrder_EndAsItSays(string page)
    {
        string folder = template.CreateFor(page);
        foreach (IReadOnlyList<DocumentationCommand> block in DocumentationCommands.BlocksOf(page))
        {
            if (block.FirstOrDefault(command => !DocumentationFolder.IsInstalled(command.Tool)) is { } missing)
            {
                output.WriteLine($"skipped: {missing.Tool} is not installed, and not run was the block with {missing}");
                continue;
            }

            foreach (DocumentationCommand command in block)
            {
                ToolRun run = await DocumentationFolder.RunAsync(command, folder);
                run.ExitCode.Should().Be(command.ExitCode, "{0}\n{1}{2}", command, run.Output, run.Error);
            }
        }
    }

    [Theory]
    [InlineData("docs/getting-started.md", 4)]
    [InlineData("docs/interoperability.md", 4)]
    [InlineData("docs/migration.md", 4)]
    [InlineData("docs/faq.md", 8)]
    public void Page_ForBeginners_HasNoBlockThatIsNotRun(string page, int atLeast)
    {
        int blocks = DocumentationCommands.BlocksOf(page).Count;
        blocks.Should().BeGreaterThanOrEqualTo(atLeast).And.Be(DocumentationCommands.CountBareBlocks(page));
    }
}
