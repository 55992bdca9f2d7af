namespace Dicom.Cms.Cli;

/// <summary>A search through all inputs, several at once. Writes nothing but the report.</summary>
internal sealed class VerifyRun
{
    private readonly InputExpansion _inputs;
    private readonly VerifyRunOptions _options;

    private VerifyRun(InputExpansion inputs, VerifyRunOptions options)
    {
        _inputs = inputs;
        _options = options;
    }

    /// <summary>Finds the inputs.</summary>
    /// <exception cref="UsageException">An input does not exist, or the report would replace one.</exception>
    public static VerifyRun Plan(VerifyRunOptions options, CancellationToken cancellationToken)
    {
        InputExpansion inputs = InputExpansion.Expand(options.Inputs, cancellationToken);
        if (options.ReportPath is { } report) ReportFile.RefuseMeetings(report, inputs, outputs: null);
        return new VerifyRun(inputs, options);
    }

    /// <summary>Looks through the inputs.</summary>
    /// <returns>The exit code.</returns>
    public int Run(ProtectionVerifier verifier, bool hasKeys, Terminal terminal, CancellationToken cancellationToken)
    {
        using ReportFile? report = _options.ReportPath is { } path ? ReportFile.Create(path, "verified") : null;
        using RunProgress progress = RunProgress.For(terminal, _inputs.Count, _options.IsQuiet);
        RunReporter reporter = new(progress, report, _options.IsQuiet);
        foreach (UnusedInput unused in _inputs.Unused) reporter.Add(FileRun.OutcomeOf(unused));

        Workers.Run(
            _inputs.ListFiles(),
            Math.Min(_options.Jobs, _inputs.Count),
            (file, token) => reporter.Add(FileWork.Guard(file, () => Verify(verifier, file, token), token)!),
            cancellationToken);

        reporter.WriteVerification(hasKeys);
        return reporter.HasFailures ? ExitCode.SomeFailed : ExitCode.Done;
    }

    // The names of file and folders below the input travel with the object: they are searched too.
    private static VerifiedOutcome Verify(ProtectionVerifier verifier, InputFile file, CancellationToken cancellationToken)
    {
        if (FileSetDirectory.IsDirectory(file.RealPath)) return VerifyDirectory(file, cancellationToken);
        VerificationReport report = verifier.Verify(file.Path, file.RelativePath, cancellationToken);
        return new VerifiedOutcome(file.Path, report);
    }

    // Its records speak of all objects at once, and no Item says what their values were: but what follows from clean objects is clean.
    private static VerifiedOutcome VerifyDirectory(InputFile file, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(file.RealPath)!;
        EnumerationOptions everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*", everything)
            .Where(path => Path.GetFileName(path) != FileSetDirectory.FileName).Select(path => Path.GetRelativePath(folder, path));
        bool isOfTheFolder = Path.GetFileName(file.RealPath) == FileSetDirectory.FileName;
        return isOfTheFolder && FileSetDirectory.FollowsFrom(folder, files, cancellationToken)
            ? new VerifiedOutcome(
                file.Path, new VerificationReport { Findings = [], Options = ProfileOptions.None, ValuesSearched = 0, ValuesLeftOut = 0 })
            : throw new FileSetException(
                "The DICOMDIR does not follow from the files in its folder: what it says of patients cannot be checked.");
    }
}

/// <summary>What is to be looked through, and how.</summary>
internal sealed record VerifyRunOptions
{
    public required IReadOnlyList<string> Inputs { get; init; }

    public required int Jobs { get; init; }

    public required string? ReportPath { get; init; }

    public required bool IsQuiet { get; init; }
}
