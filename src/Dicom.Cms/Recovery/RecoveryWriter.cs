namespace Dicom.Cms;

/// <summary>Carries a recovery plan out.</summary>
internal static class RecoveryWriter
{
    /// <returns>False where a bulk value is not the one it was. Then nothing was handed over.</returns>
    public static bool TryWrite(RecoveryPlan plan, OutputTarget target, CancellationToken cancellationToken)
    {
        List<OutputPart> parts = [new BytesPart(plan.Prefix), .. plan.DataSet];
        OutputBuffer output = target.Open(OutputWriter.LengthOf(parts));
        if (plan.IsDeflated) DeflatedOutput.Write(output, plan.Prefix, plan.DataSet, plan.DeflatedSuffix, cancellationToken);
        else if (!OutputWriter.TryWrite(output, parts, BulkBinding.Checking(plan.BulkKey), cancellationToken)) return false;
        cancellationToken.ThrowIfCancellationRequested();
        target.Commit();
        return true;
    }
}
