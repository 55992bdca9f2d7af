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

string[] files = Directory.GetFiles(input, "*", SearchOption.AllDirectories);
int done = 0, failed = 0;
using CancellationTokenSource interruption = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};
ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = interruption.Token };
await Parallel.ForEachAsync(files, options, async (file, cancellationToken) =>
{
    // Names of files are mirrored here, and may carry names of patients: dicom-cms protect --names uid makes others.
    string name = Path.GetRelativePath(input, file), target = Path.Combine(output, name);
    try
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        ProtectionResult result = await deidentifier.ProtectAsync(file, target, cancellationToken);
        int number = Interlocked.Increment(ref done);
        Console.WriteLine($"[{number}/{files.Length}] {name}: {result.ProtectedAttributes.Count} Attributes protected");
    }
    catch (Exception failure) when (failure is DicomFormatException or ProtectionException or IOException)
    {
        Interlocked.Increment(ref failed);
        Console.Error.WriteLine($"[{Interlocked.Increment(ref done)}/{files.Length}] {name}: NOT PROTECTED. {failure.Message}");
    }
});
Console.WriteLine($"{done - failed} protected, {failed} failed, in {Path.GetFullPath(output)}");
return failed == 0 ? 0 : 1;
