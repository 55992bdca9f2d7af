using System.Buffers;
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
    private readonly string[] _sorted;
    private readonly SearchValues<string> _search;

    private IdentifyingValues(HashSet<string> names, HashSet<string> uids)
    {
        _uids = uids;
        _sorted = [.. names.Union(uids).Order(StringComparer.Ordinal)];
        _search = SearchValues.Create(_sorted, StringComparison.Ordinal);
        LongestLength = _sorted.Length == 0 ? 0 : _sorted.Max(value => value.Length);
    }

    /// <summary>Nothing to look for.</summary>
    public static IdentifyingValues None { get; } = new([], []);

    /// <summary>The length in octets of the longest value, 0 when there is none.</summary>
    public int LongestLength { get; }

    /// <summary>Collects from elements and everything nested in them.</summary>
    /// <param name="small">Elements.</param>
    /// <param name="large">Elements that may hold UIDs by the hundred thousand, which are not looked for elsewhere; their names are.</param>
    /// <param name="profile">Says which UIDs are protected.</param>
    /// <exception cref="ProtectionException">They are more than can be looked for.</exception>
    public static IdentifyingValues Collect(IEnumerable<DataElement> small, IEnumerable<DataElement> large, ConfidentialityProfile profile)
    {
        Collection collection = new(profile);
        foreach (DataElement element in small) collection.Add(element, withUids: true);
        foreach (DataElement element in large) collection.Add(element, withUids: false);
        return collection.Names.Count + collection.Uids.Count == 0 ? None : new IdentifyingValues(collection.Names, collection.Uids);
    }

    /// <summary>Whether a value contains any of them.</summary>
    public bool IsIn(ReadOnlySpan<byte> value)
    {
        if (LongestLength == 0 || value.Length < ShortestName) return false;
        char[] rented = ArrayPool<char>.Shared.Rent(value.Length);
        try
        {
            int length = Encoding.Latin1.GetChars(value, rented);
            return rented.AsSpan(0, length).ContainsAny(_search);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>The value without them: UIDs replaced, names and identifiers cut out.</summary>
    public byte[] Clean(ReadOnlySpan<byte> value, Pseudonyms pseudonyms)
    {
        StringBuilder cleaned = new(value.Length);
        ReadOnlySpan<char> rest = Encoding.Latin1.GetString(value);
        while (rest.IndexOfAny(_search) is >= 0 and int at)
        {
            cleaned.Append(rest[..at]);
            string found = LongestAt(rest[at..]);
            if (_uids.Contains(found)) cleaned.Append(pseudonyms.ReplaceUid(Encoding.Latin1.GetBytes(found)));
            rest = rest[(at + found.Length)..];
        }

        return Encoding.Latin1.GetBytes(cleaned.Append(rest).ToString().Trim(' ', '\0'));
    }

    /// <summary>The longest value that a text begins with.</summary>
    private string LongestAt(ReadOnlySpan<char> text)
    {
        // Of the values that a text begins with, the longest sorts last. What sorts between is passed over by what it has in common
        // with the text: no value that the text begins with is longer than that.
        for (int length = Math.Min(text.Length, LongestLength); length > 0;)
        {
            string value = _sorted[LastNotBehind(text[..length])];
            int common = value.AsSpan().CommonPrefixLength(text[..length]);
            if (common == value.Length) return value;
            length = common;
        }

        throw new InvalidOperationException("The search found what is not among the values.");
    }

    private int LastNotBehind(ReadOnlySpan<char> text)
    {
        int low = 0, high = _sorted.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_sorted[middle].AsSpan().SequenceCompareTo(text) <= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
