namespace Dicom.Cms;

/// <summary>Carries a recovery plan out.</summary>
internal static class RecoveryWriter
{
    public static void Write(RecoveryPlan plan, OutputTarget target, CancellationToken cancellationToken)
    {
        List<OutputPart> parts = [new BytesPart(plan.Prefix), .. plan.DataSet];
        OutputBuffer output = target.Open(OutputWriter.LengthOf(parts));
        if (plan.IsDeflated) DeflatedOutput.Write(output, plan.Prefix, plan.DataSet, plan.DeflatedSuffix, cancellationToken);
        else OutputWriter.Write(output, parts, bulkKey: default, cancellationToken);
        target.Commit();
    }
}
