using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// The names, identifiers and UIDs that were protected, to be looked for in what stays in clear. Values are compared as the octets
/// of the object's own character set, each octet seen as one char.
/// </summary>
internal sealed partial class IdentifyingValues
{
    private readonly HashSet<string> _uids;
    private readonly PhraseSet _phrases;
    private readonly Lazy<PhraseSet> _names;

    private IdentifyingValues(HashSet<string> names, HashSet<string> uids)
    {
        _uids = uids;
        _phrases = new PhraseSet([.. names, .. uids], wholeWords: false);
        _names = new Lazy<PhraseSet>(() => new PhraseSet(names, wholeWords: false));
    }

    /// <summary>Nothing to look for.</summary>
    public static IdentifyingValues None { get; } = new([], []);

    /// <summary>The length in octets of the longest value, 0 when there is none.</summary>
    public int LongestLength => _phrases.LongestLength;

    /// <summary>Collects from elements and everything nested in them.</summary>
    /// <param name="small">Elements.</param>
    /// <param name="large">
    /// Elements that may hold UIDs by the hundred thousand, which are not looked for elsewhere; their names are.
    /// </param>
    /// <param name="profile">Says which UIDs are protected.</param>
    /// <exception cref="ProtectionException">They are more than can be looked for.</exception>
    public static IdentifyingValues Collect(IEnumerable<DataElement> small, IEnumerable<DataElement> large, ConfidentialityProfile profile)
    {
        Collection collection = new(profile);
        foreach (DataElement element in small) collection.Add(element, withUids: true);
        foreach (DataElement element in large) collection.Add(element, withUids: false);
        return collection.Names.Count + collection.Uids.Count == 0 ? None : new IdentifyingValues(collection.Names, collection.Uids);
    }

    /// <summary>Whether an Attribute is an identifier of a person, study or visit.</summary>
    public static bool IsIdentifier(Tag tag) => Array.IndexOf(Identifiers, tag) >= 0;

    /// <summary>Whether a value contains any of them.</summary>
    public bool IsIn(ReadOnlySpan<byte> value) => value.Length >= ShortestName && _phrases.IsIn(value);

    /// <summary>The text without them: UIDs replaced, and what goes on from them with them; names and identifiers cut out.</summary>
    public byte[] Clean(ReadOnlySpan<byte> value, Pseudonyms pseudonyms)
    {
        string cleaned = _phrases.Replace(
            Encoding.Latin1.GetString(value),
            (found, whole) => _uids.Contains(found) ? pseudonyms.ReplaceUid(Encoding.Latin1.GetBytes(whole)) : "");
        return Encoding.Latin1.GetBytes(cleaned.Trim(' ', '\0'));
    }

    /// <summary>
    /// Whether a UID of a class, syntax or coding scheme is one of them or has a name or identifier in it. One that merely goes on from a
    /// protected UID is another UID of the same root.
    /// </summary>
    public bool IsUid(string uid) => !Uids.IsRegistered(uid) && (_uids.Contains(uid) || _names.Value.IsIn(uid));
}
