namespace Dicom.Cms.Imaging;

/// <summary>
/// Turns edits of a frame's stream into edits of the value. The headers of all fragments but the first are cut on the way. For one frame,
/// whose edits come in their order.
/// </summary>
/// <param name="fragments">The fragments of the frame.</param>
internal sealed class FragmentMapping(IReadOnlyList<Fragment> fragments)
{
    private int _fragment;
    private long _start; // Of the present fragment, in octets of the stream.

    private long StreamEnd => _start + fragments[_fragment].Length;

    /// <summary>The edits of the value for one of the stream.</summary>
    public IEnumerable<CodestreamEdit> Map(CodestreamEdit edit)
    {
        foreach (CodestreamEdit header in GoTo(edit.Offset)) yield return header;
        long offset = edit.Offset, left = edit.Length;
        ReadOnlyMemory<byte> replacement = edit.Replacement;
        do
        {
            long step = Math.Min(left, StreamEnd - offset);
            yield return new CodestreamEdit(fragments[_fragment].ContentOffset + offset - _start, step, replacement);
            replacement = default;
            offset += step;
            left -= step;
            if (left == 0) break;
            yield return NextFragment();
        }
        while (true);
    }

    /// <summary>The headers of the fragments that are left.</summary>
    public IEnumerable<CodestreamEdit> Rest()
    {
        while (_fragment < fragments.Count - 1) yield return NextFragment();
    }

    private IEnumerable<CodestreamEdit> GoTo(long offset)
    {
        while (offset >= StreamEnd && _fragment < fragments.Count - 1) yield return NextFragment();
    }

    private CodestreamEdit NextFragment()
    {
        _start = StreamEnd;
        _fragment++;
        return new CodestreamEdit(fragments[_fragment].Offset, Fragment.HeaderLength);
    }
}
