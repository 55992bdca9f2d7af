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

    /// <summary>A buffer in a file.</summary>
    public static OutputBuffer InFile(SafeFileHandle handle) => new FileBuffer(handle);

    private sealed class MemoryBuffer(long expectedLength) : OutputBuffer
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(expectedLength, Array.MaxLength));
        private int _length;

        public override void Write(long offset, ReadOnlySpan<byte> source)
        {
            int end = checked((int)(offset + source.Length));
            if (end > _bytes.Length) Grow(end);
            source.CopyTo(_bytes.AsSpan((int)offset));
            _length = Math.Max(_length, end);
        }

        public override ByteSource AsSource() => ByteSource.FromMemory(_bytes.AsMemory(0, _length));

        // A recovered object names its patient.
        public override void Dispose()
        {
            Return();
            (_bytes, _length) = ([], 0);
            base.Dispose();
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
            _bytes.AsSpan(0, _length).Clear();
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }

    private sealed class FileBuffer(SafeFileHandle handle) : OutputBuffer
    {
        public override bool TakesSeveralAtOnce => true;

        public override void Write(long offset, ReadOnlySpan<byte> source) => RandomAccess.Write(handle, source, offset);

        public override ByteSource AsSource() => ByteSource.FromHandle(handle);
    }
}
