namespace Dicom.Cms.Cli;

/// <summary>A run over all inputs: several at once, each on its own, none of them able to stop the others.</summary>
internal sealed class FileRun
{
    private readonly InputExpansion _inputs;
    private readonly OutputMapping _outputs;
    private readonly RunOptions _options;

    private FileRun(InputExpansion inputs, OutputMapping outputs, RunOptions options)
    {
        _inputs = inputs;
        _outputs = outputs;
        _options = options;
    }

    /// <summary>Finds the inputs and says where each output goes. Writes nothing.</summary>
    /// <exception cref="UsageException">An input does not exist, or an output must not stand where it would.</exception>
    public static FileRun Plan(RunOptions options, CancellationToken cancellationToken)
    {
        InputExpansion inputs = InputExpansion.Expand(options.Inputs, cancellationToken);
        OutputMapping outputs = new(inputs, options.Output, options.NamesByUid);
        if (options.ReportPath is { } report) ReportFile.RefuseMeetings(report, inputs, outputs);
        return new FileRun(inputs, outputs, options);
    }

    /// <summary>Works through the plan.</summary>
    /// <returns>The exit code.</returns>
    public int Run(FileOperation operation, Terminal terminal, CancellationToken cancellationToken)
    {
        using ReportFile? report = _options.ReportPath is { } path ? ReportFile.Create(path, operation.Participle) : null;
        using RunProgress progress = RunProgress.For(terminal, _inputs.Count, _options.IsQuiet);
        using OutputFolders folders = new();
        UidNaming? naming = !_options.NamesByUid ? null : new UidNaming(_inputs, _options.Output, folders)
        {
            Overwrites = _options.Overwrites,
            ReportPath = _options.ReportPath,
        };
        bool overwrites = _options.Overwrites || naming is not null; // Temporary names are ours.
        FileWork work = new(operation, folders, overwrites, naming);
        DirectoryWork directories = new(_options, _outputs);
        RunReporter reporter = new(progress, report, _options.IsQuiet);
        foreach (UnusedInput unused in _inputs.Unused) reporter.Add(OutcomeOf(unused));

        // Each file is read where it lies: the memory a run takes is what its jobs take, and the names of its files.
        FileRunOptions options = new()
        {
            Jobs = Math.Max(1, Math.Min(_options.Jobs, _inputs.Count)),
            Overwrites = overwrites,
            CreatesFolders = false,
        };
        WorkAsync().GetAwaiter().GetResult();
        foreach (FileOutcome outcome in directories.Run(cancellationToken)) reporter.Add(outcome);

        if (!_inputs.IsSingleFile) reporter.WriteSummary(operation.Participle);
        return reporter.HasFailures ? ExitCode.SomeFailed : ExitCode.Done;

        async Task WorkAsync()
        {
            await foreach (OperationOutcome outcome in operation.RunAsync(Jobs(), options, cancellationToken).ConfigureAwait(false))
                Report(work.OutcomeOf(outcome));
        }

        IEnumerable<ItemJob> Jobs()
        {
            foreach (WorkItem item in _outputs.List())
            {
                string output = item.OutputPath;
                if (work.Prepare(item, cancellationToken) is { } outcome) Report(outcome);
                else yield return new ItemJob { Item = item, InputPath = item.Input.Path, OutputPath = output };
            }
        }

        void Report(FileOutcome outcome)
        {
            if (!directories.TryTake(outcome)) reporter.Add(outcome);
        }
    }

    /// <summary>How an input ends that is not worked on.</summary>
    public static FileOutcome OutcomeOf(UnusedInput unused) => unused.IsFailure
        ? new FailedOutcome(unused.Path, new Failure("io", unused.Reason))
        : new SkippedOutcome(unused.Path, unused.Reason);
}
