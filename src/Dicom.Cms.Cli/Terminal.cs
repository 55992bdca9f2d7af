namespace Dicom.Cms.Cli;

/// <summary>Where the tool writes. Lines from several threads come out whole.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
    private readonly Lock _lock = new();

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

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
