// Protects every file of a folder, several at once, with progress; one that fails is named, and the others are done.
//
// dotnet run --project samples/ProtectFolder                                 a made-up study with a note in it, in
// artifacts/protect-folder
//   dotnet run --project samples/ProtectFolder -- INPUT OUTPUT CERTIFICATE     your own
using Dicom.Cms;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using ProtectFolder;

(string input, string output, string certificate) = args is [string from, string to, string whom]
    ? (from, to, whom)
    : Study.Create(args.Length == 0 ? Path.Combine("artifacts", "protect-folder") : args[0]);

// Immutable and thread-safe: one for all files, so that they get the same pseudonyms and still belong together.
using Deidentifier deidentifier = Deidentifier
    .WithProfile(ConfidentialityProfile.Basic)
    .Encrypt(AttributeSet.AllProtected).For(Recipient.FromFile(certificate))
    .Build();

using CancellationTokenSource interruption = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};

// Names of files are mirrored here, and may carry names of patients: dicom-cms protect --names uid makes others.
FileJob[] jobs = [.. FileJob.Mirror(input, output)];
int done = 0, failed = 0;
await foreach (FileOutcome<ProtectionResult> outcome in deidentifier.ProtectFilesAsync(jobs, cancellationToken: interruption.Token))
{
    string name = $"[{++done}/{jobs.Length}] {Path.GetRelativePath(input, outcome.Job.InputPath)}";
    if (outcome.IsDone)
    {
        Console.WriteLine($"{name}: {outcome.Result.ProtectedAttributes.Count} Attributes protected");
    }
    else
    {
        failed++;
        Console.Error.WriteLine($"{name}: NOT PROTECTED. {outcome.Exception.Message}");
    }
}

Console.WriteLine($"{done - failed} protected, {failed} failed, in {Path.GetFullPath(output)}");
return failed == 0 ? 0 : 1;
