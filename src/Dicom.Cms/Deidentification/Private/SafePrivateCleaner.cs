using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Retain Safe Private (PS3.15 E.3.10): private Attributes known to be safe stay, with the Private Creators of their blocks. Known by
/// Table E.3.10-1, or because the object declares them safe (0008,0300). What the object itself calls identifying is treated as it
/// recommends in Deidentification Action Sequence (0008,0305), whatever the table says.
/// </summary>
/// <remarks>
/// An Attribute whose block is not reserved in its own data set or Item is nobody's and goes (PS3.5 7.8.1). A Sequence not known to be safe
/// is treated element by element and goes when nothing is left in it.
/// </remarks>
internal sealed class SafePrivateCleaner(DeidentificationContext context, ElementDeidentifier deidentifier) : ElementCleaner
{
    private readonly PrivateDeclarations _declarations = PrivateDeclarations.Of(context.SmallElements);

    /// <summary>What is known of an Attribute; null when nothing is.</summary>
    public SafePrivateAttribute? Find(Tag tag, PrivateBlocks blocks)
    {
        if (CreatorOf(tag, blocks) is not { } creator) return null;
        SafePrivateAttribute? known = SafePrivateTable.Find(creator, tag);
        return _declarations.ActionOf(creator, tag) switch
        {
            null => known,
            ConfidentialityAction.Keep => known ?? new SafePrivateAttribute(Vr: null, NamesInstance: false),
            { } action => new SafePrivateAttribute(_declarations.VrOf(creator, tag) ?? known?.Vr, NamesInstance: false, action),
        };
    }

    /// <summary>Treats a private element that is no Private Creator.</summary>
    /// <inheritdoc/>
    public override DataElement? Clean(DataElement element, DataSetScope scope, bool dummyText)
    {
        if (CreatorOf(element.Tag, scope.Blocks) is null) return null;
        SafePrivateAttribute? attribute = Find(element.Tag, scope.Blocks);
        return attribute?.Action switch
        {
            null => element.Items is null ? null : CleanItems(element, isSafe: false, dummyText),
            ConfidentialityAction.Keep =>
                element.Items is null ? KeepValue(element, attribute.Value) : CleanItems(element, isSafe: true, dummyText),
            ConfidentialityAction.Zero => element.Items is null ? element.WithValue(default) : element.WithItems([]),
            ConfidentialityAction.Dummy => Dummy(element, VrOf(element, attribute.Value)),
            ConfidentialityAction.ReplaceUid => ReplaceUids(element, VrOf(element, attribute.Value), dummyText),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override bool MayKeepUnread(in ElementLocation location, PrivateBlocks blocks)
    {
        if (Find(location.Tag, blocks) is not { NamesInstance: false, Action: ConfidentialityAction.Keep } known) return false;
        ValueRepresentation? vr = location.Vr is { } stated && stated != ValueRepresentation.UN ? stated : known.Vr;
        return vr is not null && vr != ValueRepresentation.SQ;
    }

    // A Private Creator with a patient's name in it could not stay; then nothing of its block can.
    private string? CreatorOf(Tag tag, PrivateBlocks blocks) =>
        blocks.CreatorOf(tag) is { } creator && !context.Identifying.IsIn(Encoding.Latin1.GetBytes(creator)) ? creator : null;

    private DataElement? CleanItems(DataElement element, bool isSafe, bool dummyText)
    {
        DataElement cleaned = deidentifier.DeidentifyItems(element, dummyText);
        bool isLeft = cleaned.Items!.Any(item => item.Elements.Any(nested => !nested.Tag.IsGroupLength));
        return isSafe || isLeft ? cleaned : null;
    }

    private DataElement? KeepValue(DataElement element, SafePrivateAttribute known)
    {
        ValueRepresentation? vr = VrOf(element, known);
        if (IsUnreadableSequence(element, vr)) return null;
        if (element.HasUndefinedLength) return context.Identifying.IsIn(element.Value.Span) ? null : element; // fragments
        bool replaces = known.NamesInstance && vr == ValueRepresentation.UI && !context.Profile.OptionSet.RetainsUids;
        return replaces ? deidentifier.ReplaceUids(element) : deidentifier.KeepValue(element, vr);
    }

    // Without a VR there is no dummy that would be legal for it.
    private DataElement? Dummy(DataElement element, ValueRepresentation? vr)
    {
        if (element.Items is not null) return deidentifier.Dummy(element);
        if (vr is null || vr == ValueRepresentation.SQ || vr == ValueRepresentation.UN || element.HasUndefinedLength) return null;
        if (vr == ValueRepresentation.UI) return deidentifier.ReplaceUids(element);
        return element.Value.IsEmpty ? element : element.WithValue(DummyValues.For(element.Tag, vr));
    }

    private DataElement? ReplaceUids(DataElement element, ValueRepresentation? vr, bool dummyText)
    {
        if (element.Items is not null) return CleanItems(element, isSafe: false, dummyText);
        bool areUids = vr == ValueRepresentation.UI || (vr is null && Uids.AreUids(element.Value.Span));
        if (!areUids) return null;
        return context.Profile.OptionSet.RetainsUids
            ? deidentifier.KeepValue(element, ValueRepresentation.UI)
            : deidentifier.ReplaceUids(element);
    }

    private static ValueRepresentation? VrOf(DataElement element, SafePrivateAttribute known) =>
        element.Vr is { } stated && stated != ValueRepresentation.UN ? stated : known.Vr;

    /// <summary>Whether a value is a Sequence, or looks like one, that did not parse: what it holds is not known.</summary>
    private static bool IsUnreadableSequence(DataElement element, ValueRepresentation? vr)
    {
        if (element.Value.IsEmpty) return false;
        bool beginsWithItem = element.Value.Span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]);
        return vr == ValueRepresentation.SQ || (element.Vr == ValueRepresentation.UN && (beginsWithItem || element.HasUndefinedLength));
    }
}
