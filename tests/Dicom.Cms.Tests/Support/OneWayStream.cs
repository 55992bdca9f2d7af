namespace Dicom.Cms.Tests;

/// <summary>A stream like that of a network: it cannot seek, and goes one way.</summary>
internal sealed class OneWayStream(Stream inner, bool isReadable) : Stream
{
    public override bool CanRead => isReadable;

    public override bool CanSeek => false;

    public override bool CanWrite => !isReadable;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static OneWayStream From(byte[] bytes) => new(new MemoryStream(bytes), isReadable: true);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 4_001));

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
