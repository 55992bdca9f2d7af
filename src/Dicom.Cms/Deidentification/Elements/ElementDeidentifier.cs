using System.Buffers.Binary;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>De-identifies one element and everything nested in it (PS3.15 E.1.1 steps 2 and 9).</summary>
internal sealed class ElementDeidentifier(DeidentificationContext context)
{
    // PS3.3 8.8: what makes an Item a code, whose meaning is no free text.
    private static readonly Tag[] CodeAttributes = [Tags.CodingSchemeDesignator, Tags.CodeValue, Tags.LongCodeValue, Tags.URNCodeValue];

    private readonly DataSetScope _topLevel = new(IsNested: false, context.PrivateBlocks);
    private readonly DataSetScope _nested = new(IsNested: true, PrivateBlocks.None); // Of every Item without private Attributes.
    private readonly Dictionary<ConfidentialityAction, ElementCleaner> _cleaners = [];

    /// <summary>De-identifies a top-level element; a Private Creator under Retain Safe Private is for the caller to decide.</summary>
    /// <returns>The very element where nothing is to be done, null where it is to be removed.</returns>
    public DataElement? Deidentify(DataElement element) => Deidentify(element, _topLevel, dummyText: false);

    /// <summary>De-identifies an element of a data set or Item.</summary>
    /// <param name="element">The element.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="dummyText">Whether free text gets a dummy value.</param>
    public DataElement? Deidentify(DataElement element, DataSetScope scope, bool dummyText)
    {
        if (element.Tag.Group < 0x0008) return null; // PS3.15 E.1.1 step 8: group 0004; nothing below 0008 belongs here at all
        if (element.Tag == Tags.EncapsulatedDocumentLength && !scope.IsNested && ReplacesDocument) return WithDocumentLength(element);
        return Apply(context.Actions.Resolve(element.Tag, scope.IsNested), element, scope, dummyText);
    }

    /// <summary>Whether a private element waits until it is known which others of its block stay.</summary>
    public bool IsDecidedLast(Tag tag) => tag.IsPrivateCreator && context.Profile.ActionOf(tag) == ConfidentialityAction.CleanPrivate;

    private DataElement? Apply(ConfidentialityAction? action, DataElement element, DataSetScope scope, bool dummyText) => action switch
    {
        ConfidentialityAction.Remove => null,
        ConfidentialityAction.Zero => IsEmpty(element) ? element : Empty(element),
        ConfidentialityAction.Dummy => Dummy(element),
        ConfidentialityAction.ReplaceUid when element.Items is null => ReplaceUids(element),
        ConfidentialityAction.KeepUid when element.Items is null => Keep(RetainUids(element), dummyText),
        { } clean when clean.IsOfOption() => CleanerFor(clean).Clean(element, scope, dummyText),
        _ => Keep(element, dummyText),
    };

    /// <summary>What treats the Attributes with an action C of an option in force.</summary>
    public ElementCleaner CleanerFor(ConfidentialityAction action)
    {
        if (_cleaners.TryGetValue(action, out ElementCleaner? cleaner)) return cleaner;
        ProfileOption option = context.Profile.OptionSet.Options.First(option => option.CleanAction == action);
        return _cleaners[action] = option.NewCleaner(context, this);
    }

    /// <summary>Treats an element as the profile says without its options.</summary>
    public DataElement? DeidentifyByProfile(DataElement element, DataSetScope scope) =>
        Apply(context.Actions.ResolveBasic(element.Tag, scope.IsNested), element, scope, dummyText: false);

    /// <summary>Keeps an element: what is nested in it is treated, what identifies is cut out of its value.</summary>
    public DataElement? Keep(DataElement element, bool dummyText)
    {
        if (element.Items is not null) return DeidentifyItems(element, dummyText);
        if (IsUnreadableSequence(element)) return null;
        if (dummyText && IsFreeText(element)) return Dummy(element);
        return KeepValue(element, VrOf(element));
    }

    /// <summary>Keeps a value, without the names, identifiers and UIDs that must not be in clear anywhere.</summary>
    /// <returns>Null where the value cannot be read and holds one of them.</returns>
    public DataElement? KeepValue(DataElement element, ValueRepresentation? vr)
    {
        bool isNumber = vr is { IsText: false, UnitLength: > 1, HasLongLength: false } or { Name: "IS" or "DS" };
        if (isNumber || !context.Identifying.IsIn(element.Value.Span)) return element;
        return vr is { IsText: true } ? Clean(element, vr) : null;
    }

    /// <summary>De-identifies each Item of a Sequence.</summary>
    public DataElement DeidentifyItems(DataElement element, bool dummyText)
    {
        return Rewritten.Of(element.Items!, item => DeidentifyItem(item, dummyText)) is { } changed ? element.WithItems(changed) : element;
    }

    private SequenceItem DeidentifyItem(SequenceItem item, bool dummyText)
    {
        if (item.Elements.Count == 0) return item; // Millions of them cost next to nothing in a file, and should not here.
        bool isCode = IsCode(item);
        return DeidentifyElements(item, (element, scope) => Deidentify(element, scope, dummyText && !isCode));
    }

    private static bool IsCode(SequenceItem item)
    {
        foreach (Tag tag in CodeAttributes)
        {
            if (item.Find(tag) is not null) return true;
        }

        return false;
    }

    /// <summary>Treats the elements of an Item one by one; Private Creators after the others.</summary>
    /// <returns>The very Item where nothing is changed.</returns>
    public SequenceItem DeidentifyElements(SequenceItem item, Func<DataElement, DataSetScope, DataElement?> deidentify)
    {
        DataSetScope scope = PrivateBlocks.Of(item.Elements) is var blocks && ReferenceEquals(blocks, PrivateBlocks.None)
            ? _nested
            : new DataSetScope(IsNested: true, blocks);
        DataElement?[]? results = null;
        bool anyDecidedLast = false;
        for (int i = 0; i < item.Elements.Count; i++)
        {
            DataElement element = item.Elements[i];
            bool isDecidedLast = IsDecidedLast(element.Tag);
            DataElement? result = isDecidedLast ? null : deidentify(element, scope);
            anyDecidedLast |= isDecidedLast;
            if (results is null && !ReferenceEquals(element, result)) results = [.. item.Elements];
            if (results is not null) results[i] = result;
        }

        if (anyDecidedLast) DecideLast(item, results!);

        // A group length no longer holds, and PS3.5 7.2 retired it.
        return results is null || results.SequenceEqual(item.Elements, ReferenceEqualityComparer.Instance)
            ? item
            : item with { Elements = [.. results.OfType<DataElement>().Where(element => !element.Tag.IsGroupLength)] };
    }

    private void DecideLast(SequenceItem item, DataElement?[] results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            DataElement element = item.Elements[i];
            if (!IsDecidedLast(element.Tag)) continue;
            results[i] = PrivateBlocks.ReservesAny(element.Tag, results.OfType<DataElement>().Select(kept => kept.Tag)) ? element : null;
        }
    }

    /// <summary>
    /// D. A Sequence keeps its shape: its Items are treated one by one, and no free text stays in them. Where the Items themselves are
    /// codes, it is they that identify: a person, an institution.
    /// </summary>
    public DataElement? Dummy(DataElement element)
    {
        if (element.Items is { Count: > 0 } items)
        {
            if (!items.Any(IsCode)) return DeidentifyItems(element, dummyText: true);
            return element.WithItems([.. items.Select(item => IsCode(item) ? DummyValues.Code : DeidentifyItem(item, dummyText: true))]);
        }

        if (IsEmpty(element)) return element;
        ValueRepresentation? vr = VrOf(element);
        if (vr is null || vr == ValueRepresentation.SQ) return null;
        if (vr == ValueRepresentation.UI) return ReplaceUids(element); // Two groups of annotations must not become one.
        if (element.Tag == Tags.PatientID)
            return element.WithValue(context.Pseudonyms.ReplaceIdentifier("PatientID"u8, Trim(element.Value.Span)));
        return element.WithValue(
            element.Tag == Tags.EncapsulatedDocument
                ? Padding.Pad(DummyDocuments.For(context.DocumentType ?? ""), vr)
                : DummyValues.For(element.Tag, vr));
    }

    private bool ReplacesDocument =>
        context.DocumentType is not null
            && context.Actions.Resolve(Tags.EncapsulatedDocument, isNested: false) == ConfidentialityAction.Dummy;

    /// <summary>The length of the document that stands in place of the original, without padding (PS3.3 C.24.2).</summary>
    private DataElement WithDocumentLength(DataElement element)
    {
        byte[] length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)DummyDocuments.For(context.DocumentType ?? "").Length);
        return element.WithValue(length);
    }

    /// <summary>Z: a zero-length value; for the identifiers that tie a study together, their pseudonym.</summary>
    private DataElement Empty(DataElement element)
    {
        if (element.Items is not null) return element.WithItems([]);
        ReadOnlySpan<byte> value = Trim(element.Value.Span);
        return element.Tag.Value switch
        {
            _ when value.IsEmpty => element.WithValue(default),
            0x0008_0050 => element.WithValue(context.Pseudonyms.ReplaceIdentifier("AccessionNumber"u8, value)),
            0x0010_0010 => element.WithValue((byte[])[.. "Anonymous^"u8, .. context.Pseudonyms.ReplaceIdentifier("PatientName"u8, value)]),
            0x0010_0020 => element.WithValue(context.Pseudonyms.ReplaceIdentifier("PatientID"u8, value)),
            0x0020_0010 => element.WithValue(context.Pseudonyms.ReplaceIdentifier("StudyID"u8, value)),
            _ => element.WithValue(default),
        };
    }

    /// <summary>U: replaces each UID, registered ones apart.</summary>
    public DataElement ReplaceUids(DataElement element) => ReplaceUids(element, uid => ReplaceUid(element.Tag, uid));

    /// <summary>
    /// E.3.9, Retain UIDs. What is no UID is replaced as ever: as SOP Instance UID it would stand in File Meta Information, too.
    /// </summary>
    private DataElement RetainUids(DataElement element) =>
        ReplaceUids(element, uid => Uids.HasUidCharacters(uid) ? uid : ReplaceUid(element.Tag, uid));

    private static DataElement ReplaceUids(DataElement element, Func<string, string> replace)
    {
        string[] uids = Uids.Parse(element.Value.Span).Split('\\');
        string[] replaced = [.. uids.Select(uid => replace(uid.Trim('\0', ' ')))];
        if (uids.SequenceEqual(replaced)) return element;
        return WithText(element, Padding.Pad(Encoding.Latin1.GetBytes(string.Join('\\', replaced)), ValueRepresentation.UI));
    }

    private string ReplaceUid(Tag tag, string uid)
    {
        bool stays = uid.Length == 0 || (Uids.IsRegistered(uid) && tag != Tags.SOPInstanceUID);
        return stays ? uid : context.Pseudonyms.ReplaceUid(Encoding.Latin1.GetBytes(uid));
    }

    private DataElement Clean(DataElement element, ValueRepresentation vr)
    {
        if (vr == ValueRepresentation.UI)
            return ReplaceUids(element, uid => context.Identifying.IsUid(uid) ? ReplaceUid(element.Tag, uid) : uid);
        byte[] cleaned = context.Identifying.Clean(element.Value.Span, context.Pseudonyms);

        // Cutting one value out may join the ends of another: "DoDoe^Janee^Jane".
        bool isDummy = cleaned.Length == 0 || context.Identifying.IsIn(cleaned);
        return WithText(element, isDummy ? DummyValues.For(element.Tag, vr) : Padding.Pad(cleaned, vr));
    }

    /// <summary>PS3.5 6.2.2: what has become too long for the length field of its VR is UN.</summary>
    private static DataElement WithText(DataElement element, byte[] value) =>
        value.Length > ushort.MaxValue && element.Vr is { HasLongLength: false }
            ? new DataElement(element.Tag, ValueRepresentation.UN, value)
            : element.WithValue(value);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value) => value.Trim("\0 "u8);

    private static bool IsEmpty(DataElement element) => element.Items is { } items ? items.Count == 0 : element.Value.IsEmpty;

    /// <summary>Whether an element holds Items, or should, that could not be read: what cannot be inspected does not stay.</summary>
    private static bool IsUnreadableSequence(DataElement element)
    {
        if (element.Value.IsEmpty) return false;
        bool isUnknown = element.Vr is not { } vr || vr == ValueRepresentation.UN;
        return VrOf(element) == ValueRepresentation.SQ
            || DataDictionary.VrOf(element.Tag) == ValueRepresentation.SQ
            || (isUnknown && (element.HasUndefinedLength || ItemLocator.BeginsWithItem(element.Value.Span)));
    }

    private static bool IsFreeText(DataElement element) =>
        !element.Value.IsEmpty
        && VrOf(element) is { Name: "DA" or "DT" or "LO" or "LT" or "PN" or "SH" or "ST" or "TM" or "UC" or "UR" or "UT" };

    /// <summary>The VR that an element states, or the dictionary's where it states none.</summary>
    public static ValueRepresentation? VrOf(DataElement element) =>
        element.Vr is { } vr && vr != ValueRepresentation.UN ? vr : DataDictionary.VrOf(element.Tag);
}
