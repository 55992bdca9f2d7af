using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>The arguments and options that `protect`, `recover` and `rewrap` have in common.</summary>
internal sealed class RunArguments
{
    private const int MaxJobs = 1024;

    private readonly Argument<string[]> _inputs = new("INPUT")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Files, or folders with everything below them. "
            + "In a folder every file is tried, whatever its name; what is not DICOM is skipped.",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "OUTPUT",
        Required = true,
        Description = "A file, or an existing folder, for a single file; else a folder that mirrors the tree of the inputs. "
            + "Outputs are flushed to disk, and only then get their names, up to 32 at a time for each job.",
    };

    private readonly Option<int> _jobs = CreateJobs();

    private readonly Option<string?> _report = CreateReport();

    private readonly Option<bool> _overwrite = OptionFactory.Flag("--overwrite", "Replaces outputs that exist.");

    private readonly Option<bool> _quiet = OptionFactory.Flag("--quiet", "Names only failures and what was skipped.");

    /// <summary>--jobs.</summary>
    public static Option<int> CreateJobs() => OptionFactory.Number(
        "--jobs", "N", "How many files are worked on at once.", Environment.ProcessorCount, 1, MaxJobs);

    /// <summary>--report.</summary>
    public static Option<string?> CreateReport() => OptionFactory.Text(
        "--report", "FILE", "Writes a line of JSON for each input: tags and outcomes, no values.");

    public void AddInputsTo(Command command)
    {
        command.Arguments.Add(_inputs);
        command.Options.Add(_output);
    }

    public void AddOptionsTo(Command command)
    {
        command.Options.Add(_jobs);
        command.Options.Add(_report);
        command.Options.Add(_overwrite);
        command.Options.Add(_quiet);
    }

    /// <exception cref="UsageException">An empty name.</exception>
    public RunOptions Read(ParseResult command)
    {
        string[] inputs = command.GetRequiredValue(_inputs);
        string output = command.GetRequiredValue(_output);
        if (inputs.Any(string.IsNullOrEmpty) || output.Length == 0) throw new UsageException("INPUT and OUTPUT must not be empty");
        return new RunOptions
        {
            Inputs = inputs,
            Output = output,
            Jobs = command.GetValue(_jobs),
            ReportPath = command.GetValue(_report) is { Length: > 0 } report ? report : null,
            Overwrites = command.GetValue(_overwrite),
            IsQuiet = command.GetValue(_quiet),
        };
    }
}
