using System.Runtime.CompilerServices;

namespace Dicom.Cms.Cli;

/// <summary>An operation that the library has for many files.</summary>
/// <typeparam name="TResult">What it says of one of them.</typeparam>
internal abstract class LibraryOperation<TResult> : FileOperation
    where TResult : class
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<OperationOutcome> RunAsync(
        IEnumerable<ItemJob> jobs, FileRunOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (FileOutcome<TResult> outcome in Start(jobs, options, cancellationToken).ConfigureAwait(false))
        {
            ItemJob job = (ItemJob)outcome.Job;
            yield return outcome.IsDone
                ? new OperationOutcome(job, Describe(outcome.Result), null)
                : new OperationOutcome(job, null, outcome.Exception);
        }
    }

    /// <summary>Starts the library's run.</summary>
    protected abstract IAsyncEnumerable<FileOutcome<TResult>> Start(
        IEnumerable<FileJob> jobs, FileRunOptions options, CancellationToken cancellationToken);

    /// <summary>Says what was done with a file.</summary>
    protected abstract OperationResult Describe(TResult result);
}
