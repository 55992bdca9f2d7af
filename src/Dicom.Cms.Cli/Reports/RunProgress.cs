namespace Dicom.Cms.Cli;

/// <summary>How far a run is, and its lines. This one shows no progress: for files, pipes and --quiet.</summary>
internal class RunProgress(Terminal terminal) : IDisposable
{
    /// <summary>Progress on standard error if people watch it, for more than one file.</summary>
    public static RunProgress For(Terminal terminal, int total, bool isQuiet) =>
        !isQuiet && total > 1 && terminal.ErrorIsTerminal ? new TerminalProgress(terminal, total) : new RunProgress(terminal);

    public virtual void WriteLine(string line) => terminal.WriteLine(line);

    public virtual void WriteErrorLine(string line) => terminal.WriteErrorLine(line);

    public virtual void Advance()
    {
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
