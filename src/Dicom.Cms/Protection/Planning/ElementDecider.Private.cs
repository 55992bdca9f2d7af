using Dicom.Cms.Data;

namespace Dicom.Cms;

// Retain Safe Private (PS3.15 E.3.10): Private Creators, and what declares private Attributes safe, stay only with what they are about.
internal sealed partial class ElementDecider
{
    private bool IsDecidedLast(Tag tag) => Deidentifier.IsDecidedLast(tag)
        || (tag == Tags.PrivateDataElementCharacteristicsSequence && Profile.OptionSet.Contains(ProfileOptions.RetainSafePrivate));

    /// <param name="elements">The elements, null where they wait for this.</param>
    /// <param name="written">What is written anew so far.</param>
    private void DecideLast(PlannedElement?[] elements, WrittenElements written)
    {
        HashSet<Tag> creators = [];
        foreach (Tag tag in KeptTags(elements).Concat(written.Tags))
        {
            if (PrivateBlocks.CreatorTagOf(tag) is { } creator) creators.Add(creator);
        }

        bool keepsPrivate = KeepsPrivate(elements, written);
        foreach (SourceElement element in _survey.Source.Elements)
        {
            if (elements[element.Ordinal] is not null) continue;
            bool isKept = element.Tag.IsPrivate ? !MustGo(element.Tag) && creators.Contains(element.Tag) : keepsPrivate;
            ElementDecision decision = !isKept
                ? new ElementDecision(Remove(element))
                : element.Tag.IsPrivate ? Keep(element) : Decide(element);
            elements[element.Ordinal] = Take(decision, written);
        }
    }

    private static IEnumerable<Tag> KeptTags(PlannedElement?[] elements)
    {
        foreach (PlannedElement? element in elements)
        {
            if (element is KeptElement) yield return element.Tag;
        }
    }

    /// <summary>Whether a private Attribute stays, at whatever depth. Only a declaration of them asks.</summary>
    private bool KeepsPrivate(PlannedElement?[] elements, WrittenElements written)
    {
        bool isAsked = _survey.Source.Elements.Any(element => elements[element.Ordinal] is null && !element.Tag.IsPrivate);
        return isAsked && (elements.Any(StaysWithPrivate)
            || written.Tags.Any(tag => written.TryRead(tag, out DataElement? element) && HoldsPrivate(element)));
    }

    // Of what is too large to be looked at, only its own tag counts: nothing in it was treated.
    private static bool StaysWithPrivate(PlannedElement? planned) =>
        planned is KeptElement kept && (kept.Tag.IsPrivate || (kept.Source.IsSmall && HoldsPrivate(kept.Source.Load())));

    private static bool HoldsPrivate(DataElement element) =>
        (element.Tag.IsPrivate && !element.Tag.IsPrivateCreator)
        || (element.Items is { } items && items.Any(item => item.Elements.Any(HoldsPrivate)));
}
