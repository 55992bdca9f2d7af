using System.CommandLine;
using System.CommandLine.Help;

namespace Dicom.Cms.Cli;

/// <summary>The command line as a whole.</summary>
internal static class ToolCommand
{
    /// <summary>What the tool is called.</summary>
    public const string Name = "dicom-cms";

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

    private static readonly string[] HelpWords = ["--help", "-h", "/h", "-?", "/?"];

    /// <summary>Makes the commands.</summary>
    /// <param name="terminal">Where they write.</param>
    /// <param name="words">What was given. Where the first names a command and none asks for help, that command is all there need be.</param>
    public static Command Create(Terminal terminal, IReadOnlyList<string> words)
    {
        string? first = words.Count > 0 ? words[0] : null;
        (_, Func<Terminal, Command>? create) = Array.Find(Commands, command => command.Name == first);
        if (create is not null && !words.Any(HelpWords.Contains)) return new Command(Name) { create(terminal) };

        RootCommand root = new("Protects DICOM files: de-identifies them, and keeps what was removed inside them, encrypted for named recipients (DICOM PS3.15 Annex E). Recovers the originals for whoever holds a key.");
        foreach ((string name, Func<Terminal, Command> createOne) in Commands)
        {
            if (create is null || name == first) root.Subcommands.Add(createOne(terminal));
        }

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
