using Spectre.Console;

namespace Dicom.Cms.Cli;

/// <summary>A progress bar on standard error, and above it the lines. The only part of the tool that loads Spectre.Console.</summary>
internal sealed class TerminalProgress : RunProgress
{
    private readonly Terminal _terminal;
    private readonly IAnsiConsole _console;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProgressTask> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _display;
    private int _count;

    public TerminalProgress(Terminal terminal, int total)
        : base(terminal)
    {
        _terminal = terminal;
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        _display = Task.Run(() => _console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn())
            .StartAsync(async context =>
            {
                _started.SetResult(context.AddTask(DisplayText.Count(total, "file"), maxValue: total));
                await _finished.Task.ConfigureAwait(false);
            }));
    }

    // To a terminal everything goes through the bar, which would otherwise draw over it.
    public override void WriteLine(string line)
    {
        if (_terminal.OutputIsTerminal) WriteErrorLine(line);
        else _terminal.WriteLine(line);
    }

    public override void WriteErrorLine(string line) => _console.Write(new LineAboveProgress(line));

    public override void Advance()
    {
        _count++;
        if (_started.Task.IsCompletedSuccessfully) _started.Task.Result.Value = _count;
    }

    protected override void Dispose(bool disposing)
    {
        _finished.TrySetResult();
        _display.GetAwaiter().GetResult();
        base.Dispose(disposing);
    }
}
