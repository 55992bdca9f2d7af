namespace Dicom.Cms.Data.Tests;

/// <summary>A stream like that of a network: it cannot seek and gives few octets at a time.</summary>
/// <param name="bytes">What it gives.</param>
/// <param name="failsAt">After how many octets it breaks.</param>
internal sealed class ForwardStream(byte[] bytes, int failsAt = int.MaxValue) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position >= failsAt) throw new IOException("The line is cut.");
        count = Math.Min(Math.Min(count, 4_001), bytes.Length - _position);
        bytes.AsSpan(_position, count).CopyTo(buffer.AsSpan(offset));
        _position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
