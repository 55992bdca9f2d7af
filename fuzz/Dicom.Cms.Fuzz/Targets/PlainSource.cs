using Dicom.Cms.Data;

namespace Dicom.Cms.Fuzz;

/// <summary>Memory that is read like a file: octets are copied out, nothing is given without copying.</summary>
internal sealed class PlainSource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    private readonly ByteSource _memory = FromMemory(bytes);

    public override long Length => _memory.Length;

    public override int Read(long offset, Span<byte> destination) => _memory.Read(offset, destination);
}
