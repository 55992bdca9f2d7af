using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms inspect.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    public static Command Create(Terminal terminal) => new(Name, terminal.ToString());
}
