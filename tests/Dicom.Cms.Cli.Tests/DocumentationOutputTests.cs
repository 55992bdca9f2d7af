namespace Dicom.Cms.Cli.Tests;

/// <summary>The <c>output</c> blocks of a page are what the tool prints for the commands above them.</summary>
public sealed class DocumentationOutputTests(DocumentationFolder template) : IClassFixture<DocumentationFolder>
{
    [Theory]
    [InlineData("README.md", 2)]
    [InlineData("docs/getting-started.md", 3)]
    public async Task Page_ItsSampleOutput_IsWhatTheCommandsPrint(string page, int blocks)
    {
        string folder = template.CreateFor(page + "-output");
        int compared = 0;
        foreach (DocumentationExample example in DocumentationExample.ReadPage(page))
        {
            List<string> printed = [];
            foreach (DocumentationCommand command in example.Commands)
            {
                ToolRun run = await DocumentationFolder.RunAsync(command, folder);
                printed.AddRange(DocumentationExample.LinesOf(run.Output + "\n" + run.Error));
            }

            if (example.Output is null) continue;
            compared++;
            example.FindMissingLine(printed).Should().BeNull("{0} shows it; the tool prints\n{1}", page, string.Join('\n', printed));
        }

        compared.Should().Be(blocks);
    }
}
