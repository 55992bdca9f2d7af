using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>Recovers a data set, in the other presentation too where the first does not bring the original back.</summary>
internal static class RecoveryWork
{
    /// <summary>Recovers. The caller disposes the work that the output belongs to.</summary>
    public static (DatasetWork Work, Data.DicomFile Output, RecoveryResult Result) Run(
        DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, Reidentifier reidentifier) =>
        RunAsync(dataset, fileMetaInfo, reidentifier, isAsync: false, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public static ValueTask<(DatasetWork Work, Data.DicomFile Output, RecoveryResult Result)> RunAsync(
        DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, Reidentifier reidentifier, CancellationToken cancellationToken) =>
        RunAsync(dataset, fileMetaInfo, reidentifier, isAsync: true, cancellationToken);

    private static async ValueTask<(DatasetWork Work, Data.DicomFile Output, RecoveryResult Result)> RunAsync(
        DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, Reidentifier reidentifier, bool isAsync, CancellationToken cancellationToken)
    {
        DatasetWork work = new(dataset, fileMetaInfo, cancellationToken);
        try
        {
            (Data.DicomFile output, RecoveryResult result) = await RecoverAsync(work, reidentifier, isAsync, cancellationToken).ConfigureAwait(false);
            if (result.Outcome != RecoveryOutcome.Restored || !work.MayHaveBeenExplicit) return (work, output, result);
        }
        catch (RecoveryException failure) when (failure.Failure == RecoveryFailure.NotAccepted && work.MayHaveBeenExplicit)
        {
            // The original was asked for. If it is not the presentation, the same is said again.
        }
        catch
        {
            work.Dispose();
            throw;
        }

        using (work) work = work.InExplicitVr(cancellationToken);
        try
        {
            (Data.DicomFile output, RecoveryResult result) = await RecoverAsync(work, reidentifier, isAsync, cancellationToken).ConfigureAwait(false);
            return (work, output, result);
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }

    // Without a wait the synchronous methods complete where they are called.
    private static async ValueTask<(Data.DicomFile Output, RecoveryResult Result)> RecoverAsync(
        DatasetWork work, Reidentifier reidentifier, bool isAsync, CancellationToken cancellationToken) => isAsync
        ? await reidentifier.RecoverAsync(work.Input, cancellationToken).ConfigureAwait(false)
        : (reidentifier.Recover(work.Input, out RecoveryResult result), result);
}
