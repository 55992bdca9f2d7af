using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>docs/conformance.md: every SHALL has a type that implements it and a test that shows it, and both are there.</summary>
public sealed partial class ConformanceMapTests
{
    /// <summary>The clauses of PS3.15 E.1.1 to E.3 and PS3.3 C.12.1.1.4, in the order of the standard.</summary>
    private static readonly string[] Clauses =
    [
        "E.1.1-2a", "E.1.1-2b", "E.1.1-3", "E.1.1-4a", "E.1.1-4b", "E.1.1-4c", "E.1.1-4d", "E.1.1-5a", "E.1.1-5b", "E.1.1-6a", "E.1.1-6b",
        "E.1.1-7", "E.1.1-8a", "E.1.1-8b", "E.1.1-9", "E.1.2-1a", "E.1.2-1b", "E.1.2-2", "E.1.2-3", "E.2", "E.3-1", "E.3-2", "E.3.1",
        "E.3.2", "E.3.3", "E.3.4", "E.3.5", "E.3.6-1", "E.3.6-2", "E.3.6-3", "E.3.7", "E.3.8", "E.3.9", "E.3.10", "E.3.11", "C.12.1.1.4-1",
        "C.12.1.1.4-2", "C.12.1.1.4-3", "C.12.1.1.4-4", "C.12.1.1.4-5",
    ];

    private static readonly (string Clause, string[] Types, string[] Tests)[] Rows = ReadRows();

    [Fact]
    public void Map_EachClause_HasARowWithTypeAndTest()
    {
        Rows.Select(row => row.Clause).Should().Equal(Clauses);
        Rows.Should().OnlyContain(row => row.Types.Length > 0 && row.Tests.Length > 0);
    }

    [Fact]
    public void Map_EachType_IsInTheSources()
    {
        string source = RepositoryFiles.ReadSources("src");
        foreach (string type in Rows.SelectMany(row => row.Types).Distinct())
            Regex.IsMatch(source, $@"\b(class|record|struct|enum) {type}\b").Should().BeTrue($"{type} implements a clause");
    }

    [Fact]
    public void Map_EachTest_IsInTheSources()
    {
        Dictionary<string, string> tests = RepositoryFiles.ReadClasses("tests");
        foreach (string test in Rows.SelectMany(row => row.Tests).Distinct())
        {
            string[] parts = test.Split('.');
            tests.Should().ContainKey(parts[0]);
            Regex.IsMatch(tests[parts[0]], $@"\[(Shared)?(Fact|Theory)\][^{{}}]*?\b(void|Task) {parts[1]}\(")
                .Should().BeTrue($"{test} shows a clause");
        }
    }

    private static (string, string[], string[])[] ReadRows() =>
    [
        .. File.ReadLines(RepositoryFiles.PathOf("docs", "conformance.md"))
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length == 6 && cells[1].Trim() is not ("Clause" or "---"))
            .Where(cells => !cells[1].Contains("---", StringComparison.Ordinal))
            .Select(cells => (cells[1].Trim(), Names(cells[3]), Names(cells[4]))),
    ];

    private static string[] Names(string cell) => [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([A-Za-z0-9_.]+)`")]
    private static partial Regex Quoted();
}

/// <summary>Files of the repository, as tests about the repository see them.</summary>
internal static class RepositoryFiles
{
    public static string PathOf(params string[] parts)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dicom.Cms.sln"))) folder = folder.Parent;
        return Path.Combine(
            [folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not lie below Dicom.Cms.sln."), .. parts]);
    }

    public static string ReadSources(string folder) => string.Join('\n', SourcesOf(folder).Select(File.ReadAllText));

    /// <summary>The text of each class by its name; partial files together.</summary>
    public static Dictionary<string, string> ReadClasses(string folder) => SourcesOf(folder)
        .GroupBy(path => Path.GetFileName(path).Split('.')[0])
        .ToDictionary(group => group.Key, group => string.Join('\n', group.Select(File.ReadAllText)));

    private static IEnumerable<string> SourcesOf(string folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
