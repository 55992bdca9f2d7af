namespace Dicom.Cms.Data.Tests;

/// <summary>A stream like those of a web server: it answers later, and refuses who would wait for it.</summary>
/// <param name="inner">What it gives.</param>
/// <param name="canSeek">Whether it says that it can seek, like a body that is buffered while it is read; its length is then what it has so far.</param>
internal sealed class AwaitedStream(Stream inner, bool canSeek = false) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => false;

    public override long Length => canSeek ? 0 : throw new NotSupportedException();

    public override long Position
    {
        get => canSeek ? 0 : throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return inner.Read(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
