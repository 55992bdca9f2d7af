using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>Where a frame stands once the edits are made.</summary>
/// <param name="Offset">Where its first Item Tag stands, in octets of the value, were the Basic Offset Table as long as it was.</param>
/// <param name="Length">Octets of its stream, without padding.</param>
/// <param name="PaddedLength">Octets of its fragments' contents.</param>
/// <param name="IsOneFragment">Whether it is one fragment.</param>
internal readonly record struct CleanedFrame(long Offset, long Length, long PaddedLength, bool IsOneFragment);

/// <summary>Parses one frame after the other, and turns the edits of its stream into edits of the value.</summary>
/// <param name="source">What holds the data set.</param>
/// <param name="valueOffset">Where the value of Pixel Data starts in it.</param>
/// <param name="parser">Parses the stream of a frame.</param>
/// <param name="edits">Gets the edits, in their order.</param>
/// <param name="problems">Gets the streams that do not parse.</param>
internal sealed class FrameCleaner(
    ByteSource source, long valueOffset, CodestreamParser parser, List<CodestreamEdit> edits, List<CodestreamProblem> problems)
{
    private long _shift; // Octets that the value has grown by so far, mostly less than 0.

    /// <summary>Cleans a frame.</summary>
    /// <param name="frame">Its index.</param>
    /// <param name="fragments">Its fragments, at least one.</param>
    public CleanedFrame Clean(int frame, IReadOnlyList<Fragment> fragments)
    {
        long start = fragments[0].Offset + _shift;
        (long Offset, long Length)[] pieces =
            [.. fragments.Select(fragment => (valueOffset + fragment.ContentOffset, (long)fragment.Length))];
        using CodestreamInput input = new(source, pieces);
        long length = input.Length;
        try
        {
            CodestreamEdits found = new();
            long end = parser.Parse(input, found);
            CutBehind(input, end, pieces, found);
            return found.Count == 0
                ? new CleanedFrame(start, end, length, fragments.Count == 1)
                : Edit(fragments, found, start, end, length);
        }
        catch (CodestreamFormatException exception)
        {
            problems.Add(new CodestreamProblem
            {
                Frame = frame + 1,
                Reason = exception.Message,
                Position = exception.Position,
                Octets = [.. fragments.Select(fragment => (fragment.ContentOffset, (long)fragment.Length))],
            });
            return new CleanedFrame(start, length, length, fragments.Count == 1);
        }
    }

    /// <summary>Octets behind the end of a stream go, unless they are padding.</summary>
    private void CutBehind(CodestreamInput input, long end, IReadOnlyList<(long Offset, long Length)> pieces, CodestreamEdits found)
    {
        if (input.Position <= end)
        {
            input.Skip(end - input.Position);
            if (!IsPadding(input)) found.Cut(end, input.Length - end);
            return;
        }

        // To find the end of a deflate stream, what stands behind it is read as well.
        using CodestreamInput again = new(source, pieces);
        CutBehind(again, end, pieces, found);
    }

    /// <summary>Whether all that is left is one octet over and over, 00 or FF: it says nothing.</summary>
    private static bool IsPadding(CodestreamInput input)
    {
        if (input.Peek() is not (0x00 or 0xFF or -1)) return false;
        byte padding = (byte)Math.Max(input.Peek(), 0);
        while (input.Remaining > 0)
        {
            int count = (int)Math.Min(input.Remaining, CodestreamInput.BufferLength);
            if (input.Read(count).ContainsAnyExcept(padding)) return false;
        }

        return true;
    }

    /// <summary>Writes the edits of the stream into the value. A frame in several fragments becomes one, so that no odd one is
    /// left.</summary>
    private CleanedFrame Edit(IReadOnlyList<Fragment> fragments, CodestreamEdits found, long start, long end, long length)
    {
        IReadOnlyList<CodestreamEdit> ordered = found.InOrder();
        long grown = 0, grownBeforeEnd = 0;
        foreach (CodestreamEdit edit in ordered)
        {
            long by = edit.Replacement.Length - edit.Length;
            grown += by;
            if (edit.Offset < end) grownBeforeEnd += by;
        }

        bool isOdd = ((length + grown) & 1) != 0;
        long padded = length + grown + (isOdd ? 1 : 0);
        if (padded > uint.MaxValue - 1) throw new CodestreamFormatException("the frame is too long for one fragment", length);
        if (padded != fragments[0].Length)
        {
            byte[] itemLength = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(itemLength, (uint)padded);
            Add(new CodestreamEdit(fragments[0].Offset + 4, itemLength.Length, itemLength));
        }

        FragmentMapping mapping = new(fragments);
        foreach (CodestreamEdit edit in ordered)
        {
            foreach (CodestreamEdit mapped in mapping.Map(edit)) Add(mapped);
        }

        foreach (CodestreamEdit header in mapping.Rest()) Add(header);
        if (isOdd) Add(new CodestreamEdit(fragments[^1].End, 0, new byte[1]));
        return new CleanedFrame(start, end + grownBeforeEnd, padded, IsOneFragment: true);
    }

    private void Add(CodestreamEdit edit)
    {
        _shift += edit.Replacement.Length - edit.Length;
        if (edit.Length == 0 && edit.Replacement.IsEmpty) return;
        bool goesOn = edits.Count > 0 && edits[^1].End == edit.Offset && edits[^1].Replacement.IsEmpty;
        if (goesOn) edits[^1] = new CodestreamEdit(edits[^1].Offset, edits[^1].Length + edit.Length, edit.Replacement);
        else edits.Add(edit);
    }
}
