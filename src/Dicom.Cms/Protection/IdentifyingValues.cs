using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// The names, identifiers and UIDs that were protected, to be looked for in what stays in clear. Values are compared as the octets
/// of the object's own character set, each octet seen as one char.
/// </summary>
internal sealed class IdentifyingValues
{
    // Shorter values are words of every day ("M", "CT01"), which would take half the object with them.
    private const int ShortestName = 5, ShortestUid = 9;

    private static readonly string[] Separators = [" ", ", ", ",", "_"];

    private static readonly Tag[] Identifiers =
    [
        Tags.PatientID, Tags.OtherPatientIDs, Tags.AccessionNumber, Tags.AdmissionID, Tags.MedicalRecordLocator, Tags.ServiceEpisodeID,
        Tags.PlacerOrderNumberImagingServiceRequest, Tags.FillerOrderNumberImagingServiceRequest, Tags.RequestedProcedureID,
    ];

    private readonly HashSet<string> _uids;
    private readonly PhraseSet _phrases;

    private IdentifyingValues(HashSet<string> names, HashSet<string> uids)
    {
        _uids = uids;
        _phrases = new PhraseSet(names.Concat(uids), wholeWords: false);
    }

    /// <summary>Nothing to look for.</summary>
    public static IdentifyingValues None { get; } = new([], []);

    /// <summary>The length in octets of the longest value, 0 when there is none.</summary>
    public int LongestLength => _phrases.LongestLength;

    /// <summary>Collects from elements and everything nested in them.</summary>
    public static IdentifyingValues Collect(IEnumerable<DataElement> elements, ConfidentialityProfile profile)
    {
        HashSet<string> names = [], uids = [];
        foreach (DataElement element in elements) Collect(element, profile, names, uids);
        return names.Count + uids.Count == 0 ? None : new IdentifyingValues(names, uids);
    }

    /// <summary>Whether an Attribute is an identifier of a person, study or visit.</summary>
    public static bool IsIdentifier(Tag tag) => Array.IndexOf(Identifiers, tag) >= 0;

    /// <summary>Whether a value contains any of them.</summary>
    public bool IsIn(ReadOnlySpan<byte> value) => value.Length >= ShortestName && _phrases.IsIn(value);

    /// <summary>The value without them: UIDs replaced, names and identifiers cut out.</summary>
    public byte[] Clean(ReadOnlySpan<byte> value, Pseudonyms pseudonyms)
    {
        string cleaned = _phrases.Replace(
            Encoding.Latin1.GetString(value), found => _uids.Contains(found) ? pseudonyms.ReplaceUid(Encoding.Latin1.GetBytes(found)) : "");
        return Encoding.Latin1.GetBytes(cleaned.Trim(' ', '\0'));
    }

    private static void Collect(DataElement element, ConfidentialityProfile profile, HashSet<string> names, HashSet<string> uids)
    {
        if (element.Items is { } items)
        {
            foreach (SequenceItem item in items)
            {
                foreach (DataElement nested in item.Elements) Collect(nested, profile, names, uids);
            }

            return;
        }

        ValueRepresentation? vr = element.Vr == ValueRepresentation.UN ? DataDictionary.VrOf(element.Tag) : element.Vr;
        if (vr == ValueRepresentation.PN || DataDictionary.VrOf(element.Tag) == ValueRepresentation.PN)
        {
            foreach (string name in ValuesOf(element, ShortestName)) names.UnionWith(FormsOf(name));
        }
        else if (Identifiers.Contains(element.Tag))
        {
            names.UnionWith(ValuesOf(element, ShortestName));
        }
        else if (profile.ActionOf(element.Tag) == ConfidentialityAction.ReplaceUid)
        {
            uids.UnionWith(ValuesOf(element, ShortestUid).Where(uid => !Uids.IsRegistered(uid)));
        }
    }

    private static IEnumerable<string> ValuesOf(DataElement element, int shortest)
    {
        string whole = Encoding.Latin1.GetString(element.Value.Span).Trim(' ', '\0');
        return whole.Split('\\', StringSplitOptions.TrimEntries).Append(whole).Where(value => value.Length >= shortest);
    }

    /// <summary>A name as people write it in free text: family and given name in both orders (PS3.5 6.2.1).</summary>
    private static IEnumerable<string> FormsOf(string name)
    {
        yield return name;
        string[] parts = [.. name.Split('=')[0].Split('^').Take(2).Select(part => part.Trim()).Where(part => part.Length > 0)];
        if (parts.Length < 2 || parts[0].Length + parts[1].Length < ShortestName) yield break;
        foreach (string separator in Separators)
        {
            yield return parts[0] + separator + parts[1];
        }

        yield return parts[1] + " " + parts[0];
    }
}
