using System.Buffers;
using Dicom.Cms.Data;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms;

/// <summary>An output while it is written: at any offset, and readable, so that its head can be written last and be proven.</summary>
internal abstract class OutputBuffer : IDisposable
{
    /// <summary>Whether several threads may write at once, each at other offsets.</summary>
    public virtual bool TakesSeveralAtOnce => false;

    /// <summary>Writes at an offset.</summary>
    public abstract void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Gives the place of octets in the buffer itself, if it has one, to be filled by the caller: they need not be copied there.
    /// </summary>
    /// <param name="offset">Where they stand.</param>
    /// <param name="length">How many.</param>
    /// <param name="room">Their place, until the next call. Unlike what is written, it is not cleared in the end.</param>
    public virtual bool TryGetRoom(long offset, int length, out Span<byte> room)
    {
        room = default;
        return false;
    }

    /// <summary>Puts a range of a source at an offset without copying it, if the buffer can; it then depends on the source.</summary>
    public virtual bool TryRefer(long offset, ByteSource source, long sourceOffset, long count) => false;

    /// <summary>What was written so far, to be read. The buffer stays the owner.</summary>
    public abstract ByteSource AsSource();

    /// <summary>Gives back what the buffer took for itself.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>A buffer in memory that grows.</summary>
    public static OutputBuffer InMemory(long expectedLength) => new MemoryBuffer(expectedLength);

    /// <summary>A buffer in a file, which stays the caller's.</summary>
    public static OutputBuffer InFile(SafeFileHandle handle) => new FileBuffer(handle, owner: null);

    /// <summary>A buffer in a temporary file of its own.</summary>
    public static OutputBuffer InTemporaryFile()
    {
        TemporaryFile file = TemporaryFile.Create();
        return new FileBuffer(file.Handle, file);
    }

    private sealed class MemoryBuffer(long expectedLength) : OutputBuffer
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(expectedLength, Array.MaxLength));
        private int _length;
        private int _mostWritten; // So much is to be cleared at the end.

        public override void Write(long offset, ReadOnlySpan<byte> source)
        {
            source.CopyTo(RoomFor(offset, source.Length));
            _mostWritten = Math.Max(_mostWritten, (int)offset + source.Length);
        }

        public override bool TryGetRoom(long offset, int length, out Span<byte> room)
        {
            room = RoomFor(offset, length);
            return true;
        }

        public override ByteSource AsSource() => ByteSource.FromMemory(_bytes.AsMemory(0, _length));

        // A recovered object names its patient.
        public override void Dispose()
        {
            Return();
            (_bytes, _length, _mostWritten) = ([], 0, 0);
            base.Dispose();
        }

        private Span<byte> RoomFor(long offset, int length)
        {
            int end = checked((int)(offset + length));
            if (end > _bytes.Length) Grow(end);
            _length = Math.Max(_length, end);
            return _bytes.AsSpan((int)offset, length);
        }

        private void Grow(int length)
        {
            byte[] grown = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(length, 2L * _bytes.Length), Array.MaxLength));
            _bytes.AsSpan(0, _length).CopyTo(grown);
            Return();
            _bytes = grown;
        }

        private void Return()
        {
            _bytes.AsSpan(0, _mostWritten).Clear();
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }

    private sealed class FileBuffer(SafeFileHandle handle, TemporaryFile? owner) : OutputBuffer
    {
        public override bool TakesSeveralAtOnce => true;

        public override void Write(long offset, ReadOnlySpan<byte> source) => RandomAccess.Write(handle, source, offset);

        public override ByteSource AsSource() => ByteSource.FromHandle(handle);

        public override void Dispose()
        {
            owner?.Dispose();
            base.Dispose();
        }
    }
}
