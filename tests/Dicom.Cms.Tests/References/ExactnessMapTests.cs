using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>docs/exactness.md: each of the ten rules names types that implement it and tests that show it, and both exist.</summary>
public sealed partial class ExactnessMapTests
{
    private const int Rules = 10;

    private static readonly string Document = File.ReadAllText(RepositoryFiles.PathOf("docs", "exactness.md"));

    /// <summary>The rows of the tables: rule, types, tests.</summary>
    private static readonly string[][] Rows =
    [
        .. Document.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && int.TryParse(cells[1], out _)),
    ];

    [Fact]
    public void Rules_EachOne_HasItsTextAndARowWithTypesAndTests()
    {
        Rows.Select(cells => cells[1]).Should().Equal(Enumerable.Range(1, Rules).Select(rule => $"{rule}"));
        foreach (string[] cells in Rows)
        {
            Document.Should().Contain($"**Rule {cells[1]}: ");
            NamesIn(cells[2]).Should().NotBeEmpty();
            NamesIn(cells[3]).Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Rules_EachType_IsInTheSources()
    {
        string source = RepositoryFiles.ReadSources("src");
        foreach (string type in Rows.SelectMany(cells => NamesIn(cells[2])).Distinct())
            Regex.IsMatch(source, $@"\b(class|record|struct|enum|interface) {type}\b").Should().BeTrue($"{type} implements a rule");
    }

    [Fact]
    public void Rules_EachTest_IsInTheSources()
    {
        Dictionary<string, string> tests = RepositoryFiles.ReadClasses("tests");
        foreach (string test in NamesIn(Document).Where(name => name.Contains('.', StringComparison.Ordinal)).Distinct())
        {
            string[] parts = test.Split('.');
            tests.Should().ContainKey(parts[0]);
            Regex.IsMatch(tests[parts[0]], $@"\b(void|Task) {parts[1]}\(").Should().BeTrue($"{test} shows a rule");
        }
    }

    /// <summary>The names in back quotes.</summary>
    private static string[] NamesIn(string text) => [.. Quoted().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([A-Za-z0-9_.]+)`")]
    private static partial Regex Quoted();
}
