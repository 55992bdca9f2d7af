namespace Dicom.Cms.Cli;

/// <summary>Where the tool writes. Lines from several threads come out whole.</summary>
internal class Terminal(TextWriter? output, TextWriter? error)
{
    private readonly Lock _lock = new();

    public virtual TextWriter Output => output!;

    public virtual TextWriter Error => error!;

    public virtual bool OutputIsTerminal => false;

    public virtual bool ErrorIsTerminal => false;

    public void WriteLine(string line) => Write(Output, line);

    public void WriteErrorLine(string line) => Write(Error, line);

    /// <summary>Says what the caller should know before the work begins.</summary>
    public void WriteWarnings(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings) WriteErrorLine($"warning: {DisplayText.Clean(warning)}");
    }

    private void Write(TextWriter writer, string line)
    {
        lock (_lock) writer.WriteLine(line);
    }
}
