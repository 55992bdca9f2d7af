using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms certificate create.</summary>
internal static class CertificateCommand
{
    public const string Name = "certificate";
    public const string CreateName = "create";

    public static Command Create(Terminal terminal) => new(Name, terminal.ToString());
}
