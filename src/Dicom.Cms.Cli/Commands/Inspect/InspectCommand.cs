using System.CommandLine;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>dicom-cms inspect: what a file says to everybody.</summary>
internal sealed class InspectCommand
{
    private const string Name = "inspect";

    private readonly Argument<string> _input = new("INPUT") { Description = "A file, protected or not." };
    private readonly Option<bool> _json = OptionFactory.Flag("--json", "One JSON object instead of text.");

    public static CommandEntry Entry { get; } = new(
        Name,
        Create,
        "dicom-cms inspect ct.deid.dcm",
        "dicom-cms inspect ct.deid.dcm --json");

    private static Command Create(Terminal terminal)
    {
        InspectCommand inspect = new();
        Command command = new(Name, "Shows how a file is protected and for whom, without a key and without any patient's data.")
        {
            inspect._input,
            inspect._json,
        };
        command.SetAction((words, cancellationToken) =>
            Task.FromResult(Run(words.GetRequiredValue(inspect._input), words.GetValue(inspect._json), terminal, cancellationToken)));
        return command;
    }

    private static int Run(string input, bool isJson, Terminal terminal, CancellationToken cancellationToken)
    {
        if (Directory.Exists(input)) throw new UsageException($"{input}: a folder; inspect takes one file");
        if (!File.Exists(input)) throw new UsageException($"{input}: no such file");
        try
        {
            FileWork.RefuseEmpty(RealPath.Of(input));
            using DicomObject file = DicomObject.Open(input, cancellationToken: cancellationToken);
            ProtectedObjectDescription description = ProtectedObject.Inspect(file, cancellationToken);
            if (isJson) InspectionJson.Write(description, input, terminal.Output);
            else InspectionText.Write(description, input, terminal.Output);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or UsageException))
        {
            terminal.WriteErrorLine($"failed: {DisplayText.Clean(input)}: {Failure.Of(exception, input).Message}");
            return ExitCode.SomeFailed;
        }
    }
}
