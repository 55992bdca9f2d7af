using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

internal sealed partial class IdentifyingValues
{
    // Shorter values are words of every day ("M", "CT01"), which would take half the object with them.
    private const int ShortestName = 5, ShortestUid = 9;

    // A person name has at most 194 characters (PS3.5 6.2), in other repertoires some octets each. Of more, the beginning is enough.
    private const int LongestValue = 1024;

    // What is looked for takes some 50 times as many octets of memory.
    private const int CharacterLimit = 4_000_000;

    private static readonly string[] Separators = [" ", ", ", ",", "_"];

    private static readonly Tag[] Identifiers =
    [
        Tags.PatientID, Tags.OtherPatientIDs, Tags.AccessionNumber, Tags.AdmissionID, Tags.MedicalRecordLocator, Tags.ServiceEpisodeID,
        Tags.PlacerOrderNumberImagingServiceRequest, Tags.FillerOrderNumberImagingServiceRequest, Tags.RequestedProcedureID,
    ];

    /// <summary>The values while they are collected.</summary>
    private sealed class Collection(ConfidentialityProfile profile)
    {
        private int _characters;

        public HashSet<string> Names { get; } = [];

        public HashSet<string> Uids { get; } = [];

        public void Add(DataElement element, bool withUids)
        {
            if (element.Items is { } items)
            {
                foreach (SequenceItem item in items)
                {
                    foreach (DataElement nested in item.Elements)
                    {
                        if (!IsKeptUid(item, nested.Tag, profile.OptionSet)) Add(nested, withUids);
                    }
                }

                return;
            }

            ValueRepresentation? vr = element.Vr == ValueRepresentation.UN ? DataDictionary.VrOf(element.Tag) : element.Vr;
            if (vr == ValueRepresentation.PN || DataDictionary.VrOf(element.Tag) == ValueRepresentation.PN)
            {
                foreach (string name in ValuesOf(element, ShortestName)) AddName(name, element.Tag);
            }
            else if (Identifiers.Contains(element.Tag))
            {
                foreach (string identifier in ValuesOf(element, ShortestName)) Add(Names, identifier, element.Tag);
            }
            else if (withUids && profile.ActionOf(element.Tag) == ConfidentialityAction.ReplaceUid)
            {
                foreach (string uid in ValuesOf(element, ShortestUid))
                {
                    if (!Dicom.Cms.Uids.IsRegistered(uid)) Add(Uids, uid, element.Tag);
                }
            }
        }

        // A UID that an option keeps in one Attribute must not be replaced in another because a Content Item names it too.
        private static bool IsKeptUid(SequenceItem item, Tag tag, OptionSet options) => tag == Tags.UID
            && (options.RetainsUids || (options.Contains(ProfileOptions.CleanStructuredContent) && ContentItem.KeepsUid(item, options)));

        private void Add(HashSet<string> set, string value, Tag tag)
        {
            if (!set.Add(value)) return;
            _characters += value.Length;
            if (_characters > CharacterLimit)
            {
                throw new ProtectionException(
                    $"The names, identifiers and UIDs to be looked for have more than {CharacterLimit} characters.", tag);
            }
        }

        /// <summary>Each value of an element, and all of them as one text.</summary>
        private static IEnumerable<string> ValuesOf(DataElement element, int shortest)
        {
            ReadOnlySpan<byte> octets = element.Value.Span.Trim("\0 "u8);
            if (octets.Length < shortest) return [];
            string whole = Encoding.Latin1.GetString(octets);
            string[] values = whole.Split('\\', StringSplitOptions.TrimEntries);
            if (values is not [{ } only] || only.Length != whole.Length) values = [.. values, whole];
            return Array.TrueForAll(values, value => value.Length >= shortest && value.Length <= LongestValue)
                ? values
                : values
                    .Where(value => value.Length >= shortest)
                    .Select(value => value.Length <= LongestValue ? value : value[..LongestValue]);
        }

        /// <summary>Adds a name, also as people write it in free text: family and given name in both orders (PS3.5 6.2.1).</summary>
        private void AddName(string name, Tag tag)
        {
            Add(Names, name, tag);
            ReadOnlySpan<char> alphabetic = UpTo('=', name), family = UpTo('^', alphabetic);
            if (family.Length == alphabetic.Length) return;
            ReadOnlySpan<char> given = UpTo('^', alphabetic[(family.Length + 1)..]).Trim();
            family = family.Trim();
            if (family.IsEmpty || given.IsEmpty || family.Length + given.Length < ShortestName) return;
            foreach (string separator in Separators) Add(Names, string.Concat(family, separator, given), tag);
            Add(Names, string.Concat(given, " ", family), tag);
        }

        private static ReadOnlySpan<char> UpTo(char end, ReadOnlySpan<char> text) =>
            text.IndexOf(end) is >= 0 and int length ? text[..length] : text;
    }
}
