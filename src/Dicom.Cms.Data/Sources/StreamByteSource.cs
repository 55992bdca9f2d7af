namespace Dicom.Cms.Data;

/// <summary>A seekable stream, from where it stood. The caller keeps and closes it.</summary>
internal sealed class StreamByteSource(Stream stream) : ByteSource
{
    private readonly long _start = stream.Position;
    private readonly Lock _lock = new();

    public override long Length { get; } = Math.Max(0, stream.Length - stream.Position);

    public override int Read(long offset, Span<byte> destination)
    {
        ThrowIfDisposed();
        lock (_lock)
        {
            stream.Position = _start + offset;
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
    }
}
