using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>What may have become of the clear part that a recovery hands over (docs/restoration.md, "What servers may do").</summary>
internal static class ClearPartRules
{
    private static readonly Tag OriginalAttributesSequence = new(0x0400_0561);

    /// <summary>Requires that nothing changed but what servers do, unless the policy accepts more.</summary>
    /// <exception cref="RecoveryException">Something did; the message names it by tag.</exception>
    public static void Require(RecoveryMaterial material, IReadOnlyList<BulkSource> bulkValues)
    {
        if (material.Policy.AcceptAltered) return;
        ClearPartComparison comparison = material.ClearPart!;
        Tag[] refused =
        [
            .. comparison.Altered.Concat(comparison.Removed).Where(tag => !IsBookkeeping(tag) && tag != Tags.SpecificCharacterSet)
                .Concat(comparison.Added.Where(tag => !MayBeAdded(tag)))
                .Concat(bulkValues.Where(bulk => bulk.State == BulkState.Altered).Select(bulk => bulk.Tag))
                .Distinct().Order(),
        ];
        if (refused.Length > 0) throw Refusal(refused);
    }

    /// <summary>Whether an element that was added is left out of what is handed over.</summary>
    public static bool IsDropped(Tag tag) => tag.IsPrivate;

    /// <summary>The refusal of an object whose clear part was altered.</summary>
    public static RecoveryException Refusal(IReadOnlyCollection<Tag> altered) => RecoveryException.NotAccepted(
        $"Altered, added or removed since the object was protected: {RecoveryMaterial.ListOf(altered)}.");

    /// <summary>
    /// What servers write into objects that pass: where to retrieve them (0008,0054), (0008,0056), their status (0100,04xx), and who added
    /// to them (0018,A001). (0008,0005) is judged apart.
    /// </summary>
    private static bool IsBookkeeping(Tag tag) =>
        tag.Value is 0x0008_0054 or 0x0008_0056 or 0x0018_A001 || (tag.Value & 0xFFFF_FF00) == 0x0100_0400;

    private static bool MayBeAdded(Tag tag) =>
        IsBookkeeping(tag) || tag.IsPrivate || tag == OriginalAttributesSequence || tag.Group == 0x0012 || tag == Tags.SpecificCharacterSet;
}
