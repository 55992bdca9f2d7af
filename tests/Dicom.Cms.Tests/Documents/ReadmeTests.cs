using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace Dicom.Cms.Tests;

/// <summary>
/// The programs in README.md, docs/ and the README.md of each package, compiled as they stand, as a project of their own would, and run.
/// They find ct.dcm and the certificates and keys that the page creates with the tool before; the names in them are moved into a
/// temporary folder.
/// </summary>
public sealed partial class ReadmeTests(ReadmeFolder folder) : IClassFixture<ReadmeFolder>
{
    public static TheoryData<string, int> Blocks()
    {
        TheoryData<string, int> blocks = [];
        foreach (string document in Documents())
        {
            string text = File.ReadAllText(Path.Combine(ReadmeFolder.RepositoryRoot, document));
            foreach (Match match in CsharpBlock().Matches(text)) blocks.Add(document, LineOf(text, match));
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_AsItStands_CompilesAndRuns(string document, int line)
    {
        string text = File.ReadAllText(Path.Combine(ReadmeFolder.RepositoryRoot, document));
        string code = CsharpBlock().Matches(text).Single(match => LineOf(text, match) == line).Groups["code"].Value;
        string moved = folder.Move(code);

        string program = folder.Compile($"#line {line + 1} \"{document}\"\n{moved}", $"{document.Replace('/', '-')}-{line}");

        AssemblyLoadContext context = new(document, isCollectible: true);
        MethodInfo main = context.LoadFromAssemblyPath(program).EntryPoint!;
        main.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null,
            main.GetParameters().Length == 0 ? [] : [Array.Empty<string>()], culture: null);
        context.Unload();
        if (code.Contains("\"ct.recovered.dcm\"", StringComparison.Ordinal))
            File.ReadAllBytes(folder.PathOf("ct.recovered.dcm")).Should().Equal(File.ReadAllBytes(folder.PathOf("ct.dcm")));
    }

    [Fact]
    public void Readme_Code_IsThere() => Blocks().Should().Contain(block => (string)block[0] == "README.md");

    [Fact]
    public void Readme_LinksToFiles_LeadSomewhere()
    {
        foreach (string document in Documents())
        {
            string path = Path.Combine(ReadmeFolder.RepositoryRoot, document);
            foreach (Match link in RelativeLink().Matches(File.ReadAllText(path)))
            {
                string target = Path.Combine(Path.GetDirectoryName(path)!, link.Groups["target"].Value);
                Path.Exists(target).Should().BeTrue("{0} links to {1}", document, link.Groups["target"].Value);
            }
        }
    }

    [Fact]
    public void QuickStart_Run_ProvesIdentityAndShowsEachTheirOwn()
    {
        folder.QuickStart.ExitCode.Should().Be(0, folder.QuickStart.Output);
        folder.QuickStart.Output.Should().Contain("Byte for byte the same.");
        string[] patientId = RowOf("Patient ID"), patientName = RowOf("Patient's Name");
        patientId[1].Should().NotBe(patientId[3]);
        patientId[2].Should().Be(patientId[3]);
        patientName[1].Should().NotContain("Lindqvist");
        patientName[2].Should().Be(patientName[1]);
        patientName[3].Should().Be("Lindqvist^Astrid^Maria");
    }

    private string[] RowOf(string name) => ColumnGap().Split(
        folder.QuickStart.Output.Split('\n').Single(line => line.StartsWith(name + "  ", StringComparison.Ordinal)).TrimEnd());

    private static IEnumerable<string> Documents() => Directory
        .EnumerateFiles(Path.Combine(ReadmeFolder.RepositoryRoot, "docs"), "*.md")
        .Append(Path.Combine(ReadmeFolder.RepositoryRoot, "README.md"))
        .Concat(Directory.EnumerateDirectories(Path.Combine(ReadmeFolder.RepositoryRoot, "src"))
            .Select(package => Path.Combine(package, "README.md")))
        .Select(path => Path.GetRelativePath(ReadmeFolder.RepositoryRoot, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static int LineOf(string text, Match match) => text.AsSpan(0, match.Index).Count('\n') + 1;

    [GeneratedRegex(@"^```csharp\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CsharpBlock();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex ColumnGap();
}
