using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>
/// The table of the QuickStart in README.md is what the QuickStart prints. Pseudonyms differ from run to run and are masked; the table may
/// leave rows out. The output of the tool is checked with its commands, in <c>Dicom.Cms.Cli.Tests</c>.
/// </summary>
public sealed partial class ReadmeOutputTests(ReadmeFolder folder) : IClassFixture<ReadmeFolder>
{
    [Fact]
    public void QuickStart_TableInTheReadme_IsWhatItPrints()
    {
        string readme = File.ReadAllText(Path.Combine(ReadmeFolder.RepositoryRoot, "README.md")).ReplaceLineEndings("\n");
        string table = OutputBlock().Matches(readme).Select(match => match.Groups["lines"].Value)
            .Single(lines => lines.Contains("A stranger sees", StringComparison.Ordinal));
        string[] shown = LinesOf(table), printed = LinesOf(folder.QuickStart.Output);

        shown.Should().HaveCountGreaterThan(5);
        int next = 0;
        foreach (string line in shown)
        {
            int found = Array.IndexOf(printed, line, next);
            found.Should().BeGreaterThanOrEqualTo(
                next, "README.md shows \"{0}\", and the QuickStart prints\n{1}", line, folder.QuickStart.Output);
            next = found + 1;
        }
    }

    private static string[] LinesOf(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(Mask).Where(line => line.Length > 0)];

    // The values of one run: pseudonyms, and the UIDs that replace others. What the phantom itself has is the same in every run.
    private static string Mask(string line) => ReplacedUid().Replace(Pseudonym().Replace(line, "PSEUDONYM"), "2.25.REPLACED").TrimEnd();

    [GeneratedRegex(@"^```output\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex OutputBlock();

    [GeneratedRegex(@"\b[0-9A-Z]{16}\b")]
    private static partial Regex Pseudonym();

    [GeneratedRegex(@"2\.25\.(?!8765432109876543210)\d+")]
    private static partial Regex ReplacedUid();
}
