using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// Gives back what a protected object carries for the keys it holds (PS3.15 E.1.2). Immutable and thread-safe; the keys stay the
/// caller's, who disposes them.
/// </summary>
/// <example>
/// Recovers a file with the private key of a certificate:
/// <code>
/// using RecipientKey key = RecipientKey.FromFile("archive.key.pem", certificatePath: "archive.cert.pem");
/// RecoveryResult result = await Reidentifier.WithKeys(key).RecoverAsync("ct.deid.dcm", "ct.recovered.dcm");
/// Console.WriteLine(result.IsOriginal ? "The original, byte for byte." : $"{result}");
/// </code>
/// </example>
public sealed class Reidentifier
{
    private readonly IReadOnlyList<RecipientKey> _keys;
    private readonly RecoveryPolicy _policy;
    private readonly RecoveryMode _mode;
    private readonly int? _itemNumber;

    private Reidentifier(IReadOnlyList<RecipientKey> keys, RecoveryPolicy policy, RecoveryMode mode, int? itemNumber)
    {
        _keys = keys;
        _policy = policy;
        _mode = mode;
        _itemNumber = itemNumber;
    }

    /// <summary>Makes a re-identifier. An Item with everything decides alone; else the one Item that a key opens.</summary>
    /// <exception cref="ArgumentException">No key.</exception>
    public static Reidentifier WithKeys(params IReadOnlyList<RecipientKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0) throw new ArgumentException("Recovery needs at least one key.", nameof(keys));
        return new Reidentifier([.. keys], RecoveryPolicy.Default, RecoveryMode.Best, itemNumber: null);
    }

    /// <summary>The same with another policy.</summary>
    public Reidentifier With(RecoveryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new Reidentifier(_keys, policy, _mode, _itemNumber);
    }

    /// <summary>The same, asking for another outcome than the best possible.</summary>
    public Reidentifier InMode(RecoveryMode mode) => new(_keys, _policy, mode, _itemNumber);

    /// <summary>The same, opening a single Item: where the keys open several that are not recovered together.</summary>
    /// <param name="number">1 for the first Item of the Encrypted Attributes Sequence.</param>
    public Reidentifier OnlyItem(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return new Reidentifier(_keys, _policy, _mode, number);
    }

    /// <summary>Recovers a file. The output appears complete or not at all; an output that is there already is replaced.</summary>
    /// <param name="inputPath">The protected object. It is never modified.</param>
    /// <param name="outputPath">What is recovered.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    /// <exception cref="ArgumentException">Output and input are the same file.</exception>
    /// <exception cref="DicomFormatException">The input is no DICOM object; the message names the position.</exception>
    /// <exception cref="EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public Task<RecoveryResult> RecoverAsync(string inputPath, string outputPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputPath);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        return ObjectEndpoints.OnPoolAsync(
            () => ObjectEndpoints.RunAsync(
                inputPath, outputPath, batch: null, holdsIdentity: true, RecoverAsync, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc cref="RecoverAsync(string, string, CancellationToken)"/>
    public RecoveryResult Recover(string inputPath, string outputPath, CancellationToken cancellationToken = default) =>
        Recover(inputPath, outputPath, batch: null, cancellationToken);

    /// <summary>
    /// Recovers many files, several at once, each on its own: one that fails stops none of the others. Outputs are flushed and named some
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
    public IAsyncEnumerable<FileOutcome<RecoveryResult>> RecoverFilesAsync(
        IEnumerable<FileJob> jobs, FileRunOptions? options = null, IProgress<FileRunProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return new FileRunner<RecoveryResult>(
                (job, batch, token) => Recover(job.InputPath, job.OutputPath, batch, token), options ?? FileRunOptions.Default)
            .RunAsync(jobs, progress, cancellationToken);
    }

    /// <inheritdoc cref="RecoverAsync(string, string, CancellationToken)"/>
    /// <summary>Recovers a file. The output appears with the others of a batch, when that is completed.</summary>
    /// <param name="inputPath">The protected object. It is never modified.</param>
    /// <param name="outputPath">The output.</param>
    /// <param name="batch">What the output waits in; null for none.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    internal RecoveryResult Recover(string inputPath, string outputPath, OutputBatch? batch, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(inputPath);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        return ObjectEndpoints.Complete(
            ObjectEndpoints.RunAsync(inputPath, outputPath, batch, holdsIdentity: true, RecoverAsync, cancellationToken));
    }

    /// <summary>Recovers what is left of a stream. The output gets everything at once, at the end.</summary>
    /// <param name="input">
    /// The protected object. One that cannot seek, or must be awaited, is spooled: above 1 MiB to a temporary file.
    /// </param>
    /// <param name="output">Any stream that can be written.</param>
    /// <param name="cancellationToken">Ends the work; an output that is being written by then keeps what it got.</param>
    /// <exception cref="DicomFormatException">The input is no DICOM object; the message names the position.</exception>
    /// <exception cref="EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    public Task<RecoveryResult> RecoverAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ObjectEndpoints.OnPoolAsync(
            () => ObjectEndpoints.RunAsync(input, output, RecoverAsync, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="RecoverAsync(Stream, Stream, CancellationToken)"/>
    public RecoveryResult Recover(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        return ObjectEndpoints.Run(input, output, RecoverAsync, cancellationToken);
    }

    /// <summary>
    /// Recovers a file that is open, in memory. What stood in clear is not copied: the result reads it from the source of
    /// <paramref name="file"/>, see <see cref="ByteSource.Locate"/>.
    /// </summary>
    /// <param name="file">The protected object. The caller keeps it, and keeps it open as long as the result is used.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is recovered, in memory, and what came back.</returns>
    /// <exception cref="EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    public Task<(DicomObject Object, RecoveryResult Result)> RecoverAsync(DicomObject file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.OnPoolAsync(() => ObjectEndpoints.RunAsync(file, RecoverAsync, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="RecoverAsync(DicomObject, CancellationToken)"/>
    public (DicomObject Object, RecoveryResult Result) Recover(DicomObject file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ObjectEndpoints.Complete(ObjectEndpoints.RunAsync(file, RecoverAsync, cancellationToken));
    }

    private async ValueTask<RecoveryResult> RecoverAsync(DicomObject file, Func<OutputTarget> openTarget,
        CancellationToken cancellationToken)
    {
        using OpenedItems items = await ItemOpener
            .OpenAsync(file, _keys, _policy, _itemNumber, cancellationToken).ConfigureAwait(false);
        RecoveryMaterial material = RecoveryMaterial.Of(file, items, _policy);
        if (RecoveryPlanner.TryPlanUnaltered(material, _mode) is { } unaltered)
        {
            using OutputTarget original = openTarget();
            if (RecoveryWriter.TryWrite(unaltered, original, cancellationToken)) return unaltered.Result;
        }

        RecoveryPlan plan = RecoveryPlanner.Plan(material, _mode, cancellationToken);
        using OutputTarget target = openTarget();
        RecoveryWriter.TryWrite(plan, target, cancellationToken); // What it binds was checked by the plan.
        return plan.Result;
    }
}
