using Dicom.Cms.Cli;

// A second Ctrl-C ends the process the hard way.
using Interruption interruption = new();
return await Tool.RunAsync(args, new ConsoleTerminal(), interruption.Token).ConfigureAwait(false);
