using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Recovers a protected DicomDataset of fo-dicom (PS3.15 E.1.2).</summary>
public static class DicomDatasetRecovery
{
    /// <summary>Makes a clone of a data set with what it carries for the keys at hand. Values that stay share their buffers with
    /// it.</summary>
    /// <inheritdoc cref="Recover(DicomDataset, Reidentifier, out RecoveryResult)" path="/param|/exception"/>
    /// <returns>The recovered data set, in the same Transfer Syntax.</returns>
    public static DicomDataset Recover(this DicomDataset dataset, Reidentifier reidentifier) => dataset.Recover(reidentifier, out _);

    /// <summary>Makes a clone of a data set with what it carries for the keys at hand. Values that stay share their buffers with
    /// it.</summary>
    /// <param name="dataset">The data set. It is not changed.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <param name="result">What came back.</param>
    /// <returns>The recovered data set, in the same Transfer Syntax.</returns>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    /// <exception cref="Envelopes.EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    public static DicomDataset Recover(this DicomDataset dataset, Reidentifier reidentifier, out RecoveryResult result)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(reidentifier);
        using RecoveryWork work = RecoveryWork.Run(dataset, fileMetaInfo: null, reidentifier);
        result = work.Result;
        return work.Finish();
    }

    /// <summary>Makes a clone of a data set with what it carries for the keys at hand. Values that stay share their buffers with
    /// it.</summary>
    /// <inheritdoc cref="Recover(DicomDataset, Reidentifier, out RecoveryResult)" path="/exception"/>
    /// <param name="dataset">The data set. It is not changed.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The recovered data set, in the same Transfer Syntax, and what came back.</returns>
    public static Task<(DicomDataset Dataset, RecoveryResult Result)> RecoverAsync(
        this DicomDataset dataset, Reidentifier reidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(reidentifier);
        return Task.Run(async () =>
        {
            using RecoveryWork work = await RecoveryWork.RunAsync(
                dataset, fileMetaInfo: null, reidentifier, cancellationToken).ConfigureAwait(false);
            return (work.Finish(), work.Result);
        }, cancellationToken);
    }

    /// <summary>Recovers a data set itself.</summary>
    /// <param name="dataset">The data set. It is changed only when everything has gone well.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <returns>What came back.</returns>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    /// <exception cref="Envelopes.EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    public static RecoveryResult RecoverInPlace(this DicomDataset dataset, Reidentifier reidentifier)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(reidentifier);
        using RecoveryWork work = RecoveryWork.Run(dataset, fileMetaInfo: null, reidentifier);
        work.FinishInPlace();
        return work.Result;
    }

    /// <inheritdoc cref="RecoverInPlace(DicomDataset, Reidentifier)"/>
    /// <param name="dataset">The data set. It is changed only when everything has gone well, on a thread of the pool; nobody may use
    /// it meanwhile.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <param name="cancellationToken">Ends the work; nothing is changed then.</param>
    public static Task<RecoveryResult> RecoverInPlaceAsync(
        this DicomDataset dataset, Reidentifier reidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(reidentifier);
        return Task.Run(async () =>
        {
            using RecoveryWork work = await RecoveryWork.RunAsync(
                dataset, fileMetaInfo: null, reidentifier, cancellationToken).ConfigureAwait(false);
            work.FinishInPlace();
            return work.Result;
        }, cancellationToken);
    }
}
