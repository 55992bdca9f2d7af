using Dicom.Cms.Data;

namespace Dicom.Cms;

// Retain Safe Private (PS3.15 E.3.10) at the top level.
internal sealed partial class ProtectionPlanner
{
    /// <summary>Private Creators, and what declares private Attributes safe: they stay only with what they are about.</summary>
    private bool IsDecidedLast(Tag tag) => _deidentifier.IsDecidedLast(tag)
        || (tag == Tags.PrivateDataElementCharacteristicsSequence && _options.Profile.Options.HasFlag(ProfileOptions.RetainSafePrivate));

    /// <param name="elements">The plan, without the elements that are decided last.</param>
    /// <param name="encrypted">Octets that are to be encrypted so far.</param>
    private void PlanWhatIsDecidedLast(PlannedElement?[] elements, ref long encrypted)
    {
        if (Array.IndexOf(elements, null) < 0) return;
        HashSet<Tag> creators = [];
        bool keepsPrivate = _deidentifier.SafePrivate.KeptAny;
        foreach (Tag tag in KeptAndWrittenTags(elements))
        {
            keepsPrivate |= tag.IsPrivate;
            if (PrivateBlocks.CreatorTagOf(tag) is { } creator) creators.Add(creator);
        }

        for (int ordinal = 0; ordinal < elements.Length; ordinal++)
        {
            if (elements[ordinal] is not null) continue;
            ElementLocation location = File.Elements[ordinal];
            bool isKept = location.Tag.IsPrivate ? !MustGo(location.Tag) && creators.Contains(location.Tag) : keepsPrivate;
            elements[ordinal] = !isKept ? Remove(location, ordinal, ref encrypted)
                : location.Tag.IsPrivate ? Keep(location, ordinal, ref encrypted)
                : Plan(ordinal, ref encrypted);
        }
    }

    private IEnumerable<Tag> KeptAndWrittenTags(PlannedElement?[] elements)
    {
        foreach (PlannedElement? element in elements)
        {
            if (element is KeptElement) yield return element.Tag;
        }

        foreach (Tag tag in _written.Keys) yield return tag;
    }

    /// <summary>Whether an element too large to be looked at whole is a private value that may stay, as far as its kind tells.</summary>
    private bool IsLargeAndSafe(in ElementLocation location)
    {
        if (SourceObject.IsSmall(location)) return false;
        if (_deidentifier.SafePrivate.Find(location.Tag, _privateBlocks) is not { NamesInstance: false, Action: ConfidentialityAction.Keep } known) return false;
        ValueRepresentation? vr = location.Vr is { } stated && stated != ValueRepresentation.UN ? stated : known.Vr;
        return vr is not null && vr != ValueRepresentation.SQ;
    }
}
