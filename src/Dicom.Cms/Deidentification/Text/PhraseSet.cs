using System.Buffers;
using System.Text;

namespace Dicom.Cms;

/// <summary>
/// Phrases to be found in texts, longest first. A text is a value's octets, each seen as one char, whatever the character set.
/// </summary>
internal sealed class PhraseSet
{
    private const int ShortText = 256, FewPhrases = 64;

    private static readonly SearchValues<char> UidLetters = SearchValues.Create("0123456789.");

    private readonly string[] _phrases;
    private readonly byte[][]? _octets; // Null where words or case count, or there are many.
    private readonly Lazy<string[]> _sorted;
    private readonly Lazy<SearchValues<string>> _search;
    private readonly StringComparison _comparison;
    private readonly LetterComparer? _letters; // None: letters count as they are.
    private readonly bool _wholeWords;

    /// <summary>Makes a set.</summary>
    /// <param name="phrases">The phrases.</param>
    /// <param name="wholeWords">Whether a phrase that begins or ends with a letter or digit must not go on with one, nor a UID with
    /// another component, and case does not count.</param>
    public PhraseSet(IEnumerable<string> phrases, bool wholeWords)
    {
        _wholeWords = wholeWords;
        _comparison = wholeWords ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        _letters = wholeWords ? new LetterComparer() : null;
        StringComparer comparer = StringComparer.FromComparison(_comparison);
        _phrases = [.. new HashSet<string>(phrases, comparer)];
        if (!wholeWords && Count <= FewPhrases) _octets = Array.ConvertAll(_phrases, Encoding.Latin1.GetBytes);
        _sorted = new Lazy<string[]>(() => [.. _phrases.Order(comparer)]); // Most objects have none of the phrases in what stays.
        _search = new Lazy<SearchValues<string>>(() => SearchValues.Create(_phrases, _comparison));
        foreach (string phrase in _phrases) LongestLength = Math.Max(LongestLength, phrase.Length);
    }

    /// <summary>How many phrases there are.</summary>
    public int Count => _phrases.Length;

    /// <summary>The length of the longest phrase, 0 when there is none.</summary>
    public int LongestLength { get; }

    /// <summary>Whether a text holds a phrase.</summary>
    public bool IsIn(ReadOnlySpan<char> text) => Find(text, 0).Index >= 0;

    /// <summary>Whether octets hold a phrase.</summary>
    public bool IsIn(ReadOnlySpan<byte> value)
    {
        if (Count == 0) return false;
        if (_octets is not null && value.Length <= ShortText) return IsInShort(value, _octets);
        char[] rented = ArrayPool<char>.Shared.Rent(value.Length);
        try
        {
            return IsIn(rented.AsSpan(0, Encoding.Latin1.GetChars(value, rented)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }
    }

    // To prepare a search for all phrases at once costs more than to look for each of a few in one short text.
    private static bool IsInShort(ReadOnlySpan<byte> value, byte[][] phrases)
    {
        foreach (byte[] phrase in phrases)
        {
            if (value.IndexOf(phrase) >= 0) return true;
        }

        return false;
    }

    /// <summary>Replaces every phrase in a text; a UID that begins, ends or stands inside a longer one, with the whole of that.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replacement">Gives what stands in place of a phrase, and of all that goes with it.</param>
    /// <returns>The very string where there is none.</returns>
    public string Replace(string text, Func<string, string, string> replacement)
    {
        (int index, string phrase) = Find(text, 0);
        if (index < 0) return text;
        StringBuilder replaced = new(text.Length);
        int done = 0;
        for (; index >= 0; (index, phrase) = Find(text, done))
        {
            (int start, int end) = IsUid(phrase) ? UidAround(text, index, phrase.Length) : (index, index + phrase.Length);
            start = Math.Max(start, done);
            replaced.Append(text, done, start - done).Append(replacement(phrase, text[start..end]));
            done = end;
        }

        return replaced.Append(text, done, text.Length - done).ToString();
    }

    private (int Index, string Phrase) Find(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            int at = IndexOfAny(text[from..]);
            if (at < 0) break;
            at += from;
            if (LongestAt(text, at) is { } phrase) return (at, phrase);
            from = at + 1;
        }

        return (-1, "");
    }

    private int IndexOfAny(ReadOnlySpan<char> text)
    {
        if (text.Length > ShortText || Count > FewPhrases) return text.IndexOfAny(_search.Value);
        int first = -1;
        foreach (string phrase in _phrases)
        {
            int at = text.IndexOf(phrase, _comparison);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }

        return first;
    }

    /// <summary>The longest phrase that stands at a place of a text; as a whole word, where words count.</summary>
    private string? LongestAt(ReadOnlySpan<char> text, int at)
    {
        // Of the phrases that a text begins with, the longest sorts last. What sorts between is passed over by what it has in common
        // with the text: no phrase that the text begins with is longer than that.
        for (int length = Math.Min(text.Length - at, LongestLength); length > 0;)
        {
            ReadOnlySpan<char> rest = text.Slice(at, length);
            string phrase = _sorted.Value[LastNotBehind(rest)];
            int common = phrase.AsSpan().CommonPrefixLength(rest, _letters);
            bool begins = common == phrase.Length;
            if (begins && (!_wholeWords || IsWord(text, at, common))) return phrase;
            length = Math.Min(common, begins || common == length ? length - 1 : length); // Always shorter than before.
        }

        return null;
    }

    private int LastNotBehind(ReadOnlySpan<char> text)
    {
        string[] sorted = _sorted.Value;
        int low = 0, high = sorted.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (sorted[middle].AsSpan().CompareTo(text, _comparison) <= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static bool IsWord(ReadOnlySpan<char> text, int at, int length)
    {
        int end = at + length;
        bool goesOnBefore = at > 0 && char.IsLetterOrDigit(text[at]) && char.IsLetterOrDigit(text[at - 1]);
        bool goesOnBehind = end < text.Length && char.IsLetterOrDigit(text[end - 1]) && char.IsLetterOrDigit(text[end]);
        return !goesOnBefore && !goesOnBehind && (!IsUid(text.Slice(at, length)) || UidAround(text, at, length) == (at, end));
    }

    /// <summary>Whether a phrase is a UID (PS3.5 9.1). With fewer components it may be a date: 1.2.2024.</summary>
    private static bool IsUid(ReadOnlySpan<char> phrase) =>
        !phrase.ContainsAnyExcept(UidLetters) && (phrase.Count('.') >= 3 || phrase.StartsWith("2.25.", StringComparison.Ordinal));

    /// <summary>The whole UID around a place of a text: a digit belongs to it, and a dot between two digits.</summary>
    private static (int Start, int End) UidAround(ReadOnlySpan<char> text, int at, int length)
    {
        int start = at, end = at + length;
        while (start > 0 && GoesOn(text, start - 1)) start--;
        while (end < text.Length && GoesOn(text, end)) end++;
        return (start, end);
    }

    private static bool GoesOn(ReadOnlySpan<char> text, int at) => char.IsAsciiDigit(text[at])
        || (text[at] == '.' && at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]));

    /// <summary>Letters as <see cref="StringComparison.OrdinalIgnoreCase"/> sees them.</summary>
    private sealed class LetterComparer : IEqualityComparer<char>
    {
        public bool Equals(char x, char y) => char.ToUpperInvariant(x) == char.ToUpperInvariant(y);

        public int GetHashCode(char obj) => char.ToUpperInvariant(obj);
    }
}
