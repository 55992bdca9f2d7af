using System.Buffers.Binary;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>Lays bytes out one behind the other: small ones are held here, large buffers of fo-dicom are referred to.</summary>
internal sealed class SegmentWriter
{
    /// <summary>Octets from which on a buffer is not copied.</summary>
    private const int ReferenceThreshold = 1 << 15;

    private readonly List<Segment> _segments = [];
    private byte[] _held = new byte[1 << 12];
    private int _heldCount;

    /// <summary>Octets so far.</summary>
    public long Length { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        if (_heldCount + bytes.Length > _held.Length) Array.Resize(ref _held, Math.Max(2 * _held.Length, _heldCount + bytes.Length));
        bytes.CopyTo(_held.AsSpan(_heldCount));
        if (_segments.Count > 0 && _segments[^1] is { Buffer: null } last)
            _segments[^1] = last with { Length = last.Length + bytes.Length };
        else _segments.Add(new Segment(Length, bytes.Length, Buffer: null, _heldCount));
        _heldCount += bytes.Length;
        Length += bytes.Length;
    }

    public void Write(IByteBuffer buffer)
    {
        if (buffer is EvenLengthBuffer even)
        {
            Write(even.Buffer); // It cannot be read piece by piece.
            Write([0]);
            return;
        }

        if (buffer is LazyByteBuffer) buffer = new MemoryByteBuffer(buffer.Data); // It makes its bytes anew each time.
        if (buffer.Size < ReferenceThreshold)
        {
            Write(buffer.Data.AsSpan(0, (int)buffer.Size));
            return;
        }

        _segments.Add(new Segment(Length, buffer.Size, buffer, HeldOffset: 0));
        Length += buffer.Size;
    }

    /// <summary>Writes 32 bits that are to be known later.</summary>
    /// <returns>Where they stand, for <see cref="Fill"/>.</returns>
    public int Reserve()
    {
        Write([0, 0, 0, 0]);
        return _heldCount - sizeof(uint);
    }

    /// <summary>Fills reserved bits, least significant octet first.</summary>
    public void Fill(int reserved, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_held.AsSpan(reserved), value);

    public (IReadOnlyList<Segment> Segments, ReadOnlyMemory<byte> Held) Finish() => (_segments, _held.AsMemory(0, _heldCount));
}

/// <summary>A run of octets.</summary>
/// <param name="Start">Where it starts in the whole.</param>
/// <param name="Length">Octets.</param>
/// <param name="Buffer">The buffer of fo-dicom that it is; null for one that is held.</param>
/// <param name="HeldOffset">Where it starts among the bytes held.</param>
internal readonly record struct Segment(long Start, long Length, IByteBuffer? Buffer, int HeldOffset)
{
    public long End => Start + Length;
}
