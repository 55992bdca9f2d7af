using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Dicom.Cms.Cli;

/// <summary>The usual help, and below it what one would type.</summary>
/// <param name="usual">Prints the help.</param>
/// <param name="commands">The commands, which have the examples.</param>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<CommandEntry> commands) : SynchronousCommandLineAction
{
    private static readonly string[] s_tool =
    [
        "dicom-cms certificate create --subject \"CN=Archive\" -o archive",
        "dicom-cms protect ct.dcm -o ct.deid.dcm --recipient archive.cert.pem",
        "dicom-cms inspect ct.deid.dcm",
        "dicom-cms recover ct.deid.dcm -o ct.dcm --key archive.key.pem --certificate archive.cert.pem",
    ];

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in ExamplesOf(PathOf(parseResult.CommandResult))) output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine(
            "Exit code: 0 all done; 1 some inputs failed, the others are done, or verify found something; "
            + "2 usage error, nothing written; 130 interrupted.");
        return exitCode;
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent ? parent.Command.Name : result.Command.Name;

    private IReadOnlyList<string> ExamplesOf(string name) =>
        commands.FirstOrDefault(command => command.Name == name) is { Examples: { Count: > 0 } own } ? own : s_tool;
}
