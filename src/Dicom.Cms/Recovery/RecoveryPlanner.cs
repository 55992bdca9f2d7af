using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Decides what comes back: the original, every value, or what PS3.15 E.1.2 says.</summary>
internal static class RecoveryPlanner
{
    /// <summary>
    /// Makes the plan for the case of nearly every object: its pixels are as they were when it was protected. Bulk values are not read
    /// for it; their tags are to be checked while they are copied.
    /// </summary>
    /// <returns>Null where they are not, as far as can be told without reading them, or something else is asked for.</returns>
    public static RecoveryPlan? TryPlanUnaltered(RecoveryMaterial material, RecoveryMode mode) =>
        mode != RecoveryMode.Standard && material.Header is { } header && !material.Record!.TransferSyntax.IsDeflated
        && BulkVerification.TryFind(material.Present, material.Record!) is { } bulkValues
        && bulkValues.All(bulk => header.Contains(bulk.Tag))
            ? OriginalPlanner.TryPlan(material, bulkValues, areVerified: false)
            : null;

    /// <summary>Makes the plan for every case. Bulk values are read for it; nothing is written.</summary>
    /// <exception cref="RecoveryException">
    /// The clear part or the pixels are other ones, and the policy refuses that; or the mode asked for is not to be had.
    /// </exception>
    public static RecoveryPlan Plan(RecoveryMaterial material, RecoveryMode mode, CancellationToken cancellationToken)
    {
        if (material.Record is not { } record)
        {
            CharacterSetCheck.Require(material.Present, material.Items.Items);
            return mode != RecoveryMode.OriginalOnly
                ? ValuePlanner.PlanStandard(material, [])
                : throw RecoveryException.NotAccepted("The Items opened do not hold all that the original needs.");
        }

        IReadOnlyList<BulkSource> bulkValues = BulkVerification.Verify(material.Present, record, cancellationToken);
        if (material.Header is null || mode == RecoveryMode.Standard)
        {
            if (mode == RecoveryMode.OriginalOnly)
                throw RecoveryException.NotAccepted("The Item opened does not hold all that the original needs.");
            CharacterSetCheck.Require(material.Present, material.Items.Items);
            ClearPartRules.Require(material, bulkValues);
            return ValuePlanner.PlanStandard(material, bulkValues);
        }

        bool takesAny = mode != RecoveryMode.OriginalOnly;
        if (OriginalPlanner.TryPlan(material, bulkValues, areVerified: true) is { } original && (takesAny || original.Result.IsOriginal))
            return original;
        Tag[] strange = [.. bulkValues
            .Where(bulk => bulk.State == BulkState.Altered && material.Header.Contains(bulk.Tag)).Select(bulk => bulk.Tag)];
        if (strange.Length > 0 && !material.Policy.AcceptAltered) throw ClearPartRules.Refusal(strange);
        return takesAny
            ? ValuePlanner.PlanRestored(material, bulkValues)
            : throw RecoveryException.NotAccepted(
                "The original would not come back: what is too large for the Item was re-encoded or altered after it was protected, or is "
                    + "not bound.");
    }
}
