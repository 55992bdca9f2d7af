using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms rewrap: words into a <see cref="Rewrapper"/>, and that over all inputs.</summary>
internal sealed class RewrapCommand
{
    private const string Name = "rewrap";

    private readonly RunArguments _run = new();

    private readonly KeyArguments _keys = new(" that opens the files now");

    private readonly Option<string[]> _added = OptionFactory.Texts(
        "--add", "CERT", "Who will be able to open the files too: a certificate in PEM, DER or PKCS#12. Repeatable.");

    private readonly Option<string[]> _removed = OptionFactory.Texts(
        "--remove", "CERT", "Who is taken out: a certificate, however old or weak. Copies given out before stay readable. Repeatable.");

    private readonly Option<bool> _replaceAll = OptionFactory.Flag("--replace-all", "Takes everybody out but those that --add names.");

    private readonly Option<string[]> _escrows = OptionFactory.Texts(EscrowOption.Name, "CERT", EscrowOption.Help);

    private readonly Option<bool> _allowExpired = OptionFactory.Flag(CertificateOptions.AllowExpired, CertificateOptions.AllowExpiredHelp);

    private readonly Option<string?> _trust = OptionFactory.Text(CertificateOptions.Trust, "FILE", CertificateOptions.TrustHelp);

    private readonly Option<int?> _item = new("--item")
    {
        HelpName = "N",
        Description = "Changes only the Nth Item, as inspect numbers them, where the keys open several. "
            + "Default: every Item that a key opens.",
    };

    private readonly Option<bool> _acceptMismatch = OptionFactory.Flag(
        "--accept-mismatched-binding",
        "Works although an Item names another object: for archives that change UIDs. It may then be another patient's.");

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms rewrap study.deid/ -o study.new/ --key old.key.pem --certificate old.cert.pem --add new.cert.pem --remove old.cert.pem",
        "dicom-cms rewrap ct.deid.dcm -o ct.shared.dcm --key archive.p12 --key-password password.txt --add partner.cert.pem",
        "dicom-cms rewrap study.deid/ -o study.new/ --key archive.key.pem "
        + "--replace-all --add new.cert.pem --add trustee.cert.pem --escrow trustee.cert.pem");

    private static Command Create(Terminal terminal)
    {
        RewrapCommand rewrap = new();
        Command command = new(
            Name,
            "Changes who can open protected files, and nothing else in them. "
            + "What is encrypted is not encrypted anew: who was removed can still open copies given out before.");
        rewrap._run.AddInputsTo(command);
        rewrap._keys.AddTo(command);
        foreach (Option option in new Option[]
        {
            rewrap._added, rewrap._removed, rewrap._replaceAll, rewrap._escrows,
            rewrap._allowExpired, rewrap._trust, rewrap._item, rewrap._acceptMismatch,
        })
        {
            command.Options.Add(option);
        }

        rewrap._run.AddOptionsTo(command);
        command.SetAction((words, cancellationToken) => Task.FromResult(rewrap.Run(words, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult words, Terminal terminal, CancellationToken cancellationToken)
    {
        RunOptions options = _run.Read(words);
        RewrapperChoices choices = new()
        {
            Added = words.GetRequiredValue(_added),
            Removed = words.GetRequiredValue(_removed),
            ReplacesAll = words.GetValue(_replaceAll),
            Escrows = words.GetRequiredValue(_escrows),
            AllowsExpired = words.GetValue(_allowExpired),
            TrustPath = words.GetValue(_trust),
            ItemNumber = words.GetValue(_item),
            AcceptsMismatchedBinding = words.GetValue(_acceptMismatch),
        };
        choices.RefuseContradictions();

        List<string> warnings = [];
        using KeyRing keys = KeyRing.Load(_keys.Read(words), warnings);
        Rewrapper rewrapper = choices.Build(keys.Keys, warnings);
        FileRun run = FileRun.Plan(options, cancellationToken);
        if (!options.IsQuiet) terminal.WriteWarnings(warnings);

        return run.Run(new RewrapOperation(rewrapper), terminal, cancellationToken);
    }
}
