using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms.Data;

/// <summary>A file, read at offsets.</summary>
internal sealed class FileByteSource(SafeFileHandle handle, bool ownsHandle) : ByteSource
{
    public override long Length { get; } = RandomAccess.GetLength(handle);

    public override int Read(long offset, Span<byte> destination)
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
