using System.Buffers;
using System.Diagnostics;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>An output in memory that holds what was made here, and refers to the source for what was not.</summary>
internal sealed class ComposedOutput : OutputBuffer
{
    private readonly ArrayBufferWriter<byte> _own = new();
    private readonly List<Extent> _extents = [];

    public override void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        Add(new Extent(offset, bytes.Length, Origin: null, _own.WrittenCount));
        _own.Write(bytes);
    }

    public override bool TryRefer(long offset, ByteSource source, long sourceOffset, long count)
    {
        if (count == 0) return true;
        (ByteSource origin, long originOffset) = source.Locate(sourceOffset, count);
        Add(new Extent(offset, count, origin, originOffset));
        return true;
    }

    public override ByteSource AsSource()
    {
        List<Extent> ordered = [];
        foreach (Extent extent in _extents.OrderBy(extent => extent.Start)) AddTo(ordered, extent);
        return new ComposedByteSource(_own.WrittenMemory, [.. ordered]);
    }

    private void Add(in Extent extent) => AddTo(_extents, extent);

    // What follows on in both places is one extent: header and value of an element, the blocks of a deflate stream.
    private static void AddTo(List<Extent> extents, in Extent extent)
    {
        if (extents.Count > 0 && extents[^1] is var last && last.IsFollowedBy(extent))
            extents[^1] = last with { Length = last.Length + extent.Length };
        else extents.Add(extent);
    }

    /// <summary>Where a range of the output stands: in a source, or among our own bytes where there is none.</summary>
    private readonly record struct Extent(long Start, long Length, ByteSource? Origin, long OriginOffset)
    {
        public long End => Start + Length;

        public bool IsFollowedBy(in Extent next) =>
            next.Start == End && ReferenceEquals(next.Origin, Origin) && next.OriginOffset == OriginOffset + Length;
    }

    private sealed class ComposedByteSource : ByteSource
    {
        private readonly ReadOnlyMemory<byte> _own;
        private readonly Extent[] _extents;

        public ComposedByteSource(ReadOnlyMemory<byte> own, Extent[] extents)
        {
            Debug.Assert(
                !extents.Index().Any(each => each.Item.Start != (each.Index == 0 ? 0 : extents[each.Index - 1].End)),
                "Extents tile the output.");
            _own = own;
            _extents = extents;
        }

        public override long Length => _extents.Length == 0 ? 0 : _extents[^1].End;

        public override int Read(long offset, Span<byte> destination)
        {
            ThrowIfDisposed();
            int total = 0;
            for (int i = Find(offset); i < _extents.Length && total < destination.Length; i++)
            {
                Extent extent = _extents[i];
                long inside = offset + total - extent.Start;
                Span<byte> piece = destination[total..][..(int)Math.Min(destination.Length - total, extent.Length - inside)];
                total += Read(extent, inside, piece);
            }

            return total;
        }

        public override bool TryGetMemory(long offset, int length, out ReadOnlyMemory<byte> memory)
        {
            ThrowIfDisposed();
            memory = default;
            if (offset < 0 || length < 0 || offset + length > Length) return false;
            if (length == 0) return true;
            Extent extent = _extents[Find(offset)];
            if (offset + length > extent.End) return false;
            long place = extent.OriginOffset + offset - extent.Start;
            if (extent.Origin is { } origin) return origin.TryGetMemory(place, length, out memory);
            memory = _own.Slice((int)place, length);
            return true;
        }

        public override (ByteSource Source, long Offset) Locate(long offset, long length)
        {
            int found = offset < 0 || length <= 0 ? _extents.Length : Find(offset);
            bool isWithin = found < _extents.Length && offset + length <= _extents[found].End;
            return isWithin && _extents[found] is { Origin: { } origin } extent
                ? (origin, extent.OriginOffset + offset - extent.Start)
                : (this, offset);
        }

        private int Read(in Extent extent, long inside, Span<byte> destination)
        {
            if (extent.Origin is null)
            {
                _own.Span.Slice((int)(extent.OriginOffset + inside), destination.Length).CopyTo(destination);
                return destination.Length;
            }

            int count = extent.Origin.Read(extent.OriginOffset + inside, destination);
            if (count != destination.Length)
                throw new DicomFormatException("The source ends earlier than it did before", extent.OriginOffset + inside + count);
            return count;
        }

        /// <summary>The extent that holds an offset; behind the last one where none does.</summary>
        private int Find(long offset)
        {
            int low = 0, high = _extents.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (_extents[middle].End <= offset) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }
}
