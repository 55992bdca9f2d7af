using System.Text;

namespace Dicom.Cms.Cli;

/// <summary>A script for bash, which zsh runs too. It starts no process: the words stand in it.</summary>
internal static class BashCompletion
{
    /// <summary>The script.</summary>
    public static string Write(IReadOnlyList<CommandWords> commands)
    {
        StringBuilder script = new();
        script.Append(
            "_dicom_cms()\n{\n"
            + "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=\n"
            + "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
            + $"        words=\"{string.Join(' ', commands.Select(command => command.Name))} --help --version\"\n"
            + "    else\n        case \"${COMP_WORDS[1]} $previous\" in\n");
        foreach (CommandWords command in commands) AppendChoices(script, command);
        script.Append("        esac\n        if [ -z \"$words\" ]; then\n            case \"${COMP_WORDS[1]}\" in\n");
        foreach (CommandWords command in commands)
            script.Append($"                {command.Name}) words=\"{string.Join(' ', WordsOf(command))}\" ;;\n");
        script.Append(
            "            esac\n        fi\n    fi\n"
            + "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
            + $"complete -o default -F _dicom_cms {ToolCommand.Name}\n");
        return script.ToString();
    }

    /// <summary>The same with what lets zsh run it.</summary>
    public static string WriteForZsh(IReadOnlyList<CommandWords> commands) =>
        "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + Write(commands);

    private static void AppendChoices(StringBuilder script, CommandWords command)
    {
        foreach (OptionWords option in OptionsOf(command))
        {
            if (option.Choices.Count == 0) continue;
            string patterns = string.Join('|', option.Names.Select(name => $"\"{command.Name} {name}\""));
            script.Append($"            {patterns}) words=\"{string.Join(' ', option.Choices)}\" ;;\n");
        }
    }

    private static IEnumerable<string> WordsOf(CommandWords command) =>
        command.Subcommands.Select(subcommand => subcommand.Name)
            .Concat(command.Arguments.Where(argument => argument.Name.Contains('|', StringComparison.Ordinal))
                .SelectMany(argument => argument.Name.Split('|')))
            .Concat(OptionsOf(command).SelectMany(option => option.Names))
            .Distinct();

    private static IEnumerable<OptionWords> OptionsOf(CommandWords command) =>
        command.Options.Concat(command.Subcommands.SelectMany(subcommand => subcommand.Options));
}
