using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>docs/threats.md: every entry names code that answers the attack and a test that shows it, and both are there.</summary>
public sealed partial class ThreatMapTests
{
    private const int Entries = 33;

    private static readonly string[] Sections = [.. File.ReadAllText(RepositoryFiles.PathOf("docs", "threats.md")).Split("\n## ").Skip(1)];

    [Fact]
    public void Threats_EachEntry_IsInTheTableAndNamesCodeAndTests()
    {
        string table = File.ReadAllText(RepositoryFiles.PathOf("docs", "threats.md")).Split("\n## ")[0];
        Sections.Should().HaveCount(Entries);
        for (int i = 0; i < Entries; i++)
        {
            Sections[i].Should().StartWith($"{i + 1}. ");
            table.Should().Contain($"| [{i + 1}](#{i + 1}-");
            NamesIn(Sections[i], "Code").Should().NotBeEmpty();
            NamesIn(Sections[i], "Tests").Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Threats_EachType_IsInTheSources()
    {
        string source = RepositoryFiles.ReadSources("src");
        foreach (string type in Sections.SelectMany(section => NamesIn(section, "Code")).Distinct())
            Regex.IsMatch(source, $@"\b(class|record|struct|enum|interface) {type}\b").Should().BeTrue($"{type} answers an attack");
    }

    [Fact]
    public void Threats_EachTest_IsInTheSources()
    {
        Dictionary<string, string> tests = RepositoryFiles.ReadClasses("tests");
        foreach (string test in Sections.SelectMany(section => NamesIn(section, "Tests")).Distinct())
        {
            string[] parts = test.Split('.');
            tests.Should().ContainKey(parts[0]);
            Regex.IsMatch(tests[parts[0]], $@"\b(void|Task) {parts[1]}\(").Should().BeTrue($"{test} shows an answer");
        }
    }

    /// <summary>The names in back quotes of the list entry that begins with a word.</summary>
    private static string[] NamesIn(string section, string entry)
    {
        int start = section.IndexOf($"\n- {entry}: ", StringComparison.Ordinal);
        if (start < 0) return [];
        string rest = section[(start + 1)..];
        int end = Regex.Match(rest, @"\n(?! )").Index;
        return [.. Quoted().Matches(end > 0 ? rest[..end] : rest).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex("`([A-Za-z0-9_.]+)`")]
    private static partial Regex Quoted();
}
