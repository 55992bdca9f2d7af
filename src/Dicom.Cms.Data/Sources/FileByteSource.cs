using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms.Data;

/// <summary>
/// A file, read at offsets. Its first octets, where most headers and small values are, are read once and kept: 4 KiB if that is
/// enough, else 16 KiB. The file must not change meanwhile.
/// </summary>
internal sealed class FileByteSource(SafeFileHandle handle, bool ownsHandle) : ByteSource
{
    private const int ShortHeadLength = 4 * 1024, HeadLength = 16 * 1024;

    private byte[]? _head;

    public override long Length { get; } = RandomAccess.GetLength(handle);

    public override int Read(long offset, Span<byte> destination)
    {
        if (TryGetMemory(offset, destination.Length, out ReadOnlyMemory<byte> memory))
        {
            memory.Span.CopyTo(destination);
            return destination.Length;
        }

        return ReadFile(offset, destination);
    }

    public override bool TryGetMemory(long offset, int length, out ReadOnlyMemory<byte> memory)
    {
        ThrowIfDisposed();
        memory = default;
        long end = offset + length;
        if (offset < 0 || length < 0 || end > Math.Min(HeadLength, Length)) return false;

        // Two threads may both read it; either array serves.
        byte[]? head = _head;
        if (head is null || end > head.Length) _head = head = ReadHead(end <= ShortHeadLength ? ShortHeadLength : HeadLength);
        if (end > head.Length) return false; // The file has become shorter.
        memory = head.AsMemory((int)offset, length);
        return true;
    }

    private byte[] ReadHead(int length)
    {
        byte[] head = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, Length));
        int count = ReadFile(0, head);
        return count == head.Length ? head : head[..count];
    }

    private int ReadFile(long offset, Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length)
        {
            int count = RandomAccess.Read(handle, destination[total..], offset + total);
            if (count == 0) break;
            total += count;
        }

        return total;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsHandle) handle.Dispose();
        base.Dispose(disposing);
    }
}
