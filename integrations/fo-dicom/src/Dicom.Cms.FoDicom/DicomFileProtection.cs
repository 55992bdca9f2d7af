using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Protects a DicomFile of fo-dicom (PS3.15 E.1.1).</summary>
public static class DicomFileProtection
{
    /// <summary>Makes a protected clone of a file. Values that stay share their buffers with it.</summary>
    /// <inheritdoc cref="Protect(DicomFile, Deidentifier, out ProtectionResult)" path="/param|/exception"/>
    /// <returns>The protected file, in the same Transfer Syntax.</returns>
    public static DicomFile Protect(this DicomFile file, Deidentifier deidentifier) => file.Protect(deidentifier, out _);

    /// <summary>Makes a protected clone of a file. Values that stay share their buffers with it.</summary>
    /// <param name="file">The file. It is not changed.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <param name="result">What was done.</param>
    /// <returns>The protected file, in the same Transfer Syntax.</returns>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="Data.DicomFormatException">The data set is empty, or cannot be laid out as a DICOM object.</exception>
    public static DicomFile Protect(this DicomFile file, Deidentifier deidentifier, out ProtectionResult result)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(deidentifier);
        using DatasetWork work = new(file.Dataset, file.FileMetaInfo, CancellationToken.None);
        (Data.DicomObject output, result) = deidentifier.Protect(work.Input);
        return work.FinishFile(output);
    }

    /// <summary>Makes a protected clone of a file. Values that stay share their buffers with it.</summary>
    /// <inheritdoc cref="Protect(DicomFile, Deidentifier, out ProtectionResult)" path="/exception"/>
    /// <param name="file">The file. It is not changed.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The protected file, in the same Transfer Syntax, and what was done.</returns>
    public static Task<(DicomFile File, ProtectionResult Result)> ProtectAsync(
        this DicomFile file, Deidentifier deidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(deidentifier);
        return Task.Run(async () =>
        {
            using DatasetWork work = new(file.Dataset, file.FileMetaInfo, cancellationToken);
            (Data.DicomObject output, ProtectionResult result) = await deidentifier.ProtectAsync(
                work.Input, cancellationToken).ConfigureAwait(false);
            return (work.FinishFile(output), result);
        }, cancellationToken);
    }

    /// <summary>Protects a file itself.</summary>
    /// <param name="file">The file. It is changed only when everything has gone well.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ProtectionException">The object cannot be protected as asked.</exception>
    /// <exception cref="Data.DicomFormatException">The data set is empty, or cannot be laid out as a DICOM object.</exception>
    public static ProtectionResult ProtectInPlace(this DicomFile file, Deidentifier deidentifier)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(deidentifier);
        using DatasetWork work = new(file.Dataset, file.FileMetaInfo, CancellationToken.None);
        (Data.DicomObject output, ProtectionResult result) = deidentifier.Protect(work.Input);
        work.FinishInPlace(file, output);
        return result;
    }

    /// <inheritdoc cref="ProtectInPlace(DicomFile, Deidentifier)"/>
    /// <param name="file">The file. It is changed only when everything has gone well, on a thread of the pool; nobody may use it
    /// meanwhile.</param>
    /// <param name="deidentifier">What is protected, and for whom.</param>
    /// <param name="cancellationToken">Ends the work; nothing is changed then.</param>
    public static Task<ProtectionResult> ProtectInPlaceAsync(
        this DicomFile file, Deidentifier deidentifier, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(deidentifier);
        return Task.Run(async () =>
        {
            using DatasetWork work = new(file.Dataset, file.FileMetaInfo, cancellationToken);
            (Data.DicomObject output, ProtectionResult result) = await deidentifier.ProtectAsync(
                work.Input, cancellationToken).ConfigureAwait(false);
            work.FinishInPlace(file, output);
            return result;
        }, cancellationToken);
    }
}
