using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Changes who can open the Encrypted Attributes of protected objects, and nothing else: what is encrypted stays as it is, and so does
/// every other octet of the object. Immutable and thread-safe; the keys stay the caller's, who disposes them.
/// </summary>
/// <example>
/// Adds a recipient to each Item that the key opens:
/// <code>
/// using RecipientKey key = RecipientKey.FromFile("archive.key.pem", certificatePath: "archive.cert.pem");
/// Recipient trial = Recipient.FromFile("trial.cert.pem");
/// Rewrapper rewrapper = Rewrapper.WithKeys(key).Add(trial).Build();
/// RewrapResult result = await rewrapper.RewrapAsync("ct.deid.dcm", "ct.rewrapped.dcm");
/// Console.WriteLine(result);
/// </code>
/// </example>
/// <remarks>
/// <para>
/// Every Item that one of the keys opens is changed, or the one that the builder names; Items for others are left in place. Each is
/// decrypted first and must turn out an Encrypted Attributes Data Set that belongs to the object, so that a key that is wrong is never
/// passed on. RecipientInfos use RSAES-PKCS1-v1_5 where the Item has nothing else, as PS3.15 E.1.1 asks, and RSAES-OAEP
/// everywhere else.
/// </para>
/// <para>Who was removed can still open the copies that were given out before, and may have kept the key.</para>
/// </remarks>
public sealed class Rewrapper
{
    private readonly RewrapOptions _options;
    private readonly RecipientChange _change;

    internal Rewrapper(RewrapOptions options)
    {
        _options = options;
        _change = options.ToChange();
    }

    /// <summary>Starts: says which keys open what is to be changed.</summary>
    /// <exception cref="ArgumentException">No key.</exception>
    public static RewrapperKeyStage WithKeys(params IReadOnlyList<RecipientKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0) throw new ArgumentException("Re-wrapping needs at least one key.", nameof(keys));
        return new RewrapperKeyStage(new RewrapOptions { Keys = [.. keys] });
    }

    /// <summary>Re-wraps a file. The output appears complete or not at all; an output that is there already is replaced.</summary>
    /// <param name="inputPath">The protected object. It is never modified.</param>
    /// <param name="outputPath">The same object with its new recipients.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <exception cref="ArgumentException">Output and input are the same file.</exception>
    /// <exception cref="DicomFormatException">The input is no DICOM object; the message names the position.</exception>
    /// <exception cref="EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    /// <exception cref="RecoveryException">Nothing was changed; its Failure says why.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public Task<RewrapResult> RewrapAsync(string inputPath, string outputPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputPath);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        return ObjectEndpoints.OnPoolAsync(
            () => ObjectEndpoints.RunAsync(
                inputPath, outputPath, batch: null, holdsIdentity: false, RewrapAsync, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc cref="RewrapAsync(string, string, CancellationToken)"/>
    public RewrapResult Rewrap(string inputPath, string outputPath, CancellationToken cancellationToken = default) =>
        Rewrap(inputPath, outputPath, batch: null, cancellationToken);

    /// <summary>
    /// Re-wraps many files, several at once, each on its own: one that fails stops none of the others. Outputs are flushed and named some
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
    public IAsyncEnumerable<FileOutcome<RewrapResult>> RewrapFilesAsync(
        IEnumerable<FileJob> jobs, FileRunOptions? options = null, IProgress<FileRunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return new FileRunner<RewrapResult>(
                (job, batch, token) => Rewrap(job.InputPath, job.OutputPath, batch, token), options ?? FileRunOptions.Default)
            .RunAsync(jobs, progress, cancellationToken);
    }

    /// <inheritdoc cref="RewrapAsync(string, string, CancellationToken)"/>
    /// <summary>Re-wraps a file. The output appears with the others of a batch, when that is completed.</summary>
    /// <param name="inputPath">The protected object. It is never modified.</param>
    /// <param name="outputPath">The output.</param>
    /// <param name="batch">What the output waits in; null for none.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    internal RewrapResult Rewrap(string inputPath, string outputPath, OutputBatch? batch, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputPath);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        return ObjectEndpoints.Complete(
            ObjectEndpoints.RunAsync(inputPath, outputPath, batch, holdsIdentity: false, RewrapAsync, cancellationToken));
    }

    /// <summary>Re-wraps what is left of a stream. The output gets everything at once, at the end.</summary>
    /// <param name="input">
    /// The protected object. One that cannot seek, or must be awaited, is spooled: above 1 MiB to a temporary file.
    /// </param>
    /// <param name="output">Any stream that can be written.</param>
    /// <param name="cancellationToken">Ends the work; an output that is being written by then keeps what it got.</param>
    /// <exception cref="DicomFormatException">The input is no DICOM object; the message names the position.</exception>
    /// <exception cref="EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    /// <exception cref="RecoveryException">Nothing was changed; its Failure says why.</exception>
    public Task<RewrapResult> RewrapAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ObjectEndpoints.OnPoolAsync(
            () => ObjectEndpoints.RunAsync(input, output, RewrapAsync, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="RewrapAsync(Stream, Stream, CancellationToken)"/>
    public RewrapResult Rewrap(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ObjectEndpoints.Run(input, output, RewrapAsync, cancellationToken);
    }

    /// <summary>Re-wraps a file that is open, in memory.</summary>
    /// <param name="file">The protected object. The caller keeps it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The object with its new recipients, in memory, and what was done.</returns>
    /// <exception cref="EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    /// <exception cref="RecoveryException">Nothing was changed; its Failure says why.</exception>
    public Task<(DicomObject Object, RewrapResult Result)> RewrapAsync(DicomObject file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.OnPoolAsync(() => ObjectEndpoints.RunAsync(file, RewrapAsync, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="RewrapAsync(DicomObject, CancellationToken)"/>
    public (DicomObject Object, RewrapResult Result) Rewrap(DicomObject file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.Complete(ObjectEndpoints.RunAsync(file, RewrapAsync, cancellationToken));
    }

    private async ValueTask<RewrapResult> RewrapAsync(DicomObject file, Func<OutputTarget> openTarget, CancellationToken cancellationToken)
    {
        RewrapPlan plan = await ItemRewrapper.RewrapAsync(file, _options, _change, cancellationToken).ConfigureAwait(false);
        using OutputTarget target = openTarget();
        RewrapWriter.Write(plan, target, cancellationToken);
        return plan.Result;
    }
}
