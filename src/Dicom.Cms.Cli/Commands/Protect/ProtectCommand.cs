using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms protect: words into a <see cref="Deidentifier"/>, and that over all inputs.</summary>
internal sealed class ProtectCommand
{
    private const string Name = "protect";

    private const string Mirror = "mirror";
    private const string ByUid = "uid";

    private readonly RunArguments _run = new();

    private readonly Option<string[]> _recipients = OptionFactory.Texts(
        "--recipient",
        "CERT",
        "Who can restore the original: an RSA or EC certificate in PEM, DER or PKCS#12. Repeatable; each opens it alone.");

    private readonly Option<string[]> _subsets = OptionFactory.Texts(
        "--subset",
        "LIST=CERT",
        "Who recovers only some Attributes: keywords or eight-digit tags, comma-separated, and a certificate. Repeatable.");

    private readonly Option<string[]> _passwords = OptionFactory.Texts(
        "--password",
        "FILE",
        "Whoever knows the password in this file can restore the original too; a fraction of a second for each file. Repeatable.");

    private readonly Option<string[]> _keyEncryptionKeys = OptionFactory.Texts(
        "--kek",
        "ID=FILE",
        "Whoever has this symmetric key can restore the original too: 16, 24 or 32 octets, "
        + "as they are or in hexadecimal digits, and a hexadecimal ID. Repeatable.");

    private readonly Option<bool> _allowExpired = OptionFactory.Flag(CertificateOptions.AllowExpired, CertificateOptions.AllowExpiredHelp);

    private readonly Option<string?> _trust = OptionFactory.Text(CertificateOptions.Trust, "FILE", CertificateOptions.TrustHelp);

    private readonly Option<string[]> _escrows = OptionFactory.Texts(EscrowOption.Name, "CERT", EscrowOption.Help);

    private readonly Option<string> _suite = OptionFactory.Choice(
        "--suite",
        "How it is encrypted. conformant: PS3.15 Annex E to the letter, for RSA certificates only.",
        SuiteOption.Default,
        SuiteOption.Names);

    private readonly Option<string> _keySize = OptionFactory.Choice("--key-size", "Bits of the AES key.", "256", "128", "192", "256");

    private readonly Option<string> _keyScope = KeyScopeOption.Create();

    private readonly Option<string> _profile = OptionFactory.Choice(
        "--profile",
        "What is protected: the Basic Profile of PS3.15, or only what --attributes names.",
        ProfileChoice.Basic,
        ProfileChoice.Basic,
        ProfileChoice.None);

    private readonly Option<string[]> _options = OptionFactory.Texts("--option", "NAME", ProfileChoice.OptionHelp);

    private readonly Option<string[]> _cleanPixels = CleanPixelsOption.Create();

    private readonly Option<string?> _attributes = OptionFactory.Text(
        "--attributes", "LIST", "With --profile none: the Attributes protected, keywords or eight-digit tags, comma-separated.");

    private readonly Option<bool> _withoutRecovery = OptionFactory.Flag(
        "--without-recovery", "Encrypts nothing: what is removed is gone for good.");

    private readonly Option<string?> _pseudonymKey = OptionFactory.Text(
        "--pseudonym-key",
        "FILE",
        "32 octets, or 64 hexadecimal digits: the same key gives the same replacement UIDs in every run. Default: a random key.");

    private readonly Option<string?> _purpose = OptionFactory.Text(
        "--purpose", "TEXT", "What the files are protected for: stands encrypted in each Item, and gives pseudonyms of its own.");

    private readonly Option<string> _names = OptionFactory.Choice(
        "--names",
        "How outputs are called: as the inputs, or PatientID/StudyUID/SeriesUID/InstanceUID.dcm as the protected object has them, "
        + "since names of files and folders carry names of patients too.",
        Mirror,
        Mirror,
        ByUid);

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms protect ct.dcm -o ct.deid.dcm --recipient archive.cert.pem",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --report study.ndjson",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --subset PatientID,PatientBirthDate=trial.cert.pem",
        "dicom-cms protect ct.dcm -o ct.deid.dcm --profile none --attributes PatientName,00100020 --recipient archive.cert.pem",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem "
        + "--option retain-longitudinal-modified-dates --option clean-descriptors",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --password escrow.txt --kek 0A1B=hospital.kek",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --trust hospital-ca.pem",
        "dicom-cms protect study/ -o study.deid/ --recipient archive.cert.pem --key-scope study",
        "dicom-cms protect study/ -o study.anon/ --without-recovery --names uid");

    private static Command Create(Terminal terminal)
    {
        ProtectCommand protect = new();
        Command command = new(Name, "De-identifies files and encrypts in them what was removed.");
        protect._run.AddInputsTo(command);
        foreach (Option option in new Option[]
        {
            protect._recipients, protect._subsets, protect._escrows, protect._passwords, protect._keyEncryptionKeys,
            protect._allowExpired, protect._trust, protect._suite, protect._keySize, protect._keyScope,
            protect._profile, protect._options, protect._cleanPixels, protect._attributes,
            protect._withoutRecovery, protect._pseudonymKey, protect._purpose, protect._names,
        })
        {
            command.Options.Add(option);
        }

        protect._run.AddOptionsTo(command);
        command.SetAction((words, cancellationToken) => Task.FromResult(protect.Run(words, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult words, Terminal terminal, CancellationToken cancellationToken)
    {
        RunOptions options = _run.Read(words) with { NamesByUid = words.GetRequiredValue(_names) == ByUid };
        DeidentifierChoices choices = ReadChoices(words);
        using Deidentifier deidentifier = choices.Build();
        FileRun run = FileRun.Plan(options, cancellationToken);
        if (!options.IsQuiet) terminal.WriteWarnings(choices.Warnings);

        return run.Run(new ProtectOperation(deidentifier), terminal, cancellationToken);
    }

    private DeidentifierChoices ReadChoices(ParseResult words) => new()
    {
        Profile = CleanPixelsOption.Apply(
            ProfileChoice.Read(words.GetRequiredValue(_profile), words.GetValue(_attributes), words.GetRequiredValue(_options)),
            words.GetRequiredValue(_cleanPixels)),
        Recipients = words.GetRequiredValue(_recipients),
        Subsets = words.GetRequiredValue(_subsets),
        Passwords = words.GetRequiredValue(_passwords),
        KeyEncryptionKeys = words.GetRequiredValue(_keyEncryptionKeys),
        AllowsExpired = words.GetValue(_allowExpired),
        TrustPath = words.GetValue(_trust),
        Escrows = words.GetRequiredValue(_escrows),
        SuiteIsGiven = IsGiven(words, _suite) || IsGiven(words, _keySize),
        Suite = SuiteOption.Read(words.GetRequiredValue(_suite), words.GetRequiredValue(_keySize)),
        KeyScope = KeyScopeOption.Read(words.GetRequiredValue(_keyScope)),
        IsWithoutRecovery = words.GetValue(_withoutRecovery),
        PseudonymKeyPath = words.GetValue(_pseudonymKey),
        Purpose = words.GetValue(_purpose),
    };

    private static bool IsGiven(ParseResult words, Option option) => words.GetResult(option) is { Implicit: false };
}
