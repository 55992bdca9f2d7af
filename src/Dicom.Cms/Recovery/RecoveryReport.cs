using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Says what a recovery brings back, and what is known about it.</summary>
internal static class RecoveryReport
{
    /// <summary>Makes the result.</summary>
    /// <param name="material">What the recovery works from.</param>
    /// <param name="outcome">What comes back.</param>
    /// <param name="itemsKept">How many Items stay in the output.</param>
    /// <param name="altered">What is not as it was when the object was protected.</param>
    /// <param name="warnings">What the caller should know besides.</param>
    /// <param name="isOtherImage">Whether the pixels are other ones, which was accepted.</param>
    public static RecoveryResult Make(
        RecoveryMaterial material, RecoveryOutcome outcome, int itemsKept, IReadOnlyList<Tag> altered, IEnumerable<Warning> warnings,
        bool isOtherImage = false)
    {
        RestorationRecord? record = material.Record;
        RecoveryIntegrity integrity = material.Items.AreAuthenticated ? RecoveryIntegrity.Authenticated
            : record is not null ? RecoveryIntegrity.DigestOnly
            : RecoveryIntegrity.NotProtected;
        return new RecoveryResult
        {
            Outcome = outcome,
            RecoveredAttributes = RecoveredTags(material),
            ItemsForOthers = itemsKept,
            Integrity = integrity,
            Binding = isOtherImage ? RecoveryBinding.Mismatch : material.Items.Binding,
            ProtectionTime = record?.ProtectionTime,
            AlteredAttributes = altered,
            Purposes = record is { Purpose.Length: > 0 } ? [record.Purpose] : [],
            Warnings = [.. warnings, .. WarningsOf(integrity, itemsKept, altered, outcome)],
        };
    }

    private static IEnumerable<Warning> WarningsOf(
        RecoveryIntegrity integrity, int itemsKept, IReadOnlyList<Tag> altered, RecoveryOutcome outcome)
    {
        if (integrity == RecoveryIntegrity.NotProtected)
        {
            yield return new Warning(
                WarningCodes.NotAuthenticated,
                "The encryption does not detect changes: a bit flipped inside a recovered value would not be seen.");
        }

        if (altered.Count > 0)
        {
            string fate = outcome == RecoveryOutcome.Original ? "The original came back without that." : "It was accepted.";
            yield return new Warning(
                WarningCodes.ClearPartAltered,
                $"Altered, added or removed in the clear part since the object was protected: {RecoveryMaterial.ListOf(altered)}. {fate}");
        }

        if (itemsKept > 0)
        {
            yield return new Warning(
                WarningCodes.ItemsForOthers,
                $"What else is encrypted in the object stays in it: {Counting.Of(itemsKept, "Item")}.");
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
