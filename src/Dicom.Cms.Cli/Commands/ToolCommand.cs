using System.CommandLine;
using System.CommandLine.Help;

namespace Dicom.Cms.Cli;

/// <summary>The command line as a whole.</summary>
internal static class ToolCommand
{
    private static readonly (string Name, Func<Terminal, Command> Create)[] Commands =
    [
        (ProtectCommand.Name, ProtectCommand.Create),
        (RecoverCommand.Name, RecoverCommand.Create),
        (RewrapCommand.Name, RewrapCommand.Create),
        (InspectCommand.Name, InspectCommand.Create),
        (VerifyCommand.Name, VerifyCommand.Create),
        (CertificateCommand.Name, CertificateCommand.Create),
        (KeyCommand.Name, KeyCommand.Create),
        (ConformanceCommand.Name, ConformanceCommand.Create),
    ];

    /// <summary>Makes the commands.</summary>
    /// <param name="terminal">Where they write.</param>
    /// <param name="firstWord">The first word given: where it names a command, the others and their options need not be made.</param>
    public static RootCommand Create(Terminal terminal, string? firstWord)
    {
        RootCommand root = new("Protects DICOM files: de-identifies them, and keeps what was removed inside them, encrypted for named recipients (DICOM PS3.15 Annex E). Recovers the originals for whoever holds a key.");
        bool isNamed = Array.Exists(Commands, command => command.Name == firstWord);
        foreach ((string name, Func<Terminal, Command> create) in Commands)
        {
            if (!isNamed || name == firstWord) root.Subcommands.Add(create(terminal));
        }

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
