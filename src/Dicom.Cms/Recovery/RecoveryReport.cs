using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Says what a recovery brings back, and what is known about it.</summary>
internal static class RecoveryReport
{
    /// <summary>Makes the result.</summary>
    /// <param name="material">What the recovery works from.</param>
    /// <param name="outcome">What comes back.</param>
    /// <param name="binding">Whether Items and pixels belong to the object.</param>
    /// <param name="hasDigest">Whether the digest of the record matches the whole object.</param>
    /// <param name="itemsKept">How many Items stay in the output.</param>
    /// <param name="warnings">What the caller should know besides.</param>
    public static RecoveryResult Make(
        RecoveryMaterial material, RecoveryOutcome outcome, RecoveryBinding binding, bool hasDigest, int itemsKept,
        IEnumerable<Warning> warnings)
    {
        RecoveryIntegrity integrity = material.IsAuthenticated ? RecoveryIntegrity.Authenticated
            : hasDigest ? RecoveryIntegrity.DigestOnly
            : RecoveryIntegrity.NotProtected;
        return new RecoveryResult
        {
            Outcome = outcome,
            RecoveredAttributes = RecoveredTags(material),
            ItemsForOthers = itemsKept,
            Integrity = integrity,
            Binding = binding,
            Purposes =
            [
                .. material.Items.Items.Select(item => item.DataSet.Record?.Purpose).OfType<string>().Where(purpose => purpose.Length > 0),
            ],
            Warnings = [.. warnings, .. WarningsOf(integrity, itemsKept)],
        };
    }

    private static IEnumerable<Warning> WarningsOf(RecoveryIntegrity integrity, int itemsKept)
    {
        if (integrity == RecoveryIntegrity.NotProtected)
        {
            yield return new Warning(
                WarningCodes.NotAuthenticated,
                "The encryption does not detect changes: a bit flipped inside a recovered value would not be seen.");
        }

        if (itemsKept > 0)
        {
            yield return new Warning(
                WarningCodes.ItemsForOthers,
                $"What is encrypted for other recipients stays in the object: {RecoveryMaterial.CountOfItems(itemsKept)}.");
        }
    }

    private static Tag[] RecoveredTags(RecoveryMaterial material)
    {
        List<Tag> tags = new(material.Attributes.Count);
        foreach (ProtectedAttribute attribute in material.Attributes)
        {
            if (attribute.Tag != Tags.SpecificCharacterSet) tags.Add(attribute.Tag);
        }

        return [.. tags];
    }
}
