using Dicom.Cms.Data;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>What a <see cref="SegmentWriter"/> laid out, to be read at any offset. Large values are read from fo-dicom's buffers.</summary>
internal class SegmentSource : ByteSource
{
    private readonly IReadOnlyList<Segment> _segments;
    private readonly ReadOnlyMemory<byte> _held;

    public SegmentSource(SegmentWriter writer)
    {
        Length = writer.Length;
        (_segments, _held) = writer.Finish();
    }

    public override long Length { get; }

    public override int Read(long offset, Span<byte> destination)
    {
        int total = 0;
        for (int i = Find(offset); i < _segments.Count && total < destination.Length; i++)
        {
            Segment segment = _segments[i];
            long inside = offset + total - segment.Start;
            Span<byte> piece = destination[total..][..(int)Math.Min(destination.Length - total, segment.Length - inside)];
            if (segment.Buffer is { } buffer) buffer.Read(inside, piece);
            else _held.Span.Slice(segment.HeldOffset + (int)inside, piece.Length).CopyTo(piece);
            total += piece.Length;
        }

        return total;
    }

    public override bool TryGetMemory(long offset, int length, out ReadOnlyMemory<byte> memory)
    {
        memory = default;
        if (offset < 0 || length < 0) return false;
        int found = Find(offset);
        if (found == _segments.Count || offset + length > _segments[found].End) return false;
        Segment segment = _segments[found];
        if (segment.Buffer is not (null or MemoryByteBuffer)) return false;
        int inside = (int)(offset - segment.Start);
        memory = segment.Buffer is null ? _held.Slice(segment.HeldOffset + inside, length) : segment.Buffer.Data.AsMemory(inside, length);
        return true;
    }

    /// <summary>The segment that holds an offset; behind the last one where none does.</summary>
    private int Find(long offset)
    {
        int low = 0, high = _segments.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_segments[middle].End <= offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
