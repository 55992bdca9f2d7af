using System.Text.RegularExpressions;

namespace Dicom.Cms.Cli.Tests;

/// <summary>
/// The commands in README.md and docs/. A block without a language that begins with one of <see cref="s_tools"/> is a shell block; each of
/// its lines is a command, and may end with a comment. One that says "exit code N" is meant to end so.
/// </summary>
internal static partial class DocumentationCommands
{
    private static readonly string[] s_tools = ["dicom-cms", "openssl", "gdcmanon", "dcmodify"];

    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>Pages that have commands, relative to the root.</summary>
    public static IEnumerable<string> Pages() => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot, "docs"), "*.md")
        .Append(Path.Combine(RepositoryRoot, "README.md"))
        .Select(path => Path.GetRelativePath(RepositoryRoot, path).Replace('\\', '/'))
        .Where(page => BlocksOf(page).Count > 0)
        .Order(StringComparer.Ordinal);

    public static IReadOnlyList<IReadOnlyList<DocumentationCommand>> BlocksOf(string page) =>
        [.. BareBlocks(page).Where(lines => s_tools.Contains(lines.Split(' ', 2)[0])).Select(CommandsOf)];

    /// <summary>Blocks without a language, shell or not.</summary>
    public static int CountBareBlocks(string page) => BareBlocks(page).Count();

    /// <summary>All blocks of a page in its order, each with its language.</summary>
    public static IEnumerable<(string Language, string Lines)> AllBlocks(string page) => Block()
        .Matches(File.ReadAllText(Path.Combine(RepositoryRoot, page)).ReplaceLineEndings("\n"))
        .Select(match => (match.Groups["language"].Value, match.Groups["lines"].Value));

    public static IReadOnlyList<DocumentationCommand> CommandsOf(string lines) =>
    [
        .. lines.Split('\n').Where(line => line.Length > 0).Select(line =>
        {
            Match comment = Comment().Match(line);
            MatchCollection quoted = Word().Matches(Comment().Replace(line, ""));
            string[] words = [.. quoted.Select(word => word.Value.Replace("\"", "", StringComparison.Ordinal))];
            Match exitCode = ExitCodeInComment().Match(comment.Value);
            return new DocumentationCommand(
                words[0], words[1..], exitCode.Success ? exitCode.Groups["code"].Value[0] - '0' : ExitCode.Done);
        }),
    ];

    private static IEnumerable<string> BareBlocks(string page) =>
        AllBlocks(page).Where(block => block.Language.Length == 0).Select(block => block.Lines);

    private static string FindRepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dicom.Cms.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not lie below Dicom.Cms.sln.");
    }

    // Blocks of every language are matched, so that the end of one is not taken for the beginning of another.
    [GeneratedRegex(@"^```(?<language>\w*)\n(?<lines>(?:(?!```).*\n)*)```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+#\s.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"exit code (?<code>\d)")]
    private static partial Regex ExitCodeInComment();

    [GeneratedRegex(@"(?:""[^""]*""|[^\s""])+")]
    private static partial Regex Word();
}

/// <summary>A line of a shell block.</summary>
internal sealed record DocumentationCommand(string Tool, IReadOnlyList<string> Arguments, int ExitCode)
{
    public override string ToString() => $"{Tool} {string.Join(' ', Arguments)}";
}
