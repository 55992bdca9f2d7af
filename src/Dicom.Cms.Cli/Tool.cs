using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Dicom.Cms.Cli;

/// <summary>The whole tool, for a process and for tests: arguments in, exit code out, words to a <see cref="Terminal"/>.</summary>
internal static class Tool
{
    private const string Name = ToolCommand.Name;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        // No response files: @name is a file that begins with @, not a list of words.
        ParserConfiguration words = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult command = ToolCommand.Create(terminal, args).Parse(args, words);
        if (command.Action is ParseErrorAction || command.Action == command.CommandResult.Command.Action)
        {
            IReadOnlyList<string> unknown = UnknownWords.Describe(command, args);
            if (unknown.Count > 0) return RefuseWords(unknown, command, terminal);
        }

        if (command.Action is ParseErrorAction)
            return RefuseWords([.. command.Errors.Select(error => error.Message).Distinct()], command, terminal);

        try
        {
            InvocationConfiguration configuration = new()
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            // It has those of the console.
            if (terminal is not ConsoleTerminal) (configuration.Output, configuration.Error) = (terminal.Output, terminal.Error);
            return await command.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (UsageException exception)
        {
            terminal.WriteErrorLine($"{Name}: {TagKeywords.AddTo(DisplayText.Clean(exception.Message))}");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.WriteErrorLine($"{Name}: interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            Failure failure = Failure.Of(exception);
            terminal.WriteErrorLine($"{Name}: {failure.Message}");
            return ExitCode.SomeFailed;
        }
    }

    private static int RefuseWords(IReadOnlyList<string> messages, ParseResult command, Terminal terminal)
    {
        foreach (string message in messages) terminal.WriteErrorLine($"{Name}: {DisplayText.Clean(message)}");

        List<string> path = [];
        for (CommandResult at = command.CommandResult; at.Parent is CommandResult around; at = around) path.Insert(0, at.Command.Name);
        terminal.WriteErrorLine($"Try '{string.Join(' ', [Name, .. path])} --help'.");
        return ExitCode.Usage;
    }
}
