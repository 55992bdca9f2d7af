using Dicom.Cms.Cli;

using Rehearsal rehearsal = Rehearsal.Of(args.FirstOrDefault());

// A second Ctrl-C ends the process the hard way.
using Interruption interruption = new();
return await Tool.RunAsync(args, new ConsoleTerminal(), interruption.Token).ConfigureAwait(false);
