using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Turns a DICOM object into a de-identified one whose protected Attributes travel inside it, encrypted for named recipients
/// (PS3.15 E.1.1). Immutable and thread-safe: build one, and use it for every object.
/// </summary>
/// <example>
/// The archive can restore the original, and the trial gets two Attributes:
/// <code>
/// Recipient archive = Recipient.FromFile("archive.cert.pem");
/// Recipient trial = Recipient.FromFile("trial.cert.pem");
/// using Deidentifier deidentifier = Deidentifier
///     .WithProfile(ConfidentialityProfile.Basic)
///     .Encrypt(AttributeSet.AllProtected).For(archive)
///     .Encrypt(AttributeSet.Of(Tags.PatientID, Tags.PatientBirthDate)).For(trial)
///     .Build();
/// ProtectionResult result = await deidentifier.ProtectAsync("ct.dcm", "ct.deid.dcm");
/// Console.WriteLine(result);
/// </code>
/// </example>
/// <remarks>
/// <para>Its pseudonyms are keyed: consistent over all objects it protects, and over every process that is given the same key.</para>
/// <para>
/// It owns a copy of the pseudonym key, and the keys that objects of a study share (<see cref="KeyScope.PerStudy"/>).
/// <see cref="Dispose"/> clears them. If you do not dispose it, they are cleared when they are collected.
/// </para>
/// </remarks>
public sealed class Deidentifier : IDisposable
{
    private readonly ProtectionOptions _options;
    private readonly Pseudonyms _pseudonyms;
    private readonly ItemEncryption[] _encryptions;
    private volatile bool _disposed;

    internal Deidentifier(ProtectionOptions options)
    {
        options = options with { Audiences = AudiencePartition.Of(options.Audiences) };
        _options = options;
        using PseudonymKey? random = options.PseudonymKey is null ? PseudonymKey.Create() : null;
        _pseudonyms = new Pseudonyms(options.PseudonymKey ?? random!, options.Profile, options.Purpose);
        _encryptions = [.. options.Audiences.Select(audience => new ItemEncryption(audience.Recipients, options.Suite, options.KeyScope))];
    }

    /// <summary>Starts: says what is to be protected.</summary>
    public static DeidentifierProfileStage WithProfile(ConfidentialityProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new DeidentifierProfileStage(profile);
    }

    /// <summary>Protects a file. The output appears complete or not at all; an output that is there already is replaced.</summary>
    /// <param name="inputPath">A DICOM file or a bare data set. It is never modified.</param>
    /// <param name="outputPath">The protected object, as a Part 10 file.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <exception cref="ArgumentException">Output and input are the same file.</exception>
    /// <exception cref="DicomFormatException">The input is no DICOM object; the message names the position.</exception>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="ObjectDisposedException">The de-identifier was disposed.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public ProtectionResult Protect(string inputPath, string outputPath, CancellationToken cancellationToken = default) =>
        Protect(inputPath, outputPath, batch: null, cancellationToken);

    /// <summary>
    /// Protects many files, several at once, each on its own: one that fails stops none of the others. Outputs are flushed and named some
    /// at a time, which is what makes a folder of small files fast.
    /// </summary>
    /// <param name="jobs">
    /// The files, asked for while the run goes on, on its threads, by one at a time. <see cref="FileJob.Mirror"/> lists a folder. No two
    /// outputs may have one path.
    /// </param>
    /// <param name="options">How the run is done; <see cref="FileRunOptions.Default"/> if null.</param>
    /// <param name="progress">Gets how far the run has come, with each outcome.</param>
    /// <param name="cancellationToken">Ends the run. What is complete by then is still given; then the enumeration is cancelled.</param>
    /// <returns>
    /// How each file ended, in the order in which they end. Of a file that is done the output is flushed and has its name. A caller that
    /// takes outcomes slowly slows the run down; one that leaves early ends it, and nothing incomplete is left.
    /// </returns>
    /// <exception cref="OperationCanceledException">While it is enumerated: the run was cancelled.</exception>
    public IAsyncEnumerable<FileOutcome<ProtectionResult>> ProtectFilesAsync(
        IEnumerable<FileJob> jobs, FileRunOptions? options = null, IProgress<FileRunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new FileRunner<ProtectionResult>(
                (job, batch, token) => Protect(job.InputPath, job.OutputPath, batch, token), options ?? FileRunOptions.Default)
            .RunAsync(jobs, progress, cancellationToken);
    }

    /// <inheritdoc cref="Protect(string, string, CancellationToken)"/>
    /// <summary>Protects a file. The output appears with the others of a batch, when that is completed.</summary>
    /// <param name="inputPath">The object. It is never modified.</param>
    /// <param name="outputPath">The output.</param>
    /// <param name="batch">What the output waits in; null for none.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    internal ProtectionResult Protect(string inputPath, string outputPath, OutputBatch? batch, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentException.ThrowIfNullOrEmpty(inputPath);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        return ObjectEndpoints.Complete(
            ObjectEndpoints.RunAsync(
                inputPath, outputPath, batch, holdsIdentity: false, Named(inputPath, outputPath), cancellationToken));
    }

    /// <inheritdoc cref="Protect(string, string, CancellationToken)"/>
    public Task<ProtectionResult> ProtectAsync(string inputPath, string outputPath, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentException.ThrowIfNullOrEmpty(inputPath);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        return ObjectEndpoints.OnPoolAsync(
            () => ObjectEndpoints.RunAsync(
                inputPath, outputPath, batch: null, holdsIdentity: false, Named(inputPath, outputPath), cancellationToken),
            cancellationToken);
    }

    /// <summary>Protects what is left of a stream. The output gets everything at once, at the end.</summary>
    /// <param name="input">
    /// A DICOM file or a bare data set. One that cannot seek, or must be awaited, is spooled: above 1 MiB to a temporary file.
    /// </param>
    /// <param name="output">Any stream that can be written.</param>
    /// <param name="cancellationToken">Ends the work; an output that is being written by then keeps what it got.</param>
    /// <exception cref="DicomFormatException">The input is no DICOM object; the message names the position.</exception>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="ObjectDisposedException">The de-identifier was disposed.</exception>
    public ProtectionResult Protect(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ObjectEndpoints.Run(input, output, ProtectAsync, cancellationToken);
    }

    /// <inheritdoc cref="Protect(Stream, Stream, CancellationToken)"/>
    public Task<ProtectionResult> ProtectAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ObjectEndpoints.OnPoolAsync(
            () => ObjectEndpoints.RunAsync(input, output, ProtectAsync, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Protects a file that is open, in memory. What stays in clear is not copied: the result reads it from the source of
    /// <paramref name="file"/>, see <see cref="ByteSource.Locate"/>.
    /// </summary>
    /// <param name="file">The object. The caller keeps it, and keeps it open as long as the result is used.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The protected object, in memory, and what was done.</returns>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="ObjectDisposedException">The de-identifier was disposed.</exception>
    public Task<(DicomObject Object, ProtectionResult Result)> ProtectAsync(DicomObject file, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.OnPoolAsync(() => ObjectEndpoints.RunAsync(file, ProtectAsync, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="ProtectAsync(DicomObject, CancellationToken)"/>
    public (DicomObject Object, ProtectionResult Result) Protect(DicomObject file, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.Complete(ObjectEndpoints.RunAsync(file, ProtectAsync, cancellationToken));
    }

    /// <summary>
    /// Clears the keys. Work that other threads are doing then either finishes or fails with an <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        _disposed = true;
        _pseudonyms.Dispose();
        foreach (ItemEncryption encryption in _encryptions) encryption.Dispose();
    }

    // Protecting waits for nobody: keys that encrypt are public, or here.
    private ValueTask<ProtectionResult> ProtectAsync(DicomObject file, Func<OutputTarget> openTarget, CancellationToken cancellationToken)
    {
        ProtectionPlan plan = Plan(file, cancellationToken);
        using OutputTarget target = openTarget();
        return ValueTask.FromResult(Write(plan, target, cancellationToken));
    }

    /// <summary>The same, and looks at the names of the output too.</summary>
    private Func<DicomObject, Func<OutputTarget>, CancellationToken, ValueTask<ProtectionResult>> Named(
        string inputPath, string outputPath) =>
        (file, openTarget, cancellationToken) =>
        {
            ProtectionPlan plan = Plan(file, cancellationToken);
            using OutputTarget target = openTarget();
            ProtectionResult result = Write(plan, target, cancellationToken);
            return ValueTask.FromResult(OutputNames.Check(plan.Identifying, inputPath, outputPath) is { } warning
                ? result with { Warnings = [.. result.Warnings, warning] }
                : result);
        };

    private ProtectionPlan Plan(DicomObject file, CancellationToken cancellationToken) =>
        ProtectionPlanner.Plan(file, _options, _pseudonyms, cancellationToken);

    private ProtectionResult Write(ProtectionPlan plan, OutputTarget target, CancellationToken cancellationToken)
    {
        ProtectionWriter.Write(plan, _options, _encryptions, target, cancellationToken);
        Tag[] protectedTags = plan.RemovedTags();
        return new ProtectionResult
        {
            ProtectedAttributes = protectedTags,
            AddedAttributes = plan.WrittenTagsExcept([.. protectedTags]),
            TransferSyntax = plan.TransferSyntax,
            EncryptedItems = _options.Audiences.Count,
            Warnings = plan.Warnings,
        };
    }
}
