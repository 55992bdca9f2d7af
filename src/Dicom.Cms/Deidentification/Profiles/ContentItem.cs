using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>A Content Item as far as PS3.15 Table E.3.4-1 goes by it (PS3.3 C.17.3, C.18.8).</summary>
internal static class ContentItem
{
    /// <summary>URIs of concepts (PS3.3 8.1) and the Coding Scheme Designators that stand for their first parts.</summary>
    private static readonly (string Part, string Scheme)[] Uris =
        [("snomed.info/", "SCT"), ("loinc.org/", "LN"), ("dicom.nema.org/resources/ontology/DCM", "DCM"), ("1.2.840.10008.2.16.4:", "DCM")];

    /// <summary>What a Content Item without a Value Type is: Acquisition Context and waveform annotations may leave it out.</summary>
    private static readonly (Tag Tag, string ValueType)[] Values =
    [
        (Tags.TextValue, "TEXT"), (Tags.UnformattedTextValue, "TEXT"), (Tags.PersonName, "PNAME"), (Tags.Date, "DATE"), (Tags.Time, "TIME"),
        (Tags.DateTime, "DATETIME"), (Tags.UID, "UIDREF"), (Tags.ConceptCodeSequence, "CODE"), (Tags.MeasuredValueSequence, "NUM"),
        (Tags.NumericValue, "NUM"), (Tags.ReferencedSOPSequence, "COMPOSITE"),
    ];

    /// <summary>The action for a Content Item, null when Table E.3.4-1 has no row for it.</summary>
    public static ConfidentialityAction? ActionOf(SequenceItem item, OptionSet options)
    {
        string valueType = ValueTypeOf(item);
        foreach (SequenceItem concept in item.Find(Tags.ConceptNameCodeSequence)?.Items ?? [])
        {
            foreach ((string code, string scheme) in CodesOf(concept))
            {
                if (StructuredContentTable.Find(code, scheme, valueType, options) is { } action) return action;

                // A name that somebody put into a text is a name still.
                if (valueType == "TEXT" && StructuredContentTable.Find(code, scheme, "PNAME", options) is not null)
                    return ConfidentialityAction.Dummy;
            }
        }

        return null;
    }

    /// <summary>
    /// The text of a Content Item that Table E.3.4-1 lets nobody keep or clean, because it is an identifier; null for any other.
    /// </summary>
    public static string? IdentifierOf(SequenceItem item)
    {
        bool isIdentifier = item.Find(Tags.TextValue) is not null
            && ActionOf(item, OptionSet.Of(StructuredContentTable.EveryOption))
                is ConfidentialityAction.Remove or ConfidentialityAction.Dummy;
        return isIdentifier ? TextOf(item, Tags.TextValue) : null;
    }

    /// <summary>Whether UID (0040,A124) of an Item stays: Table E.1-1 replaces it whatever the options, Table E.3.4-1 does not.</summary>
    public static bool KeepsUid(SequenceItem item, OptionSet options) =>
        (ActionOf(item, options) ?? (options.RetainsUids ? ConfidentialityAction.Keep : null)) == ConfidentialityAction.Keep;

    /// <summary>A text of an Item without padding, empty where there is none.</summary>
    public static string TextOf(SequenceItem item, Tag tag) =>
        item.Find(tag) is { } element ? Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ') : "";

    private static string ValueTypeOf(SequenceItem item)
    {
        string stated = TextOf(item, Tags.ValueType);
        return stated.Length > 0 ? stated : Values.FirstOrDefault(value => item.Find(value.Tag) is not null).ValueType ?? "";
    }

    private static IEnumerable<(string Code, string Scheme)> CodesOf(SequenceItem concept)
    {
        string scheme = TextOf(concept, Tags.CodingSchemeDesignator);
        foreach (Tag tag in (Tag[])[Tags.CodeValue, Tags.LongCodeValue])
        {
            if (TextOf(concept, tag) is { Length: > 0 } code) yield return (code, scheme);
        }

        string uri = TextOf(concept, Tags.URNCodeValue);
        if (uri.Length == 0) yield break;
        string last = uri[(uri.LastIndexOfAny(['/', '#', ':']) + 1)..];
        if (scheme.Length > 0) yield return (last, scheme);
        foreach ((string part, string known) in Uris)
        {
            if (uri.Contains(part, StringComparison.OrdinalIgnoreCase)) yield return (last, known);
        }
    }
}
