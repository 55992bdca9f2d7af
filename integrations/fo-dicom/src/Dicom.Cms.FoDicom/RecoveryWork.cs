using System.Runtime.ExceptionServices;
using FellowOakDicom;

namespace Dicom.Cms.FoDicom;

/// <summary>A data set that was recovered, before it becomes one of fo-dicom again.</summary>
internal sealed class RecoveryWork : IDisposable
{
    private readonly DatasetWork _work;
    private readonly Data.DicomObject _output;

    private RecoveryWork(DatasetWork work, Data.DicomObject output, RecoveryResult result)
    {
        _work = work;
        _output = output;
        Result = result;
    }

    public RecoveryResult Result { get; }

    public static RecoveryWork Run(DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, Reidentifier reidentifier)
    {
        DatasetWork work = new(dataset, fileMetaInfo, CancellationToken.None);
        return RunAsync(work, Recover, CancellationToken.None).AsTask().GetAwaiter().GetResult(); // Recover does not wait.

        Task<(Data.DicomObject, RecoveryResult)> Recover(Data.DicomObject input) => Task.FromResult(reidentifier.Recover(input));
    }

    public static ValueTask<RecoveryWork> RunAsync(
        DicomDataset dataset, DicomFileMetaInformation? fileMetaInfo, Reidentifier reidentifier, CancellationToken cancellationToken)
    {
        DatasetWork work = new(dataset, fileMetaInfo, cancellationToken);
        return RunAsync(work, input => reidentifier.RecoverAsync(input, cancellationToken), cancellationToken);
    }

    public DicomDataset Finish() => _work.Finish(_output);

    public DicomFile FinishFile() => _work.FinishFile(_output);

    public void FinishInPlace() => _work.FinishInPlace(_output);

    public void FinishInPlace(DicomFile file) => _work.FinishInPlace(file, _output);

    public void Dispose() => _work.Dispose();

    /// <summary>
    /// Recovers; in the other presentation too where the first does not bring the original back. That of implicit VR is used while the
    /// dictionary gives every VR back, and what it did not give back may be among what was encrypted.
    /// </summary>
    private static async ValueTask<RecoveryWork> RunAsync(
        DatasetWork work, Func<Data.DicomObject, Task<(Data.DicomObject, RecoveryResult)>> recover, CancellationToken cancellationToken)
    {
        RecoveryWork? first = null;
        ExceptionDispatchInfo? refusal = null;
        try
        {
            first = await RunOnceAsync(work, recover).ConfigureAwait(false);
            if (first.Result.Outcome != RecoveryOutcome.Restored || !work.IsImplicit) return first;
        }
        catch (RecoveryException failure) when (failure.Failure == RecoveryFailure.NotAccepted && work.IsImplicit)
        {
            refusal = ExceptionDispatchInfo.Capture(failure); // Perhaps nothing less than the original was asked for.
        }

        try
        {
            RecoveryWork second = await RunOnceAsync(work.InExplicitVr(cancellationToken), recover).ConfigureAwait(false);
            if (second.Result.IsOriginal)
            {
                first?.Dispose();
                return second;
            }

            second.Dispose();
        }
        catch (RecoveryException failure) when (failure.Failure == RecoveryFailure.NotAccepted)
        {
            // Then the first attempt says what is to be said.
        }
        catch
        {
            first?.Dispose();
            throw;
        }

        refusal?.Throw();
        return first!;
    }

    private static async ValueTask<RecoveryWork> RunOnceAsync(
        DatasetWork work, Func<Data.DicomObject, Task<(Data.DicomObject, RecoveryResult)>> recover)
    {
        try
        {
            (Data.DicomObject output, RecoveryResult result) = await recover(work.Input).ConfigureAwait(false);
            return new RecoveryWork(work, output, result);
        }
        catch
        {
            work.Dispose();
            throw;
        }
    }
}
