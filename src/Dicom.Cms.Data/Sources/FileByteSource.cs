using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms.Data;

/// <summary>
/// A file, read at offsets. Its first octets, where most headers and small values stand, are read once and kept. The file must not change
/// meanwhile.
/// </summary>
internal sealed class FileByteSource(SafeFileHandle handle, bool ownsHandle) : ByteSource
{
    private const int HeadLength = 16 * 1024;

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
        bool isInHead = offset >= 0 && length >= 0 && offset + length <= Math.Min(HeadLength, Length) && offset + length <= Head.Length;
        memory = isInHead ? Head.AsMemory((int)offset, length) : default;
        return isInHead;
    }

    // Two threads may both read it; either array serves.
    private byte[] Head => _head ??= ReadHead();

    private byte[] ReadHead()
    {
        byte[] head = GC.AllocateUninitializedArray<byte>((int)Math.Min(HeadLength, Length));
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
