using System.Text.RegularExpressions;

namespace Dicom.Cms.Cli.Tests;

/// <summary>A shell block of a page, and the <c>output</c> block after it, if there is one before the next shell block.</summary>
internal sealed partial record DocumentationExample(IReadOnlyList<DocumentationCommand> Commands, string? Output)
{
    private const string Elision = "...";

    /// <summary>The examples of the tool on a page, in its order.</summary>
    public static IReadOnlyList<DocumentationExample> ReadPage(string page)
    {
        List<DocumentationExample> examples = [];
        bool isTool = false;
        foreach ((string language, string lines) in DocumentationCommands.AllBlocks(page))
        {
            if (language == "output" && isTool) examples[^1] = examples[^1] with { Output = lines };
            if (language is not ("" or "sh")) continue;
            isTool = lines.StartsWith("dicom-cms ", StringComparison.Ordinal);
            if (isTool) examples.Add(new DocumentationExample(DocumentationCommands.CommandsOf(lines), null));
        }

        return examples;
    }

    /// <summary>Lines without what differs from run to run, and without how wide a column is.</summary>
    public static IEnumerable<string> LinesOf(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(Mask).Where(line => line.Length > 0);

    /// <summary>The first line of the output that is not among what was printed, in its order; <see langword="null"/> if all are.</summary>
    public string? FindMissingLine(List<string> printed)
    {
        int next = 0;
        foreach (string line in LinesOf(Output!).Where(line => line != Elision))
        {
            int found = printed.IndexOf(line, next);
            if (found < 0) return line;
            next = found + 1;
        }

        return null;
    }

    private static string Mask(string line) =>
        Gap().Replace(Octets().Replace(SerialNumber().Replace(line.Replace('\\', '/'), "serial"), "N octets"), "  ").Trim();

    [GeneratedRegex("serial [0-9A-F]+")]
    private static partial Regex SerialNumber();

    [GeneratedRegex(@"[\d,]+ octets")]
    private static partial Regex Octets();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
