using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Recovers a protected DicomFile of fo-dicom (PS3.15 E.1.2).</summary>
public static class DicomFileRecovery
{
    /// <summary>Makes a clone of a file with what it carries for the keys at hand. Values that stay share their buffers with it.</summary>
    /// <inheritdoc cref="Recover(DicomFile, Reidentifier, out RecoveryResult)" path="/param|/exception"/>
    /// <returns>The recovered file, in the same Transfer Syntax.</returns>
    public static DicomFile Recover(this DicomFile file, Reidentifier reidentifier) => file.Recover(reidentifier, out _);

    /// <summary>Makes a clone of a file with what it carries for the keys at hand. Values that stay share their buffers with it.</summary>
    /// <param name="file">The file. It is not changed.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <param name="result">What came back.</param>
    /// <returns>The recovered file, in the same Transfer Syntax.</returns>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    /// <exception cref="Envelopes.EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    public static DicomFile Recover(this DicomFile file, Reidentifier reidentifier, out RecoveryResult result)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reidentifier);
        using RecoveryWork work = RecoveryWork.Run(file.Dataset, file.FileMetaInfo, reidentifier);
        result = work.Result;
        return work.FinishFile();
    }

    /// <summary>Makes a clone of a file with what it carries for the keys at hand. Values that stay share their buffers with it.</summary>
    /// <inheritdoc cref="Recover(DicomFile, Reidentifier, out RecoveryResult)" path="/exception"/>
    /// <param name="file">The file. It is not changed.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The recovered file, in the same Transfer Syntax, and what came back.</returns>
    public static Task<(DicomFile File, RecoveryResult Result)> RecoverAsync(
        this DicomFile file, Reidentifier reidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reidentifier);
        return Task.Run(async () =>
        {
            using RecoveryWork work = await RecoveryWork.RunAsync(
                file.Dataset, file.FileMetaInfo, reidentifier, cancellationToken).ConfigureAwait(false);
            return (work.FinishFile(), work.Result);
        }, cancellationToken);
    }

    /// <summary>Recovers a file itself.</summary>
    /// <param name="file">The file. It is changed only when everything has gone well.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <returns>What came back.</returns>
    /// <exception cref="RecoveryException">The object was not recovered; its Failure says why.</exception>
    /// <exception cref="Envelopes.EnvelopeFormatException">No Item could be opened, and one is no CMS envelope.</exception>
    public static RecoveryResult RecoverInPlace(this DicomFile file, Reidentifier reidentifier)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reidentifier);
        using RecoveryWork work = RecoveryWork.Run(file.Dataset, file.FileMetaInfo, reidentifier);
        work.FinishInPlace(file);
        return work.Result;
    }

    /// <inheritdoc cref="RecoverInPlace(DicomFile, Reidentifier)"/>
    /// <param name="file">The file. It is changed only when everything has gone well, on a thread of the pool; nobody may use it
    /// meanwhile.</param>
    /// <param name="reidentifier">The keys, and what is accepted.</param>
    /// <param name="cancellationToken">Ends the work; nothing is changed then.</param>
    public static Task<RecoveryResult> RecoverInPlaceAsync(
        this DicomFile file, Reidentifier reidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reidentifier);
        return Task.Run(async () =>
        {
            using RecoveryWork work = await RecoveryWork.RunAsync(
                file.Dataset, file.FileMetaInfo, reidentifier, cancellationToken).ConfigureAwait(false);
            work.FinishInPlace(file);
            return work.Result;
        }, cancellationToken);
    }
}
