using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Holds every element, at every depth, against Table E.1-1 and the options claimed (PS3.15 E.1.1 step 9).</summary>
internal sealed class AttributeCheck
{
    private readonly ActionResolver _actions;
    private readonly ConfidentialityProfile _profile;
    private readonly List<VerificationFinding> _findings = [];

    private AttributeCheck(DicomObject file, ConfidentialityProfile profile)
    {
        _profile = profile;
        _actions = new ActionResolver(profile, SourceObject.ReadUid(file, Tags.SOPClassUID));
    }

    public static IReadOnlyList<VerificationFinding> Check(DicomObject file, ConfidentialityProfile profile)
    {
        AttributeCheck check = new(file, profile);
        DataElementReader reader = new();
        foreach (ElementLocation location in file.Elements.Where(location => location.Tag != Tags.EncryptedAttributesSequence))
        {
            bool isLargeValue = location.Length > SourceObject.InMemoryLimit && location.Vr != ValueRepresentation.SQ
                && !location.HasUndefinedLength;
            if (isLargeValue || BulkData.CarriesTheImage(location.Tag)) check.CheckLarge(location);
            else check.Check(reader.ReadElement(file.ReadElement(location), file.Encoding), "", isNested: false);
        }

        return check._findings;
    }

    private void CheckLarge(in ElementLocation location)
    {
        ConfidentialityAction? action = _actions.Resolve(location.Tag, isNested: false);
        if (action is ConfidentialityAction.Remove or ConfidentialityAction.Dummy or ConfidentialityAction.Zero)
            Add(VerificationRule.NotRemoved, $"{location.Tag}");
        CheckKnown(location.Tag, $"{location.Tag}");
    }

    private void Check(DataElement element, string parent, bool isNested)
    {
        string place = parent + element.Tag;
        if (IsAboutItself(element.Tag) || element.Tag.IsGroupLength) return;
        if (element.Tag.Group < 0x0008 && !element.Tag.IsPrivate) Add(VerificationRule.NotRemoved, place);
        CheckKnown(element.Tag, place);
        CheckAction(element, _actions.Resolve(element.Tag, isNested), place);
        bool isUnreadable = element.Items is null && !element.Value.IsEmpty && VrOf(element) == ValueRepresentation.SQ;
        if (isUnreadable) Add(VerificationRule.Unreadable, place);
        foreach ((int index, SequenceItem item) in (element.Items ?? []).Index())
        {
            foreach (DataElement nested in item.Elements) Check(nested, $"{place}[{index + 1}].", isNested: true);
        }
    }

    private void CheckKnown(Tag tag, string place)
    {
        if (!tag.IsPrivate && DataDictionary.VrOf(tag) is null && !tag.IsGroupLength) Add(VerificationRule.UnknownElement, place);
    }

    private void CheckAction(DataElement element, ConfidentialityAction? action, string place)
    {
        if (element.Tag.IsPrivate)
        {
            if (action == ConfidentialityAction.Remove) Add(VerificationRule.PrivateElement, place);
            return;
        }

        switch (action)
        {
            case ConfidentialityAction.Remove:
                Add(VerificationRule.NotRemoved, place);
                break;
            case ConfidentialityAction.Zero or ConfidentialityAction.Dummy
                when element.Items is null ? !IsDummy(element) : HasCode(element):
                Add(VerificationRule.NotReplaced, place);
                break;
            case ConfidentialityAction.ReplaceUid when element.Items is null && !AreReplacements(element):
                Add(VerificationRule.UidNotReplaced, place);
                break;
            default:
                break;
        }
    }

    /// <summary>Whether a Sequence to be replaced has a code for an Item, which identifies.</summary>
    private static bool HasCode(DataElement element) => element.Items!.Any(item => item.Find(Tags.CodeValue) is { } code
        ? !code.Value.Span.SequenceEqual(DummyValues.Code.Find(Tags.CodeValue)!.Value.Span)
        : item.Find(Tags.LongCodeValue) is not null || item.Find(Tags.URNCodeValue) is not null);

    private static bool IsDummy(DataElement element)
    {
        if (VrOf(element) == ValueRepresentation.UI && AreReplacements(element)) return true;
        ReadOnlySpan<byte> value = element.Value.Span.Trim("\0 "u8);
        if (value.IsEmpty || VrOf(element) is not { } vr) return value.IsEmpty;
        string text = Encoding.Latin1.GetString(value);
        bool isPseudonym = Pseudonyms.IsIdentifier(text.Split('^')[^1]);
        return isPseudonym || (element.Tag == Tags.EncapsulatedDocument && DummyDocuments.Contain(element.Value.Span))
            || value.SequenceEqual(DummyValues.For(element.Tag, vr).AsSpan().Trim("\0 "u8));
    }

    private static bool AreReplacements(DataElement element) => Uids.Parse(element.Value.Span).Split('\\')
        .All(uid => uid.Length == 0 || uid.StartsWith("2.25.", StringComparison.Ordinal)
            || (Uids.IsRegistered(uid) && element.Tag != Tags.SOPInstanceUID));

    private bool IsAboutItself(Tag tag) =>
        _profile.ClaimsBasicProfile && tag.Value is 0x0012_0062 or 0x0012_0063 or 0x0012_0064 or 0x0028_0303;

    private static ValueRepresentation? VrOf(DataElement element) =>
        element.Vr is { } vr && vr != ValueRepresentation.UN ? vr : DataDictionary.VrOf(element.Tag);

    private void Add(VerificationRule rule, string place) => _findings.Add(new VerificationFinding(rule, place));
}
