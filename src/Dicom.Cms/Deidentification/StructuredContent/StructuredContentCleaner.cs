using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Clean Structured Content (PS3.15 E.3.4): Content Items by the meaning of their concept, Table E.3.4-1. What the table does not name
/// keeps its place: text is cleaned, names, dates and UIDs are treated by their Attributes, numbers and codes stay.
/// </summary>
internal sealed class StructuredContentCleaner(DeidentificationContext context, ElementDeidentifier deidentifier) : ElementCleaner
{
    /// <summary>Treats a Sequence of Content Items.</summary>
    /// <inheritdoc/>
    public override DataElement? Clean(DataElement element, DataSetScope scope, bool dummyText)
    {
        if (element.Items is not { Count: > 0 } items) return deidentifier.Keep(element, dummyText: false);

        // Only the tree of the object itself is one that references count from.
        bool isTree = element.Tag == Tags.ContentSequence && !scope.IsNested;
        ContentTreePlan plan = ContentTreePlan.Make(items, context.Profile.OptionSet);
        DataElement? cleaned = CleanChildren(element, new Place(plan, ContentTreePlan.Root, isTree));
        bool mayBeEmpty = element.Tag == Tags.AcquisitionContextSequence || element.Tag == Tags.SpecimenPreparationSequence; // Type 2
        return cleaned ?? (mayBeEmpty ? element.WithItems([]) : null);
    }

    /// <returns>Null where no Content Item is left.</returns>
    private DataElement? CleanChildren(DataElement element, Place parent)
    {
        IReadOnlyList<SequenceItem> items = element.Items!;
        List<SequenceItem> cleaned = [];
        for (int i = 0; i < items.Count; i++)
        {
            Place place = parent with { Position = ContentTreePlan.ChildOf(parent.Position, i + 1) };
            if (!place.Plan.Removes(place.Position) && Clean(items[i], place) is { } item) cleaned.Add(item);
        }

        if (cleaned.SequenceEqual(items, ReferenceEqualityComparer.Instance)) return element;
        return cleaned.Count == 0 ? null : element.WithItems(cleaned);
    }

    /// <returns>Null where a step of specimen preparation has lost all its Content Items, of which it must have one.</returns>
    private SequenceItem? Clean(SequenceItem item, Place place)
    {
        // Remove, where something needs the Item: a dummy.
        ConfidentialityAction? action = ContentItem.ActionOf(item, context.Profile.OptionSet);
        if (action == ConfidentialityAction.Remove) action = ConfidentialityAction.Dummy;
        SequenceItem cleaned = deidentifier.DeidentifyElements(item, (element, scope) => Clean(element, scope, action, item, place));
        Tag steps = Tags.SpecimenPreparationStepContentItemSequence;
        return item.Find(steps) is not null && cleaned.Find(steps) is null ? null : cleaned;
    }

    private DataElement? Clean(DataElement element, DataSetScope scope, ConfidentialityAction? action, SequenceItem item, Place place)
    {
        if (element.Items is { Count: > 0 } items)
        {
            if (element.Tag == Tags.ContentSequence) return CleanChildren(element, place);
            if (element.Tag == Tags.SpecimenPreparationStepContentItemSequence) return CleanSteps(element, items);
        }

        if (element.Tag == Tags.ReferencedContentItemIdentifier) return place.IsTree ? place.Plan.Renumber(element) : element;
        if (element.Tag == Tags.UID)
        {
            return ContentItem.KeepsUid(item, context.Profile.OptionSet)
                ? deidentifier.Keep(element, dummyText: false)
                : deidentifier.ReplaceUids(element);
        }

        if (element.Tag == Tags.TextValue || element.Tag == Tags.UnformattedTextValue) return CleanText(element, action);
        return IsDate(element.Tag) ? CleanDate(element, scope, action) : deidentifier.Deidentify(element, scope, dummyText: false);
    }

    private DataElement? CleanSteps(DataElement element, IReadOnlyList<SequenceItem> items) =>
        CleanChildren(element, new Place(ContentTreePlan.Make(items, context.Profile.OptionSet), ContentTreePlan.Root, IsTree: false));

    private DataElement? CleanText(DataElement element, ConfidentialityAction? action)
    {
        if (action == ConfidentialityAction.Dummy) return deidentifier.Dummy(element);
        if (action == ConfidentialityAction.Keep) return deidentifier.Keep(element, dummyText: false);
        ReadOnlyMemory<byte> cleaned = context.Descriptors.Clean(element.Tag, element.Value);
        if (cleaned.Equals(element.Value)) return deidentifier.Keep(element, dummyText: false);
        if (cleaned.IsEmpty) return deidentifier.Dummy(element);
        return deidentifier.Keep(element.WithValue(Padding.Pad(cleaned.Span, ValueRepresentation.UT)), dummyText: false);
    }

    // Without a row: the action of the Attribute, which knows the same options.
    private DataElement? CleanDate(DataElement element, DataSetScope scope, ConfidentialityAction? action) => action switch
    {
        ConfidentialityAction.Keep => deidentifier.Keep(element, dummyText: false),
        ConfidentialityAction.ShiftDate => deidentifier.CleanerFor(ConfidentialityAction.ShiftDate).Clean(element, scope, dummyText: false),
        ConfidentialityAction.Dummy => deidentifier.Dummy(element),
        _ => deidentifier.Deidentify(element, scope, dummyText: false),
    };

    private static bool IsDate(Tag tag) => tag == Tags.Date || tag == Tags.Time || tag == Tags.DateTime;

    /// <summary>Where a Content Item stands.</summary>
    /// <param name="Plan">What becomes of its tree.</param>
    /// <param name="Position">Its position in the original tree.</param>
    /// <param name="IsTree">Whether references count from the root of this tree.</param>
    private sealed record Place(ContentTreePlan Plan, string Position, bool IsTree);
}
