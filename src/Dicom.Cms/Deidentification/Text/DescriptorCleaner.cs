using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Clean Descriptors (PS3.15 E.3.5): takes out of free text everything that the object itself knows about who and where: names by
/// component, identifiers, institutions, addresses, telephone numbers, UIDs, and dates in their usual notations.
/// </summary>
/// <remarks>What the object does not know stays: a neighbour's name in a comment. For that there is the caller's own cleaner.</remarks>
internal sealed partial class DescriptorCleaner
{
    private const int ShortestWord = 2, ShortestIdentifier = 3;

    private readonly HashSet<string> _phrases = new(StringComparer.OrdinalIgnoreCase);

    private readonly Func<Tag, string, string>? _custom;
    private readonly Lazy<PhraseSet> _search;

    private DescriptorCleaner(Func<Tag, string, string>? custom)
    {
        _custom = custom;
        _search = new Lazy<PhraseSet>(() => new PhraseSet(_phrases, wholeWords: true));
    }

    /// <summary>Learns from elements and everything nested in them.</summary>
    public static DescriptorCleaner Learn(IEnumerable<DataElement> elements, ConfidentialityProfile profile)
    {
        DescriptorCleaner cleaner = new(profile.TextCleaner);
        foreach (DataElement element in elements) cleaner.Learn(element, profile);
        return cleaner;
    }

    /// <summary>Takes out of a text what identifies. Octets of the object's character set are seen as one char each.</summary>
    /// <returns>The very bytes where nothing was found.</returns>
    public ReadOnlyMemory<byte> Clean(Tag tag, ReadOnlyMemory<byte> value)
    {
        string text = Encoding.Latin1.GetString(value.Span).TrimEnd('\0', ' ');
        string cleaned = _search.Value.Replace(text, (_, _) => ""); // Whole words: "Li" goes, "Liver" stays.
        if (_custom is not null) cleaned = _custom(tag, cleaned);
        if (cleaned == text) return value;
        return Encoding.Latin1.GetBytes(Spaces().Replace(cleaned, " ").Trim());
    }

    private void Learn(DataElement element, ConfidentialityProfile profile)
    {
        if (element.Items is { } items)
        {
            foreach (SequenceItem item in items)
            {
                if (ContentItem.IdentifierOf(item) is { } identifier) Add(identifier, ShortestIdentifier);
                foreach (DataElement nested in item.Elements) Learn(nested, profile);
            }

            return;
        }

        ConfidentialityAction? action = profile.ActionOf(element.Tag);
        ValueRepresentation? vr = DataDictionary.VrOf(element.Tag) ?? element.Vr;
        bool stays = action is null or ConfidentialityAction.Keep or ConfidentialityAction.KeepUid or ConfidentialityAction.CleanText
            || element.Tag == Tags.UnformattedTextValue; // of annotations: text like any other, which an option may clean
        if (element.Value.IsEmpty || element.Value.Length > 1024 || vr is null || (stays && vr != ValueRepresentation.PN)) return;
        string whole = Encoding.Latin1.GetString(element.Value.Span).Trim('\0', ' ');
        foreach (string value in whole.Split('\\', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (vr.Name)
            {
                case "PN":
                    LearnName(value);
                    break;
                case "DA" or "DT":
                    LearnDate(value);
                    break;
                case "UI" when !Uids.IsRegistered(value):
                    Add(value, ShortestIdentifier);
                    break;
                case "LO" or "SH" or "ST" or "LT" or "UC" or "UT" or "AE":
                    Add(value, ShortestIdentifier);
                    break;
                default:
                    break;
            }
        }
    }

    // PS3.5 6.2.1: groups by "=", components by "^". A component goes whole where it stands whole: of "Doe-Smith" no hyphen stays.
    private void LearnName(string name)
    {
        foreach (string group in name.Split('=', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(group, ShortestWord);
            foreach (string component in group.Split('^', StringSplitOptions.TrimEntries)) Add(component, ShortestWord);
            string[] words = group.Split(['^', ' ', '-', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (string word in words) Add(word, ShortestWord);
        }
    }

    private void LearnDate(string value)
    {
        if (value.Length < 8
            || !DateOnly.TryParseExact(value[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            return;
        }

        foreach (string format in DateNotations) Add(date.ToString(format, CultureInfo.InvariantCulture), ShortestIdentifier);
    }

    private static readonly string[] DateNotations =
    [
        "yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd",
        "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd-MM-yyyy", "MM-dd-yyyy",
        "dd.MM.yy", "d.M.yy", "dd/MM/yy", "d/M/yy", "MM/dd/yy", "M/d/yy",
        "d MMM yyyy", "d MMMM yyyy", "dd MMM yyyy", "dd-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy",
    ];

    private void Add(string phrase, int shortest)
    {
        if (phrase.Length >= shortest) _phrases.Add(phrase);
    }

    [GeneratedRegex("[ ]{2,}")]
    private static partial Regex Spaces();
}
