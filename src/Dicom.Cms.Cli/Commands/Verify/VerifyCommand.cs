using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms verify: looks for what should not be in protected files.</summary>
internal sealed class VerifyCommand
{
    private const string Name = "verify";

    private const string Claims = "claims";

    private readonly Argument<string[]> _inputs = new("PROTECTED")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Protected files, or folders with everything below them. "
            + "Names of files and folders below a PROTECTED are searched too.",
    };

    private readonly KeyArguments _keys = new(": opens the files, and every value that was protected is searched for in what is in clear");

    private readonly Option<string> _profile = OptionFactory.Choice(
        "--profile",
        "What is held against each file: the options it claims in (0012,0064), or the Basic Profile with each --option.",
        Claims,
        Claims,
        ProfileChoice.Basic);

    private readonly Option<string[]> _options = OptionFactory.Texts("--option", "NAME", ProfileChoice.OptionHelp);

    private readonly Option<int> _jobs = RunArguments.CreateJobs();
    private readonly Option<string?> _report = RunArguments.CreateReport();
    private readonly Option<bool> _quiet = OptionFactory.Flag("--quiet", "Names only what was found, what failed and what was skipped.");

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms verify study.deid/ --key archive.key.pem --certificate archive.cert.pem",
        "dicom-cms verify ct.deid.dcm --option clean-descriptors --report findings.ndjson");

    private static Command Create(Terminal terminal)
    {
        VerifyCommand verify = new();
        Command command = new(Name, "Looks for what should not be in protected files, and names its places, never a value.")
        {
            verify._inputs,
        };
        verify._keys.AddTo(command);
        foreach (Option option in new Option[] { verify._profile, verify._options, verify._jobs, verify._report, verify._quiet })
            command.Options.Add(option);
        command.SetAction((words, cancellationToken) => Task.FromResult(verify.Run(words, terminal, cancellationToken)));
        return command;
    }

    private int Run(ParseResult words, Terminal terminal, CancellationToken cancellationToken)
    {
        VerifyRunOptions options = ReadOptions(words);
        ProtectionVerifier verifier = ReadVerifier(words);
        List<string> warnings = [];
        using KeyRing? keys = ReadKeys(words, warnings);
        if (keys is not null) verifier = verifier.WithKeys(keys.Keys);
        VerifyRun run = VerifyRun.Plan(options, cancellationToken);
        if (!options.IsQuiet) terminal.WriteWarnings(warnings);

        return run.Run(verifier, keys is not null, terminal, cancellationToken);
    }

    private VerifyRunOptions ReadOptions(ParseResult words)
    {
        string[] inputs = words.GetRequiredValue(_inputs);
        if (inputs.Any(string.IsNullOrEmpty)) throw new UsageException("PROTECTED must not be empty");
        return new VerifyRunOptions
        {
            Inputs = inputs,
            Jobs = words.GetValue(_jobs),
            ReportPath = words.GetValue(_report) is { Length: > 0 } report ? report : null,
            IsQuiet = words.GetValue(_quiet),
        };
    }

    private ProtectionVerifier ReadVerifier(ParseResult words)
    {
        string[] options = words.GetRequiredValue(_options);
        bool isBasic = words.GetRequiredValue(_profile) == ProfileChoice.Basic;
        bool claimsAreAsked = !isBasic && words.GetResult(_profile) is { Implicit: false };
        if (claimsAreAsked && options.Length > 0)
            throw new UsageException("--profile claims takes the options from each file; it does not go with --option");
        return isBasic || options.Length > 0 ? ProtectionVerifier.ByProfile(ProfileChoice.ReadBasic(options)) : ProtectionVerifier.ByClaim;
    }

    private KeyRing? ReadKeys(ParseResult words, List<string> warnings)
    {
        KeyFiles files = _keys.Read(words);
        return files is { HasNoKey: true, LacksPrivateKey: false } ? null : KeyRing.Load(files, warnings);
    }
}
