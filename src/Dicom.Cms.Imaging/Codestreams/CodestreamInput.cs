using System.Buffers;
using System.Buffers.Binary;
using Dicom.Cms.Data;

namespace Dicom.Cms.Imaging;

/// <summary>The stream of one frame, read once from start to end: the octets of its fragments one behind the other.</summary>
/// <remarks>Memory is one buffer, whatever the length of the stream. What is skipped is not read.</remarks>
internal sealed class CodestreamInput : IDisposable
{
    /// <summary>The most octets that can be looked at as one.</summary>
    public const int BufferLength = 1 << 17;

    private const int ShortestRead = 1 << 12;

    private readonly ByteSource _source;
    private readonly IReadOnlyList<(long Offset, long Length)> _pieces;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;
    private long _bufferPosition; // Of the octet at _start.
    private int _piece;
    private long _pieceUsed; // Octets of the piece that were read into the buffer or skipped.
    private int _readLength = ShortestRead; // Grows while octets are read one behind the other: a header is not worth a full buffer.

    /// <summary>Reads a stream.</summary>
    /// <param name="source">What holds it.</param>
    /// <param name="pieces">Its pieces in their order, as ranges of the source.</param>
    public CodestreamInput(ByteSource source, IReadOnlyList<(long Offset, long Length)> pieces)
    {
        _source = source;
        _pieces = pieces;
        foreach ((_, long length) in pieces) Length += length;
    }

    /// <summary>Octets of the stream.</summary>
    public long Length { get; }

    /// <summary>Where the next octet is.</summary>
    public long Position => _bufferPosition;

    /// <summary>Octets that are left.</summary>
    public long Remaining => Length - _bufferPosition;

    /// <summary>Gives the next octet, which stays the next.</summary>
    /// <returns>-1 at the end.</returns>
    public int Peek() => _start < _end || Fill(1) ? _buffer[_start] : -1;

    /// <summary>Gives the next octets, which stay the next.</summary>
    /// <param name="count">At most <see cref="BufferLength"/>.</param>
    /// <returns>Fewer only where the stream ends. Good until the next call.</returns>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count) Fill(count);
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Reads one octet.</summary>
    /// <exception cref="CodestreamFormatException">The stream ends.</exception>
    public byte ReadByte()
    {
        if (_start == _end && !Fill(1)) throw EndsEarly();
        _bufferPosition++;
        return _buffer[_start++];
    }

    /// <summary>Reads octets.</summary>
    /// <param name="count">At most <see cref="BufferLength"/>.</param>
    /// <returns>Good until the next call.</returns>
    /// <exception cref="CodestreamFormatException">The stream ends.</exception>
    public ReadOnlySpan<byte> Read(int count)
    {
        if (_end - _start < count && !Fill(count)) throw EndsEarly();
        ReadOnlySpan<byte> octets = _buffer.AsSpan(_start, count);
        _start += count;
        _bufferPosition += count;
        return octets;
    }

    /// <summary>Reads a number of 16 bits, most significant octet first.</summary>
    /// <exception cref="CodestreamFormatException">The stream ends.</exception>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Read(2));

    /// <summary>Reads a number of 32 bits, most significant octet first.</summary>
    /// <exception cref="CodestreamFormatException">The stream ends.</exception>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Read(4));

    /// <summary>Goes on, without reading what lies between.</summary>
    /// <exception cref="CodestreamFormatException">The stream ends before.</exception>
    public void Skip(long count)
    {
        if (count > Remaining) throw EndsEarly();
        int buffered = (int)Math.Min(count, _end - _start);
        _start += buffered;
        _bufferPosition += count;
        if (count > buffered) _readLength = ShortestRead;
        for (count -= buffered; count > 0;)
        {
            long step = Math.Min(count, _pieces[_piece].Length - _pieceUsed);
            count -= step;
            _pieceUsed += step;
            if (_pieceUsed == _pieces[_piece].Length) NextPiece();
        }
    }

    /// <summary>Goes on to the next octet of a value, or to the end.</summary>
    /// <returns>Whether there is one.</returns>
    public bool SkipTo(byte value)
    {
        while (_start < _end || Fill(1))
        {
            int at = _buffer.AsSpan(_start, _end - _start).IndexOf(value);
            int step = at < 0 ? _end - _start : at;
            _start += step;
            _bufferPosition += step;
            if (at >= 0) return true;
        }

        return false;
    }

    /// <summary>Goes on to the next 0xFF that is followed by an octet of a value or more, or to the end.</summary>
    /// <param name="least">The least octet that makes a marker of it: others are data.</param>
    /// <returns>Whether there is one.</returns>
    public bool SkipToMarker(byte least)
    {
        while (_end - _start >= 2 || Fill(2))
        {
            int at = MarkerSearch.IndexOf(_buffer.AsSpan(_start, _end - _start), least);
            int step = at < 0 ? _end - _start - 1 : at; // The last octet may be the 0xFF.
            _start += step;
            _bufferPosition += step;
            if (at >= 0) return true;
        }

        _bufferPosition += _end - _start;
        _start = _end;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Fills the buffer.</summary>
    /// <returns>Whether it holds as many as asked for.</returns>
    private bool Fill(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BufferLength);
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        int full = Math.Min(BufferLength, Math.Max(count, _end + _readLength));
        _readLength = Math.Min(2 * _readLength, BufferLength);
        while (_end < full && _piece < _pieces.Count)
        {
            (long offset, long length) = _pieces[_piece];
            int step = (int)Math.Min(full - _end, length - _pieceUsed);
            if (step > 0 && _source.Read(offset + _pieceUsed, _buffer.AsSpan(_end, step)) != step)
                throw new DicomFormatException("The source ends earlier than it did before", offset + _pieceUsed);
            _end += step;
            _pieceUsed += step;
            if (_pieceUsed == length) NextPiece();
        }

        return _end - _start >= count;
    }

    private void NextPiece()
    {
        _piece++;
        _pieceUsed = 0;
    }

    private CodestreamFormatException EndsEarly() => new("the stream ends early", Length);
}
