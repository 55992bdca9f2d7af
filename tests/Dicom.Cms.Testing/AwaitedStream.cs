namespace Dicom.Cms.Testing;

/// <summary>A stream like those of a web server: it answers later, and refuses who would wait for it.</summary>
/// <param name="inner">Where its octets come from or go to.</param>
/// <param name="canSeek">
/// Whether it says that it can seek, like a body that is buffered while it is read; its length is then what it has so far.
/// </param>
/// <param name="beforeCall">Is told the number of each call, from 1.</param>
public sealed class AwaitedStream(Stream inner, bool canSeek = false, Action<int>? beforeCall = null) : Stream
{
    private int _calls;

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => true;

    public override long Length => canSeek ? 0 : throw new NotSupportedException();

    public override long Position
    {
        get => canSeek ? 0 : throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        beforeCall?.Invoke(++_calls);
        return await inner.ReadAsync(buffer[..Math.Min(buffer.Length, 100_003)], cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        beforeCall?.Invoke(++_calls);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw Refusal();

    public override void Write(byte[] buffer, int offset, int count) => throw Refusal();

    public override void Flush() => throw Refusal();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static InvalidOperationException Refusal() => new("Synchronous operations are disallowed.");
}
