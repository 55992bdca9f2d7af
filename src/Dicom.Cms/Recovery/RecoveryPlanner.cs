using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Decides what comes back: the original, every value, or what PS3.15 E.1.2 says.</summary>
internal static class RecoveryPlanner
{
    /// <summary>
    /// Makes the plan for the case of nearly every object: it is as it was when it was protected. Its bulk values are not read for it;
    /// their tags are to be checked while they are copied.
    /// </summary>
    /// <returns>Null where it is not, as far as can be told without reading them, or something else is asked for.</returns>
    public static RecoveryPlan? TryPlanUnaltered(RecoveryMaterial material, RecoveryMode mode)
    {
        bool isTried = mode != RecoveryMode.Standard && material.Layout is { BulkKey.IsEmpty: false, TransferSyntax.IsDeflated: false };
        if (!isTried || OriginalComparison.TryWithoutBulkValues(material, material.Layout!) is not { } original) return null;
        return PlanOriginal(material, material.Layout!, original, material.Binding, material.Warnings())
            with
        { BulkKey = material.Layout!.BulkKey };
    }

    /// <summary>Makes the plan for every case. Bulk values are read for it; nothing is written.</summary>
    /// <exception cref="RecoveryException">The pixels are other pixels, or the mode asked for is not to be had.</exception>
    public static RecoveryPlan Plan(
        RecoveryMaterial material, RecoveryPolicy policy, RecoveryMode mode, CancellationToken cancellationToken)
    {
        if (material.Layout is not { } layout)
        {
            return mode != RecoveryMode.OriginalOnly
                ? ValuePlanner.PlanStandard(material, material.Binding, hasDigest: false, material.Warnings())
                : throw RecoveryException.NotAccepted("The Items opened do not hold all that the original needs.");
        }

        OriginalComparison comparison = OriginalComparison.Compare(material, layout, policy, cancellationToken);
        IEnumerable<Warning> warnings = material.Warnings().Concat(comparison.Warnings);
        if (mode == RecoveryMode.Standard)
            return ValuePlanner.PlanStandard(material, comparison.Binding, hasDigest: comparison.Original is not null, warnings);
        if (comparison.Original is { } original) return PlanOriginal(material, layout, original, comparison.Binding, warnings);
        return mode != RecoveryMode.OriginalOnly
            ? ValuePlanner.PlanRestored(material, layout, comparison.Binding, warnings)
            : throw RecoveryException.NotAccepted(
                "The original would not come back: the object was re-encoded or altered after it was protected.");
    }

    private static RecoveryPlan PlanOriginal(
        RecoveryMaterial material, OriginalLayout layout, IReadOnlyList<OutputPart> original, RecoveryBinding binding,
        IEnumerable<Warning> warnings)
    {
        RecoveryResult result = RecoveryReport.Make(material, RecoveryOutcome.Original, binding, hasDigest: true, itemsKept: 0, warnings);
        return new RecoveryPlan(layout.Prefix, [.. original.Skip(1)], layout.DeflatedSuffix, layout.TransferSyntax.IsDeflated, result);
    }
}
