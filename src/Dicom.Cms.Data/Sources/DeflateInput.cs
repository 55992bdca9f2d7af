namespace Dicom.Cms.Data;

/// <summary>
/// The input of a DeflateStream. DeflateStream reads ahead and reports neither where its data ended nor that they were cut
/// off. So from <c>singleFrom</c> on it gets single octets, and cannot read ahead.
/// </summary>
internal sealed class DeflateInput(ByteSource source, long start, long singleFrom) : SourceStream(source, start)
{
    /// <summary>Where the last read began. The deflate stream ends after it, at <see cref="Stream.Position"/> at the latest.</summary>
    public long LastRead { get; private set; }

    /// <summary>Whether a read found no more octets: the deflate stream is cut off.</summary>
    public bool IsExhausted { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        LastRead = Position;
        int count = base.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(1, singleFrom - Position))]);
        IsExhausted |= count == 0;
        return count;
    }
}
