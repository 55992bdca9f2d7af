namespace Dicom.Cms.Imaging;

/// <summary>What a parser cuts from one stream or writes anew, in any order. Not thread-safe.</summary>
internal sealed class CodestreamEdits
{
    /// <summary>The most places of one stream. A stream with more is not one that an encoder made.</summary>
    public const int Most = 1 << 16;

    private readonly List<CodestreamEdit> _edits = [];

    /// <summary>The number of edits.</summary>
    public int Count => _edits.Count;

    /// <summary>Cuts octets. None is cut where <paramref name="length"/> is 0.</summary>
    /// <exception cref="CodestreamFormatException">There are too many places.</exception>
    public void Cut(long offset, long length) => Replace(offset, length, ReadOnlyMemory<byte>.Empty);

    /// <summary>Writes octets in place of others. Offsets count in the stream as it was, and no two edits overlap.</summary>
    /// <exception cref="CodestreamFormatException">There are too many places.</exception>
    public void Replace(long offset, long length, ReadOnlyMemory<byte> replacement)
    {
        if (length == 0 && replacement.IsEmpty) return;
        if (_edits.Count == Most) throw new CodestreamFormatException($"more than {Most:N0} places would have to be cut", offset);

        // What follows a cut without a gap is one cut.
        if (replacement.IsEmpty && _edits.Count > 0 && _edits[^1] is { Replacement.IsEmpty: true } last && last.End == offset)
            _edits[^1] = new CodestreamEdit(last.Offset, last.Length + length);
        else
            _edits.Add(new CodestreamEdit(offset, length, replacement));
    }

    /// <summary>The edits in the order of the stream.</summary>
    public IReadOnlyList<CodestreamEdit> InOrder()
    {
        for (int i = 1; i < _edits.Count; i++)
        {
            if (_edits[i].Offset >= _edits[i - 1].End) continue;
            _edits.Sort((a, b) => a.Offset.CompareTo(b.Offset));
            break;
        }

        return _edits;
    }
}
