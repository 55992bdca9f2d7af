using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>The values that were protected, as they would show up in clear: whole, by value and by component of a name.</summary>
internal sealed class ProtectedValues
{
    /// <summary>Octets from which is searched: a name, identifier or UID; a component of a name; any other text.</summary>
    public const int ShortestIdentity = 4, ShortestComponent = 3, ShortestDescription = 8;

    /// <summary>
    /// Octets from which a description or a private text is searched for: more than a label has (SH, PS3.5 6.2). Shorter ones are
    /// "Brain-MRA".
    /// </summary>
    public const int ShortestSentence = 17;

    /// <summary>
    /// Octets from which a value is searched for in pixels and other arrays of numbers, where shorter ones come up by chance.
    /// </summary>
    public const int ShortestInNumbers = 8;

    private readonly HashSet<string> _identities = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    private ProtectedValues()
    {
    }

    /// <summary>Nothing to search for.</summary>
    public static ProtectedValues None { get; } = new();

    /// <summary>Names, identifiers and UIDs, each octet seen as one char.</summary>
    public IReadOnlyCollection<string> Identities => _identities;

    /// <summary>Components of names and all other texts, which are not searched for in codes.</summary>
    public IReadOnlyCollection<string> Words => _words;

    /// <summary>How many there are.</summary>
    public int Count => _identities.Count + _words.Count;

    /// <summary>How many are too short or say nothing.</summary>
    public int LeftOut { get; private set; }

    /// <summary>What is searched for in pixels and other arrays of numbers.</summary>
    public PhraseSet InNumbers(bool wholeWords) =>
        new(Identities.Concat(Words).Where(value => value.Length >= ShortestInNumbers), wholeWords);

    /// <summary>Collects from recovered Attributes what the profile does not let stay.</summary>
    public static ProtectedValues Collect(IReadOnlyList<ProtectedAttribute> attributes, ConfidentialityProfile profile)
    {
        ProtectedValues values = new();
        DataElementReader reader = new();
        foreach (ProtectedAttribute attribute in attributes)
        {
            values.Add(reader.ReadElement(attribute.Bytes, DataSetEncoding.ExplicitLittleEndian), profile);
        }

        return values;
    }

    private void Add(DataElement element, ConfidentialityProfile profile)
    {
        foreach (DataElement nested in (element.Items ?? []).SelectMany(item => item.Elements)) Add(nested, profile);
        ValueRepresentation? vr = element.Vr is { } stated && stated != ValueRepresentation.UN ? stated : DataDictionary.VrOf(element.Tag);
        if (element.Items is not null || vr is not { IsText: true } || element.Value.Length > BulkData.Threshold) return;

        // A value that travels only because of what stands beside it was not to be protected; nor was one that is cleaned.
        ConfidentialityAction? action = profile.ActionOf(element.Tag);
        bool mayStay = action is null or ConfidentialityAction.Keep or >= ConfidentialityAction.ShiftDate;
        if (mayStay && vr != ValueRepresentation.PN) return;
        string whole = Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');
        string[] parts = whole.Split('\\', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string value in parts.Append(whole).Distinct()) Add(element.Tag, vr, value);
    }

    private void Add(Tag tag, ValueRepresentation vr, string value)
    {
        if (value.Length == 0 || Uids.IsRegistered(value)) return;
        if (DummyValues.IsDummyText(value)) // Somebody was anonymous before, and now everybody is.
        {
            LeftOut++;
            return;
        }

        bool isIdentity = vr.Name is "PN" or "UI" || IdentifyingValues.IsIdentifier(tag);
        bool isSearched = isIdentity ? value.Length >= ShortestIdentity
            : value.Length >= (IsDescription(tag) ? ShortestSentence : ShortestDescription)
                && vr.Name is not ("CS" or "DS" or "IS" or "TM" or "AS");
        if (!isSearched) LeftOut++;
        else if (isIdentity) _identities.Add(value);
        else _words.Add(value);
        if (vr.Name != "PN") return;
        foreach (string component in value.Split(['^', '=', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (component.Length >= ShortestComponent) _words.Add(component);
            else LeftOut++;
        }
    }

    // What Clean Descriptors would let stay without names and identifiers says nothing of a person by itself (PS3.15 E.3.5); of private
    // texts nobody knows.
    private static bool IsDescription(Tag tag) =>
        tag.IsPrivate || OptionSet.Of(ProfileOptions.CleanDescriptors).ActionOf(tag) == ConfidentialityAction.CleanText;
}
