using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>
/// dicom-cms completion: scripts by which shells complete its words, and its manual page, all made from the commands themselves.
/// </summary>
internal static class CompletionCommand
{
    private const string Name = "completion";

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms completion bash > /etc/bash_completion.d/dicom-cms",
        "dicom-cms completion zsh >> ~/.zshrc",
        "dicom-cms completion fish > ~/.config/fish/completions/dicom-cms.fish",
        "dicom-cms completion man > /usr/local/share/man/man1/dicom-cms.1");

    private static Command Create(Terminal terminal)
    {
        Argument<string> kind = new("bash|zsh|fish|man") { Description = "The shell to print a script for, or man for the manual page." };
        kind.AcceptOnlyFromAmong("bash", "zsh", "fish", "man");
        Command command = new(Name, "Prints a script that completes the words of this tool in a shell, or its manual page.") { kind };
        command.SetAction(words =>
        {
            IReadOnlyList<CommandEntry> entries = ToolCommand.Entries;
            CommandWords[] tree = [.. entries.Select(entry => CommandWords.Of(entry.Create(terminal), entry.Examples))];
            terminal.Output.Write(words.GetRequiredValue(kind) switch
            {
                "bash" => BashCompletion.Write(tree),
                "zsh" => BashCompletion.WriteForZsh(tree),
                "fish" => FishCompletion.Write(tree),
                _ => ManualPage.Write(ToolCommand.Description, tree),
            });
            return ExitCode.Done;
        });
        return command;
    }
}
