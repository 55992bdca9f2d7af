using System.Buffers;

namespace Dicom.Cms;

/// <summary>
/// Gathers the many small pieces of an output that follow on, headers and short values, and writes them at once: a call of the system for
/// each costs more than the pieces.
/// </summary>
internal sealed class StagedOutput(OutputBuffer output) : IDisposable
{
    /// <summary>Octets gathered at most.</summary>
    public const int Capacity = 64 * 1024;

    private readonly byte[] _stage = ArrayPool<byte>.Shared.Rent(Capacity);
    private long _start;
    private int _count;
    private int _mostGathered; // So much is to be cleared at the end.

    /// <summary>Room for a piece, to be filled by the caller before the next call.</summary>
    /// <param name="offset">Where it stands in the output.</param>
    /// <param name="length">Octets, at most <see cref="Capacity"/>.</param>
    public Span<byte> Add(long offset, int length)
    {
        if (offset != _start + _count || length > Capacity - _count)
        {
            Flush();
            _start = offset;
        }

        Span<byte> piece = _stage.AsSpan(_count, length);
        _count += length;
        _mostGathered = Math.Max(_mostGathered, _count);
        return piece;
    }

    /// <summary>Writes a piece, gathered if it is small.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Capacity)
        {
            bytes.CopyTo(Add(offset, bytes.Length));
            return;
        }

        Flush();
        output.Write(offset, bytes);
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        if (_count > 0) output.Write(_start, _stage.AsSpan(0, _count));
        _count = 0;
    }

    /// <summary>Gives the room back. What was gathered and not flushed is dropped.</summary>
    public void Dispose()
    {
        _stage.AsSpan(0, _mostGathered).Clear();
        ArrayPool<byte>.Shared.Return(_stage);
    }
}
