using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>De-identifies one element and everything nested in it (PS3.15 E.1.1 steps 2 and 9).</summary>
internal sealed class ElementDeidentifier(ActionResolver actions, Pseudonyms pseudonyms, IdentifyingValues identifying)
{
    /// <summary>De-identifies a top-level element.</summary>
    /// <returns>The very element where nothing is to be done, null where it is to be removed.</returns>
    public DataElement? Deidentify(DataElement element) => Deidentify(element, isNested: false, dummyText: false);

    private DataElement? Deidentify(DataElement element, bool isNested, bool dummyText)
    {
        if (element.Tag.Group < 0x0008) return null; // PS3.15 E.1.1 step 8: group 0004; nothing below 0008 belongs here at all
        ConfidentialityAction? action = actions.Resolve(element.Tag, isNested);
        return action switch
        {
            ConfidentialityAction.Remove => null,
            ConfidentialityAction.Zero => IsEmpty(element) ? element : Empty(element),
            ConfidentialityAction.Dummy => Dummy(element),
            ConfidentialityAction.ReplaceUid when element.Items is null => ReplaceUids(element),
            _ => Keep(element, dummyText),
        };
    }

    private DataElement? Keep(DataElement element, bool dummyText)
    {
        if (element.Items is not null) return DeidentifyItems(element, dummyText);
        if (IsUnreadableSequence(element)) return null;
        if (dummyText && IsFreeText(element)) return Dummy(element);
        ValueRepresentation? vr = VrOf(element);
        bool isNumber = vr is { IsText: false, UnitLength: > 1, HasLongLength: false } or { Name: "IS" or "DS" };
        if (isNumber || !identifying.IsIn(element.Value.Span)) return element;
        return vr is { IsText: true } ? Clean(element, vr) : null;
    }

    private DataElement DeidentifyItems(DataElement element, bool dummyText)
    {
        List<SequenceItem>? changed = null;
        for (int i = 0; i < element.Items!.Count; i++)
        {
            SequenceItem item = element.Items[i], deidentified = DeidentifyItem(item, dummyText);
            if (ReferenceEquals(item, deidentified)) continue;
            changed ??= [.. element.Items];
            changed[i] = deidentified;
        }

        return changed is null ? element : element.WithItems(changed);
    }

    private SequenceItem DeidentifyItem(SequenceItem item, bool dummyText)
    {
        bool changed = false, isCode = item.Find(Tags.CodingSchemeDesignator) is not null;
        List<DataElement> elements = new(item.Elements.Count);
        foreach (DataElement element in item.Elements)
        {
            DataElement? deidentified = Deidentify(element, isNested: true, dummyText && !isCode);
            changed |= !ReferenceEquals(element, deidentified);
            if (deidentified is not null) elements.Add(deidentified);
        }

        if (!changed) return item;
        elements.RemoveAll(element => element.Tag.IsGroupLength); // It no longer holds, and PS3.5 7.2 retired it.
        return item with { Elements = elements };
    }

    /// <summary>D. A Sequence keeps its shape: its Items are treated one by one, and no free text stays in them.</summary>
    private DataElement? Dummy(DataElement element)
    {
        if (element.Items is { Count: > 0 }) return DeidentifyItems(element, dummyText: true);
        if (IsEmpty(element)) return element;
        ValueRepresentation? vr = VrOf(element);
        if (vr is null || vr == ValueRepresentation.SQ) return null;
        return element.Tag == Tags.PatientID
            ? element.WithValue(pseudonyms.ReplaceIdentifier("PatientID"u8, Trim(element.Value.Span)))
            : element.WithValue(DummyValues.For(element.Tag, vr));
    }

    /// <summary>Z: a zero-length value; for the identifiers that tie a study together, their pseudonym.</summary>
    private DataElement Empty(DataElement element)
    {
        if (element.Items is not null) return element.WithItems([]);
        ReadOnlySpan<byte> value = Trim(element.Value.Span);
        return element.Tag.Value switch
        {
            _ when value.IsEmpty => element.WithValue(default),
            0x0008_0050 => element.WithValue(pseudonyms.ReplaceIdentifier("AccessionNumber"u8, value)),
            0x0010_0010 => element.WithValue((byte[])[.. "Anonymous^"u8, .. pseudonyms.ReplaceIdentifier("PatientName"u8, value)]),
            0x0010_0020 => element.WithValue(pseudonyms.ReplaceIdentifier("PatientID"u8, value)),
            0x0020_0010 => element.WithValue(pseudonyms.ReplaceIdentifier("StudyID"u8, value)),
            _ => element.WithValue(default),
        };
    }

    private DataElement ReplaceUids(DataElement element)
    {
        string[] uids = Uids.Parse(element.Value.Span).Split('\\');
        string[] replaced = [.. uids.Select(uid => ReplaceUid(element.Tag, uid.Trim('\0', ' ')))];
        if (uids.SequenceEqual(replaced)) return element;
        return WithText(element, DummyValues.Pad(Encoding.Latin1.GetBytes(string.Join('\\', replaced)), ValueRepresentation.UI));
    }

    private string ReplaceUid(Tag tag, string uid)
    {
        bool stays = uid.Length == 0 || (Uids.IsRegistered(uid) && tag != Tags.SOPInstanceUID);
        return stays ? uid : pseudonyms.ReplaceUid(Encoding.Latin1.GetBytes(uid));
    }

    private DataElement Clean(DataElement element, ValueRepresentation vr)
    {
        byte[] cleaned = identifying.Clean(element.Value.Span, pseudonyms);

        // Cutting one value out may join the ends of another: "DoDoe^Janee^Jane".
        bool isDummy = cleaned.Length == 0 || identifying.IsIn(cleaned);
        return WithText(element, isDummy ? DummyValues.For(element.Tag, vr) : DummyValues.Pad(cleaned, vr));
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

    private static ValueRepresentation? VrOf(DataElement element) =>
        element.Vr is { } vr && vr != ValueRepresentation.UN ? vr : DataDictionary.VrOf(element.Tag);
}
