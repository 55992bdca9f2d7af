using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>The words of one command, and what its help says of them.</summary>
/// <param name="Name">The word that names it.</param>
/// <param name="Description">What it does.</param>
/// <param name="Arguments">What stands without a name, as the help shows it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Subcommands">The commands below it.</param>
/// <param name="Examples">What one would type.</param>
internal sealed record CommandWords(
    string Name, string Description, IReadOnlyList<ArgumentWords> Arguments, IReadOnlyList<OptionWords> Options,
    IReadOnlyList<CommandWords> Subcommands, IReadOnlyList<string> Examples)
{
    private static readonly OptionWords s_help = new(["--help", "-h"], null, "Shows help and usage information.", []);

    /// <summary>Reads them off a command.</summary>
    public static CommandWords Of(Command command, IReadOnlyList<string> examples) => new(
        command.Name,
        command.Description ?? "",
        [.. command.Arguments.Select(argument => new ArgumentWords(argument.HelpName ?? argument.Name, argument.Description ?? ""))],
        [.. command.Options.Where(option => !option.Hidden).Select(OptionWords.Of), s_help],
        [.. command.Subcommands.Select(subcommand => Of(subcommand, []))],
        examples);
}

/// <summary>What stands without a name.</summary>
/// <param name="Name">What the help calls it.</param>
/// <param name="Description">What it is.</param>
internal sealed record ArgumentWords(string Name, string Description);

/// <summary>The words of one option.</summary>
/// <param name="Names">Its names, the long one first.</param>
/// <param name="Value">What the help calls its value; null for a flag.</param>
/// <param name="Description">What it does.</param>
/// <param name="Choices">The values it takes; empty where any.</param>
internal sealed record OptionWords(IReadOnlyList<string> Names, string? Value, string Description, IReadOnlyList<string> Choices)
{
    /// <summary>Reads them off an option.</summary>
    public static OptionWords Of(Option option)
    {
        bool isFlag = option.ValueType == typeof(bool);
        string[] choices = option.HelpName is { } name && name.Contains('|', StringComparison.Ordinal) ? name.Split('|') : [];
        return new OptionWords(
            [.. new[] { option.Name }.Concat(option.Aliases).Distinct().OrderByDescending(word => word.Length)],
            isFlag ? null : option.HelpName ?? "VALUE",
            option.Description ?? "",
            choices);
    }
}
