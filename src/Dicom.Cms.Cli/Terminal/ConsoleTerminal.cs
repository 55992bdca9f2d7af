namespace Dicom.Cms.Cli;

/// <summary>The console. Its writers are made when there is something to write, which a quiet run has not.</summary>
internal sealed class ConsoleTerminal() : Terminal(null, null)
{
    public override TextWriter Output => Console.Out;

    public override TextWriter Error => Console.Error;

    public override bool OutputIsTerminal => !Console.IsOutputRedirected;

    public override bool ErrorIsTerminal => !Console.IsErrorRedirected;
}
