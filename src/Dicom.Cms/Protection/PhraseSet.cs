using System.Buffers;
using System.Text;

namespace Dicom.Cms;

/// <summary>Phrases to be found in texts, longest first. A text is a value's octets, each seen as one char, whatever the character set.</summary>
internal sealed class PhraseSet
{
    private readonly string[] _longestFirst;
    private readonly SearchValues<string> _search;
    private readonly StringComparison _comparison;
    private readonly bool _wholeWords;

    /// <summary>Makes a set.</summary>
    /// <param name="phrases">The phrases.</param>
    /// <param name="wholeWords">Whether a phrase that begins or ends with a letter or digit must not go on with one, and case does not count.</param>
    public PhraseSet(IEnumerable<string> phrases, bool wholeWords)
    {
        _wholeWords = wholeWords;
        _comparison = wholeWords ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        _longestFirst = [.. phrases.Distinct().OrderByDescending(phrase => phrase.Length).ThenBy(phrase => phrase, StringComparer.Ordinal)];
        _search = SearchValues.Create(_longestFirst, _comparison);
    }

    /// <summary>How many phrases there are.</summary>
    public int Count => _longestFirst.Length;

    /// <summary>The length of the longest phrase, 0 when there is none.</summary>
    public int LongestLength => _longestFirst.Length == 0 ? 0 : _longestFirst[0].Length;

    /// <summary>Whether a text holds a phrase.</summary>
    public bool IsIn(ReadOnlySpan<char> text) => Find(text, 0).Index >= 0;

    /// <summary>Whether octets hold a phrase.</summary>
    public bool IsIn(ReadOnlySpan<byte> value)
    {
        if (Count == 0) return false;
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

    /// <summary>Replaces every phrase in a text.</summary>
    /// <returns>The very string where there is none.</returns>
    public string Replace(string text, Func<string, string> replacement)
    {
        (int index, string phrase) = Find(text, 0);
        if (index < 0) return text;
        StringBuilder replaced = new(text.Length);
        int done = 0;
        for (; index >= 0; (index, phrase) = Find(text, done))
        {
            replaced.Append(text, done, index - done).Append(replacement(phrase));
            done = index + phrase.Length;
        }

        return replaced.Append(text, done, text.Length - done).ToString();
    }

    private (int Index, string Phrase) Find(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            int at = text[from..].IndexOfAny(_search);
            if (at < 0) break;
            at += from;
            foreach (string phrase in _longestFirst)
            {
                if (text[at..].StartsWith(phrase, _comparison) && (!_wholeWords || IsWord(text, at, phrase.Length))) return (at, phrase);
            }

            from = at + 1;
        }

        return (-1, "");
    }

    private static bool IsWord(ReadOnlySpan<char> text, int at, int length)
    {
        int end = at + length;
        bool goesOnBefore = at > 0 && char.IsLetterOrDigit(text[at]) && char.IsLetterOrDigit(text[at - 1]);
        bool goesOnBehind = end < text.Length && char.IsLetterOrDigit(text[end - 1]) && char.IsLetterOrDigit(text[end]);
        return !goesOnBefore && !goesOnBehind;
    }
}
