using System.Buffers;
using FellowOakDicom.IO.Buffer;

namespace Dicom.Cms.FoDicom;

/// <summary>Reads parts of a buffer of fo-dicom.</summary>
internal static class ByteBufferReading
{
    // A buffer that swaps octets swaps those it is asked for: whole units of up to 8.
    private const int Unit = 8;

    /// <summary>Fills the destination from an offset on, which lies inside the buffer with everything that is asked for.</summary>
    public static void Read(this IByteBuffer buffer, long offset, Span<byte> destination)
    {
        if (destination.IsEmpty) return;
        if (buffer is MemoryByteBuffer memory)
        {
            memory.Data.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return;
        }

        long start = offset - (offset % Unit);
        int inside = (int)(offset - start);
        int count = (int)Math.Min(buffer.Size - start, inside + destination.Length + Unit - 1 - ((inside + destination.Length - 1) % Unit));
        byte[] block = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            buffer.GetByteRange(start, count, block);
            block.AsSpan(inside, destination.Length).CopyTo(destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }
}
