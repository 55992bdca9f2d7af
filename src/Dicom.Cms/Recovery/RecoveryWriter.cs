namespace Dicom.Cms;

/// <summary>Carries a recovery plan out.</summary>
internal static class RecoveryWriter
{
    /// <returns>False where a bulk value is not the one it was. Then nothing was handed over.</returns>
    public static bool TryWrite(RecoveryPlan plan, OutputTarget target, CancellationToken cancellationToken)
    {
        OutputBuffer output = target.Open(OutputWriter.LengthOf(plan.Parts));
        if (plan.IsDeflated)
        {
            DeflatedOutput.Write(output, ((BytesPart)plan.Parts[0]).Bytes, [.. plan.Parts.Skip(1)], suffix: default, cancellationToken);
        }
        else if (!OutputWriter.TryWrite(output, plan.Parts, BulkBinding.Checking(plan.BulkKey), cancellationToken)) return false;

        cancellationToken.ThrowIfCancellationRequested();
        target.Commit();
        return true;
    }
}
