using System.CommandLine;
using System.CommandLine.Parsing;

namespace Dicom.Cms.Cli;

/// <summary>
/// Finds words that look like options or stand for commands and are neither, and the names they were probably meant to be.
/// </summary>
internal static class UnknownWords
{
    private const string OptionPrefix = "--";

    /// <summary>A message for each of them.</summary>
    /// <param name="command">What was understood.</param>
    /// <param name="words">What was given. After a "--" come names of files.</param>
    public static IReadOnlyList<string> Describe(ParseResult command, IReadOnlyList<string> words)
    {
        Command at = command.CommandResult.Command;
        if (at.Subcommands.Count > 0 && command.UnmatchedTokens is [{ } first, ..] && !first.StartsWith('-'))
            return [$"unknown command {first}{Suggest(first, at.Subcommands.Select(subcommand => subcommand.Name))}"];

        string[] options = [.. at.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Where(IsOption)];
        return
        [
            .. command.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
                .Select(token => token.Value)
                .Concat(command.UnmatchedTokens)
                .Where(IsOption)
                .Intersect(words.TakeWhile(word => word != OptionPrefix))
                .Select(word => word.Split('=')[0])
                .Distinct()
                .Select(name => $"unknown option {name}{Suggest(name, options)}"),
        ];
    }

    private static bool IsOption(string word) =>
        word.Length > OptionPrefix.Length && word.StartsWith(OptionPrefix, StringComparison.Ordinal);

    private static string Suggest(string word, IEnumerable<string> names)
    {
        string? nearest = names.Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(candidate => candidate.Distance <= 1 + (word.TrimStart('-').Length / 4))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return nearest is null ? "" : $". Did you mean {nearest}?";
    }

    // A name that was cut short is near. Otherwise: how many letters are missing, wrong, too many or exchanged with the next.
    private static int Distance(string word, string name)
    {
        if (word.TrimStart('-').Length >= 2 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return 1;
        int[,] distances = new int[word.Length + 1, name.Length + 1];
        for (int i = 0; i <= word.Length; i++)
        {
            for (int j = 0; j <= name.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                int replaced = distances[i - 1, j - 1] + (AreEqual(word[i - 1], name[j - 1]) ? 0 : 1);
                int least = Math.Min(replaced, 1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
                bool isSwapped = i > 1 && j > 1 && AreEqual(word[i - 1], name[j - 2]) && AreEqual(word[i - 2], name[j - 1]);
                distances[i, j] = isSwapped ? Math.Min(least, distances[i - 2, j - 2] + 1) : least;
            }
        }

        return distances[word.Length, name.Length];
    }

    private static bool AreEqual(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
