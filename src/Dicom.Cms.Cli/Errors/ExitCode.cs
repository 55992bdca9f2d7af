namespace Dicom.Cms.Cli;

/// <summary>What the tool tells the shell. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Some inputs failed, each named on standard error; the others are done.</summary>
    public const int SomeFailed = 1;

    /// <summary>The command line, or a file it names, is wrong; nothing was written.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted; what is done is complete, and there is no partial output.</summary>
    public const int Interrupted = 130;
}
