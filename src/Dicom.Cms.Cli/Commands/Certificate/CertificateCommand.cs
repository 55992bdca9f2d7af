using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms certificate create: a recipient for those who have no certification authority at hand.</summary>
internal sealed class CertificateCommand
{
    private const string Name = "certificate";
    private const string CreateName = "create";

    private readonly Option<string> _subject = new("--subject")
    {
        HelpName = "NAME",
        Required = true,
        Description = "Whose it is: a distinguished name, such as \"CN=Archive,O=Hospital\".",
    };

    private readonly Option<string> _base = new("--output", "-o")
    {
        HelpName = "BASE",
        Required = true,
        Description = "Writes BASE.cert.pem and BASE.key.pem; the key file is for you alone (mode 0600).",
    };

    private readonly Option<string> _rsa = OptionFactory.Choice("--rsa", "Bits of the RSA key.", "3072", "2048", "3072", "4096");

    private readonly Option<string?> _ec = OptionFactory.OptionalChoice(
        "--ec", "An elliptic curve key instead, on this curve; not for --suite conformant.", NewCertificate.Curves);

    private readonly Option<int> _days = OptionFactory.Number("--days", "N", "How long it is valid.", 3650, 1, 36500);

    private readonly Option<string?> _password = OptionFactory.Text(
        "--key-password", "FILE", "Encrypts the key (AES-256, PBKDF2) under the password in this file.");

    private readonly Option<bool> _overwrite = OptionFactory.Flag(
        "--overwrite", "Replaces files that exist. Nobody can then recover what was protected for the old key.");

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms certificate create --subject \"CN=Archive,O=Hospital\" -o archive --key-password password.txt",
        "dicom-cms certificate create --subject \"CN=Archive,O=Hospital\" -o archive --ec p384");

    private static Command Create(Terminal terminal)
    {
        CertificateCommand create = new();
        Command command = new(CreateName, "Makes an RSA or EC key and a self-signed certificate for it.")
        {
            create._subject, create._base, create._rsa, create._ec, create._days, create._password, create._overwrite,
        };
        command.SetAction(words => create.Run(words, terminal));
        return new Command(Name, "Certificates for recipients.") { command };
    }

    private int Run(ParseResult words, Terminal terminal)
    {
        string basePath = words.GetRequiredValue(_base);
        if (Path.GetFileName(basePath).Length == 0)
            throw new UsageException($"{basePath}: names a folder; BASE is the beginning of two file names");
        CertificateFiles files = new(basePath, words.GetValue(_overwrite));
        using Password password = Password.Read(words.GetValue(_password));
        using NewCertificate made = Create(words);
        files.Write(made, password);
        terminal.WriteLine($"{files.CertificatePath}: certificate, give it to those who protect");
        terminal.WriteLine(
            $"{files.KeyPath}: private key{(password.IsGiven ? ", encrypted" : "")}, keep it: without it nothing can be recovered");
        terminal.WriteLine($"SHA-256 fingerprint {made.Fingerprint}");
        return ExitCode.Done;
    }

    private NewCertificate Create(ParseResult words)
    {
        (string subject, int days) = (words.GetRequiredValue(_subject), words.GetValue(_days));
        if (words.GetValue(_ec) is not { } curve)
            return NewCertificate.CreateRsa(
                subject, int.Parse(words.GetRequiredValue(_rsa), System.Globalization.CultureInfo.InvariantCulture), days);
        return words.GetResult(_rsa) is { Implicit: false }
            ? throw new UsageException("--rsa and --ec exclude each other")
            : NewCertificate.CreateEc(subject, curve, days);
    }
}
