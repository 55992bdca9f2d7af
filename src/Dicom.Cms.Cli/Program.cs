using Dicom.Cms.Cli;

// A second Ctrl-C ends the process the hard way.
using Interruption interruption = new();
Terminal terminal = new(Console.Out, Console.Error)
{
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
};
return await Tool.RunAsync(args, terminal, interruption.Token).ConfigureAwait(false);
