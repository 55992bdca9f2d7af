using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms rewrap: words into a <see cref="Rewrapper"/>, and that over all inputs.</summary>
internal sealed class RewrapCommand
{
    public const string Name = "rewrap";

    private readonly RunArguments _run = new();

    private readonly Option<string[]> _keys = OptionFactory.Texts(
        "--key", "FILE", "A private key that opens the files now: PEM (PKCS#8, plain or encrypted, or PKCS#1) or PKCS#12. Repeatable.");

    private readonly Option<string?> _keyPassword = OptionFactory.Text("--key-password", "FILE", "The file that holds the password of the keys.");

    private readonly Option<string[]> _certificates = OptionFactory.Texts(
        "--certificate", "CERT", "A certificate of a key, in PEM, DER or PKCS#12; which key it belongs to is found out. Repeatable.");

    private readonly Option<string[]> _added = OptionFactory.Texts(
        "--add", "CERT", "Who will be able to open the files too: a certificate in PEM, DER or PKCS#12. Repeatable.");

    private readonly Option<string[]> _removed = OptionFactory.Texts(
        "--remove", "CERT", "Who is taken out: a certificate, however old or weak. Copies given out before stay readable. Repeatable.");

    private readonly Option<bool> _replaceAll = OptionFactory.Flag("--replace-all", "Takes everybody out but those that --add names.");

    private readonly Option<string[]> _escrows = OptionFactory.Texts(EscrowOption.Name, "CERT", EscrowOption.Help);

    private readonly Option<int?> _item = new("--item")
    {
        HelpName = "N",
        Description = "Changes only the Nth Item, as inspect numbers them, where the keys open several. Default: every Item that a key opens.",
    };

    private readonly Option<bool> _acceptMismatch = OptionFactory.Flag(
        "--accept-mismatched-binding", "Works although an Item names another object: for archives that change UIDs. It may then be another patient's.");

    public static Command Create(Terminal terminal)
    {
        RewrapCommand rewrap = new();
        Command command = new(Name, "Changes who can open protected files, and nothing else in them. What is encrypted is not encrypted anew: who was removed can still open copies given out before.");
        rewrap._run.AddInputsTo(command);
        foreach (Option option in new Option[]
        {
            rewrap._keys, rewrap._keyPassword, rewrap._certificates, rewrap._added, rewrap._removed, rewrap._replaceAll, rewrap._escrows, rewrap._item,
            rewrap._acceptMismatch,
        })
        {
            command.Options.Add(option);
        }

        rewrap._run.AddOptionsTo(command);
        command.SetAction((words, cancellationToken) => rewrap.RunAsync(words, terminal, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult words, Terminal terminal, CancellationToken cancellationToken)
    {
        RunOptions options = _run.Read(words);
        RewrapperChoices choices = new()
        {
            Added = words.GetRequiredValue(_added),
            Removed = words.GetRequiredValue(_removed),
            ReplacesAll = words.GetValue(_replaceAll),
            Escrows = words.GetRequiredValue(_escrows),
            ItemNumber = words.GetValue(_item),
            AcceptsMismatchedBinding = words.GetValue(_acceptMismatch),
        };
        choices.RefuseContradictions();

        List<string> warnings = [];
        using KeyRing keys = KeyRing.Load(words.GetRequiredValue(_keys), words.GetValue(_keyPassword), words.GetRequiredValue(_certificates), warnings);
        Rewrapper rewrapper = choices.Build(keys.Keys, warnings);
        FileRun run = FileRun.Plan(options, cancellationToken);
        if (!options.IsQuiet)
        {
            foreach (string warning in warnings) terminal.WriteErrorLine($"warning: {DisplayText.Clean(warning)}");
        }

        return await run.RunAsync(new RewrapOperation(rewrapper), terminal, cancellationToken).ConfigureAwait(false);
    }
}
