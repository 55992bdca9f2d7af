using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms key create: a pseudonym key, under which replacement UIDs and identifiers are the same in every run.</summary>
internal sealed class KeyCommand
{
    private const string Name = "key";

    private const string CreateName = "create";

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms key create -o pseudonyms.key",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --pseudonym-key pseudonyms.key");

    private static Command Create(Terminal terminal)
    {
        Option<string> output = new("--output", "-o")
        {
            HelpName = "FILE",
            Required = true,
            Description = "Where it is written, for you alone (mode 0600). A file that exists is not replaced.",
        };
        Command create = new(CreateName, "Makes a key for --pseudonym-key: 64 hexadecimal digits.") { output };
        create.SetAction(words => Run(words.GetRequiredValue(output), terminal));
        return new Command(Name, "Keys for pseudonyms.") { create };
    }

    private static int Run(string path, Terminal terminal)
    {
        if (Path.GetFileName(path).Length == 0) throw new UsageException($"{path}: names no file");
        using PseudonymKey key = PseudonymKey.Create();
        PseudonymKeyFile.Write(path, key);
        terminal.WriteLine(
            $"{DisplayText.Clean(path)}: pseudonym key, keep it as you keep a private key: "
            + "whoever holds it can test guesses at identifiers");
        return ExitCode.Done;
    }
}
