using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Protects a DicomDataset of fo-dicom (PS3.15 E.1.1).</summary>
public static class DicomDatasetProtection
{
    /// <summary>Makes a protected clone of a data set. Values that stay share their buffers with it.</summary>
    /// <inheritdoc cref="Protect(DicomDataset, Deidentifier, out ProtectionResult)" path="/param|/exception"/>
    /// <returns>The protected data set, in the same Transfer Syntax.</returns>
    public static DicomDataset Protect(this DicomDataset dataset, Deidentifier deidentifier) => dataset.Protect(deidentifier, out _);

    /// <summary>Makes a protected clone of a data set. Values that stay share their buffers with it.</summary>
    /// <param name="dataset">The data set. It is not changed.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <param name="result">What was done.</param>
    /// <returns>The protected data set, in the same Transfer Syntax.</returns>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="Data.DicomFormatException">The data set is empty, or cannot be laid out as a DICOM object.</exception>
    public static DicomDataset Protect(this DicomDataset dataset, Deidentifier deidentifier, out ProtectionResult result)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(deidentifier);
        using DatasetWork work = new(dataset, fileMetaInfo: null, CancellationToken.None);
        (Data.DicomObject output, result) = deidentifier.Protect(work.Input);
        return work.Finish(output);
    }

    /// <summary>Makes a protected clone of a data set. Values that stay share their buffers with it.</summary>
    /// <inheritdoc cref="Protect(DicomDataset, Deidentifier, out ProtectionResult)" path="/exception"/>
    /// <param name="dataset">The data set. It is not changed.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The protected data set, in the same Transfer Syntax, and what was done.</returns>
    public static Task<(DicomDataset Dataset, ProtectionResult Result)> ProtectAsync(
        this DicomDataset dataset, Deidentifier deidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(deidentifier);
        return Task.Run(async () =>
        {
            using DatasetWork work = new(dataset, fileMetaInfo: null, cancellationToken);
            (Data.DicomObject output, ProtectionResult result) = await deidentifier.ProtectAsync(
                work.Input, cancellationToken).ConfigureAwait(false);
            return (work.Finish(output), result);
        }, cancellationToken);
    }

    /// <summary>Protects a data set itself.</summary>
    /// <param name="dataset">The data set. It is changed only when everything has gone well.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="Data.DicomFormatException">The data set is empty, or cannot be laid out as a DICOM object.</exception>
    public static ProtectionResult ProtectInPlace(this DicomDataset dataset, Deidentifier deidentifier)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(deidentifier);
        using DatasetWork work = new(dataset, fileMetaInfo: null, CancellationToken.None);
        (Data.DicomObject output, ProtectionResult result) = deidentifier.Protect(work.Input);
        work.FinishInPlace(output);
        return result;
    }

    /// <inheritdoc cref="ProtectInPlace(DicomDataset, Deidentifier)"/>
    /// <param name="dataset">The data set. It is changed only when everything has gone well, on a thread of the pool; nobody may use
    /// it meanwhile.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <param name="cancellationToken">Ends the work; nothing is changed then.</param>
    public static Task<ProtectionResult> ProtectInPlaceAsync(
        this DicomDataset dataset, Deidentifier deidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(deidentifier);
        return Task.Run(async () =>
        {
            using DatasetWork work = new(dataset, fileMetaInfo: null, cancellationToken);
            (Data.DicomObject output, ProtectionResult result) = await deidentifier.ProtectAsync(
                work.Input, cancellationToken).ConfigureAwait(false);
            work.FinishInPlace(output);
            return result;
        }, cancellationToken);
    }
}
