using System.CommandLine;
using System.CommandLine.Help;

namespace Dicom.Cms.Cli;

/// <summary>The command line as a whole.</summary>
internal static class ToolCommand
{
    public static RootCommand Create(Terminal terminal)
    {
        RootCommand root = new("Protects DICOM files: de-identifies them, and keeps what was removed inside them, encrypted for named recipients (DICOM PS3.15 Annex E). Recovers the originals for whoever holds a key.")
        {
            ProtectCommand.Create(terminal),
            RecoverCommand.Create(terminal),
            RewrapCommand.Create(terminal),
            InspectCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            CertificateCommand.Create(terminal),
            KeyCommand.Create(terminal),
            ConformanceCommand.Create(terminal),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
