using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Step 3 of planning: decides for each element whether it stays, goes, or is written anew (PS3.15 E.1.1).</summary>
internal sealed partial class ElementDecider
{
    private readonly ProtectionSurvey _survey;
    private readonly ProtectionKnowledge _knowledge;
    private readonly ProtectionOptions _options;
    private readonly EncryptionBudget _budget;
    private readonly AttributeSet[] _subsets;

    public ElementDecider(ProtectionSurvey survey, ProtectionKnowledge knowledge, ProtectionOptions options, EncryptionBudget budget)
    {
        _survey = survey;
        _knowledge = knowledge;
        _options = options;
        _budget = budget;
        _subsets = [.. options.Audiences.Select(audience => audience.Attributes).Where(attributes => !attributes.IsAllProtected)];
    }

    private ConfidentialityProfile Profile => _options.Profile;

    private ElementDeidentifier Deidentifier => _knowledge.Deidentifier;

    private DataSetEncoding Encoding => _survey.File.Encoding;

    /// <summary>Decides every element of the source, in its order.</summary>
    /// <exception cref="ProtectionException">More is to be encrypted than may be.</exception>
    public PlannedElement[] DecideAll(WrittenElements written, CancellationToken cancellationToken)
    {
        PlannedElement?[] elements = new PlannedElement?[_survey.File.Elements.Count];
        bool anyDecidedLast = false;
        foreach (SourceElement element in _survey.Source.Elements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isDecidedLast = IsDecidedLast(element.Tag);
            if (!isDecidedLast) elements[element.Ordinal] = Take(Decide(element), written);
            anyDecidedLast |= isDecidedLast;
        }

        if (anyDecidedLast) DecideLast(elements, written);
        RemoveUnreadPixels(elements, cancellationToken);
        return elements!;
    }

    /// <summary>Removes an element: its octets travel encrypted.</summary>
    public RemovedElement Remove(SourceElement element)
    {
        _budget.RequireRoomFor(element.Location);
        if (!ProtectedAttribute.IsAllowed(element.Tag) || element.TryConvert() is not { } converted) return RemoveLoose(element);

        _budget.Take(element.Location);
        DataElement decoded = element.Load(converted), even = EvenLength.Pad(decoded);
        bool isOdd = !ReferenceEquals(decoded, even), isLoose = isOdd || _survey.RepeatedTags.Contains(element.Tag);
        if (isOdd) converted = DataElementWriter.Write(even, DataSetEncoding.ExplicitLittleEndian);
        return new RemovedElement(
            element, isLoose ? element.ReadBytes() : default, new ProtectedAttribute(element.Tag, converted), isLoose);
    }

    private static PlannedElement Take(ElementDecision decision, WrittenElements written)
    {
        if (decision.Written is { } element) written.Add(element);
        return decision.Planned;
    }

    private ElementDecision Decide(SourceElement element)
    {
        Tag tag = element.Tag;
        if (_survey.Pixels?.Location.Tag == tag) return new ElementDecision(RemovePixels(element));
        if (_survey.Codestreams?.CleanedOf(tag) is { } cleaned) return DecideCleaned(element, cleaned);
        if (tag == Tags.SpecificCharacterSet) return DecideCharacterSet(element);
        if (MustGo(tag) || (IsNamed(tag) && Profile.ActionOf(tag) is null)) return new ElementDecision(Remove(element));
        if (!NeedsLook(element)) return Keep(element);

        _budget.RequireRoomFor(element.Location);
        DataElement present = element.Load();
        DataElement? deidentified = Deidentifier.Deidentify(present);
        return ReferenceEquals(present, deidentified) ? Keep(element) : new ElementDecision(Remove(element), deidentified);
    }

    private ElementDecision Keep(SourceElement element)
    {
        bool isUnknown = Encoding.IsExplicit && element.Location.Vr is null;
        if (!isUnknown && !_survey.RepeatedTags.Contains(element.Tag))
            return new ElementDecision(new KeptElement(element, BulkData.IsBulk(_survey.File, element.Location)));

        // PS3.5 7.1: a tag occurs once. The first occurrence stays, written anew; all of them travel in the record.
        _budget.RequireRoomFor(element.Location);
        return new ElementDecision(Remove(element), element.Load());
    }

    /// <summary>An element whose bytes go into the restoration record as they are.</summary>
    private RemovedElement RemoveLoose(SourceElement element)
    {
        _budget.Take(element.Location);
        ProtectedAttribute? attribute = element.Tag == Tags.SpecificCharacterSet ? AsProtectedCharacterSet(element) : null;
        return new RemovedElement(element, element.ReadBytes(), attribute, IsLoose: true);
    }

    /// <summary>Whether an element goes whatever its value is.</summary>
    private bool MustGo(Tag tag) =>
        tag.IsGroupLength // It would be wrong in the output, and in ten real files it already is (exactness, rule 6).
        || tag.IsItemOrDelimitation
        || tag.Group < 0x0008
        || tag == Tags.EncryptedAttributesSequence
        || _survey.OverlaysToRemove.Contains(tag.Group);

    /// <summary>Whether an element has an action, or may hold something that has one.</summary>
    private bool NeedsLook(SourceElement element)
    {
        ElementLocation location = element.Location;
        ConfidentialityAction? action = Profile.ActionOf(location.Tag);
        if (action is not null) return !MayStayUnread(element, action.Value) || HoldsIdentifying(location);
        if (BulkData.CarriesTheImage(location.Tag) && location.Tag.Group != 0x5400) return false;
        return element.IsSmall || _survey.LargeWithActions.Contains(element.Ordinal) || HoldsIdentifying(location);
    }

    private bool MayStayUnread(SourceElement element, ConfidentialityAction action) =>
        action.IsOfOption() && !element.IsSmall
            && Deidentifier.CleanerFor(action).MayKeepUnread(element.Location, _knowledge.PrivateBlocks);

    private bool HoldsIdentifying(in ElementLocation location) => LargeValueSearch.Contains(_survey.File, location, _knowledge.Identifying);

    private bool IsNamed(Tag tag) =>
        _subsets.Length > 0 && Array.Exists(_subsets, subset => subset.Contains(tag)) && tag != Tags.SpecificCharacterSet
            && tag != Tags.SOPClassUID;
}
