namespace Dicom.Cms.Data;

/// <summary>
/// What a DeflateStream reads from. DeflateStream reads ahead and tells neither where its data ended nor that they were cut
/// off, so from <c>singleFrom</c> on it is given single octets, which it cannot read ahead.
/// </summary>
internal sealed class DeflateInput(ByteSource source, long start, long singleFrom) : SourceStream(source, start)
{
    /// <summary>Where the last read began. The deflate stream ends behind it, at <see cref="Stream.Position"/> at the latest.</summary>
    public long LastRead { get; private set; }

    /// <summary>Whether more was asked for than there is: the deflate stream is cut off.</summary>
    public bool IsExhausted { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        LastRead = Position;
        int count = base.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(1, singleFrom - Position))]);
        IsExhausted |= count == 0;
        return count;
    }
}
