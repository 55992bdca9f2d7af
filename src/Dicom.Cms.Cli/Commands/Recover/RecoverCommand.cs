using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms recover: keys into a <see cref="Reidentifier"/>, and that over all inputs.</summary>
internal sealed class RecoverCommand
{
    private const string Name = "recover";

    private const string BestMode = "best";
    private const string OriginalMode = "original";
    private const string StandardMode = "standard";

    private readonly RunArguments _run = new();

    private readonly KeyArguments _keys = new("");

    private readonly Option<string> _mode = OptionFactory.Choice(
        "--mode",
        "original: the original byte for byte, or nothing. standard: PS3.15 E.1.2 to the letter. best: the best the file allows.",
        BestMode,
        OriginalMode,
        StandardMode,
        BestMode);

    private readonly Option<bool> _acceptMismatch = OptionFactory.Flag(
        "--accept-mismatched-binding",
        "Recovers although an Item names another object: for archives that change UIDs. It may then be another patient's.");

    private readonly Option<bool> _acceptAltered = OptionFactory.Flag(
        "--accept-altered",
        "Recovers although what stands in clear, pixels included, is not what was protected. What is altered is named.");

    private readonly Option<int?> _item = new("--item")
    {
        Description = "Opens only the Nth Item, as inspect numbers them, where the keys open several that are not recovered together.",
        HelpName = "N",
    };

    private readonly Option<bool> _authenticatedOnly = OptionFactory.Flag(
        "--authenticated-only", "Refuses encryption that does not detect changes by itself.");

    private readonly Option<bool> _strict = OptionFactory.Flag(
        "--strict",
        "Accepts only Items that name this object, with authenticated encryption, and keys by RSA-OAEP with SHA-2 or better.");

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms recover ct.deid.dcm -o ct.dcm --key archive.key.pem --certificate archive.cert.pem",
        "dicom-cms recover study.deid/ -o study/ --key archive.p12 --key-password password.txt --mode original",
        "dicom-cms recover study.deid/ -o study/ --password escrow.txt");

    private static Command Create(Terminal terminal)
    {
        RecoverCommand recover = new();
        Command command = new(Name, "Gives back what protected files carry for the keys at hand.");
        recover._run.AddInputsTo(command);
        recover._keys.AddTo(command);
        Option[] options =
        [
            recover._mode, recover._item, recover._acceptMismatch, recover._acceptAltered, recover._authenticatedOnly, recover._strict,
        ];
        foreach (Option option in options) command.Options.Add(option);
        recover._run.AddOptionsTo(command);
        command.SetAction((words, cancellationToken) => Task.FromResult(recover.Run(words, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult words, Terminal terminal, CancellationToken cancellationToken)
    {
        RunOptions options = _run.Read(words);
        List<string> warnings = [];
        using KeyRing keys = KeyRing.Load(_keys.Read(words), warnings);
        Reidentifier reidentifier = Reidentifier.WithKeys(keys.Keys).With(ReadPolicy(words)).InMode(ReadMode(words));
        if (words.GetValue(_item) is { } item) reidentifier = reidentifier.OnlyItem(item);
        FileRun run = FileRun.Plan(options, cancellationToken);
        if (!options.IsQuiet) terminal.WriteWarnings(warnings);

        return run.Run(new RecoverOperation(reidentifier), terminal, cancellationToken);
    }

    private RecoveryPolicy ReadPolicy(ParseResult words) =>
        (words.GetValue(_strict) ? RecoveryPolicy.Strict
            : words.GetValue(_authenticatedOnly) ? RecoveryPolicy.AuthenticatedOnly
            : RecoveryPolicy.Default) with
        {
            AcceptMismatchedBinding = words.GetValue(_acceptMismatch),
            AcceptAltered = words.GetValue(_acceptAltered),
        };

    private RecoveryMode ReadMode(ParseResult words) => words.GetRequiredValue(_mode) switch
    {
        OriginalMode => RecoveryMode.OriginalOnly,
        StandardMode => RecoveryMode.Standard,
        _ => RecoveryMode.Best,
    };
}
