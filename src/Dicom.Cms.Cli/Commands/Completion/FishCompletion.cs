using System.Text;

namespace Dicom.Cms.Cli;

/// <summary>A script for fish, which shows the descriptions too.</summary>
internal static class FishCompletion
{
    /// <summary>The script.</summary>
    public static string Write(IReadOnlyList<CommandWords> commands)
    {
        StringBuilder script = new();
        foreach (CommandWords command in commands)
        {
            Append(script, $"-n __fish_use_subcommand -f -a {command.Name}", command.Description);
            Append(script, command, $"-n '__fish_seen_subcommand_from {command.Name}'");
        }

        return script.ToString();
    }

    private static void Append(StringBuilder script, CommandWords command, string condition)
    {
        foreach (CommandWords subcommand in command.Subcommands)
        {
            Append(script, $"{condition} -a {subcommand.Name}", subcommand.Description);
            Append(script, subcommand, condition);
        }

        foreach (OptionWords option in command.Options)
        {
            IEnumerable<string> names = option.Names.Select(name =>
                name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}");
            string value = option.Value is null ? "" : option.Choices.Count > 0 ? $" -x -a '{string.Join(' ', option.Choices)}'" : " -r";
            Append(script, $"{condition} {string.Join(' ', names)}{value}", option.Description);
        }
    }

    /// <summary>One line of the script, with the first sentence of the description.</summary>
    private static void Append(StringBuilder script, string what, string description)
    {
        string sentence = description.Split(". ")[0].TrimEnd('.')
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        script.Append($"complete -c {ToolCommand.Name} {what} -d '{sentence}'\n");
    }
}
