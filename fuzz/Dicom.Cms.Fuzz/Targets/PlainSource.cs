using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>Memory that is read like a file: octets are copied out, nothing is given without copying.</summary>
internal sealed class PlainSource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long Length => bytes.Length;

    public override int Read(long offset, Span<byte> destination)
    {
        if (offset >= bytes.Length) return 0;
        int count = (int)Math.Min(destination.Length, bytes.Length - offset);
        bytes.Span.Slice((int)offset, count).CopyTo(destination);
        return count;
    }
}
