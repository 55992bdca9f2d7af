using System.Reflection;
using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>Every warning has a code of <see cref="WarningCodes"/>, and docs/warnings.md describes them all.</summary>
public sealed partial class WarningCodeTests
{
    private static readonly string[] Codes =
        [.. Fields().Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Codes_OfWarnings_AreNamedAsTheyRead() => Fields()
        .Should().NotBeEmpty().And.OnlyContain(field => field.IsLiteral && field.Name == (string)field.GetRawConstantValue()!);

    [Fact]
    public void Sources_OfAllProjects_GiveNoWarningWithAnotherCode()
    {
        CodesInSources().Should().NotBeEmpty().And.OnlyContain(code => code.StartsWith("WarningCodes.", StringComparison.Ordinal));
    }

    [Fact]
    public void Codes_OfWarnings_AreAllUsed()
    {
        CodesInSources().Distinct().Should().BeEquivalentTo(Codes.Select(code => $"WarningCodes.{code}"));
    }

    [Fact]
    public void Codes_OfWarnings_AreAllInTheDocument()
    {
        string text = File.ReadAllText(Path.Combine(ReadmeFolder.RepositoryRoot, "docs", "warnings.md"));

        TableRow().Matches(text).Select(match => match.Groups["code"].Value).Should().BeEquivalentTo(Codes);
    }

    private static FieldInfo[] Fields() => typeof(WarningCodes).GetFields(BindingFlags.Public | BindingFlags.Static);

    private static IEnumerable<string> CodesInSources() =>
        Sources().SelectMany(text => NewWarning().Matches(text)).Select(match => match.Groups["code"].Value);

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(ReadmeFolder.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"new Warning\(\s*(?<code>[^,\s]+),")]
    private static partial Regex NewWarning();

    [GeneratedRegex(@"^\| `(?<code>\w+)` \| .+ \| .+ \|\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
