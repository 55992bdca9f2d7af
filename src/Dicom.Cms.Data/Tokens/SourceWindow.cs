using System.Buffers;

namespace Dicom.Cms.Data;

/// <summary>A moving window over a source, for reading headers that lie close together without a call for each.</summary>
internal sealed class SourceWindow(ByteSource source) : IDisposable
{
    private const int WindowLength = 16 * 1024;

    private byte[]? _buffer;
    private long _start;
    private int _count;

    public ByteSource Source => source;

    public long Length => source.Length;

    /// <summary>The octets at an offset: as many as asked, fewer only at the end of the source.</summary>
    public ReadOnlySpan<byte> Peek(long offset, int length)
    {
        if (length == 0) return [];
        if (source.TryGetMemory(offset, length, out ReadOnlyMemory<byte> memory)) return memory.Span;
        if (_buffer is null || offset < _start || offset + length > _start + _count)
        {
            _buffer ??= ArrayPool<byte>.Shared.Rent(WindowLength);
            _count = source.Read(offset, _buffer.AsSpan(0, WindowLength));
            _start = offset;
        }

        int at = (int)(offset - _start);
        return _buffer.AsSpan(at, Math.Min(length, Math.Max(0, _count - at)));
    }

    public void Dispose()
    {
        if (_buffer is null) return;
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = null;
    }
}
