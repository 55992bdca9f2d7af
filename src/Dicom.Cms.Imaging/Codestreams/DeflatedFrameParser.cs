using System.Buffers;
using System.IO.Compression;

namespace Dicom.Cms.Imaging;

/// <summary>
/// A frame of Deflated Image Frame Compression (PS3.5 A.4.13): one deflate stream (RFC 1951). It is inflated, because nothing else tells
/// where it ends, and what comes out is only counted. Memory: the compressed frame.
/// </summary>
/// <param name="shape">The size of the frame.</param>
internal sealed class DeflatedFrameParser(FrameShape shape) : CodestreamParser
{
    // Most frames have at most an octet of padding.
    private const int UsualPadding = 16;

    private const int LongestFrame = 1 << 30;

    /// <inheritdoc/>
    public override long Parse(CodestreamInput input, CodestreamEdits edits)
    {
        if (input.Length > LongestFrame) throw new CodestreamFormatException("the frame is too long to be inflated", 0);
        byte[] frame = ArrayPool<byte>.Shared.Rent((int)input.Length);
        try
        {
            int length = 0;
            while (input.Peek() >= 0 && length < frame.Length)
            {
                ReadOnlySpan<byte> block = input.Peek((int)Math.Min(input.Length - length, 1 << 12));
                block.CopyTo(frame.AsSpan(length));
                length += block.Length;
                input.Skip(block.Length);
            }

            return EndOf(frame.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame, clearArray: true);
        }
    }

    private int EndOf(ReadOnlyMemory<byte> frame)
    {
        int singleFrom = Math.Max(0, frame.Length - UsualPadding);
        SingleOctets octets = Inflate(frame, singleFrom);
        return octets.LastRead >= singleFrom ? octets.Place : Inflate(frame, octets.LastRead).Place;
    }

    /// <summary>Inflates, and leaves the octets where it stopped.</summary>
    private SingleOctets Inflate(ReadOnlyMemory<byte> frame, int singleFrom)
    {
        SingleOctets octets = new(frame, singleFrom);
        using DeflateStream inflater = new(octets, CompressionMode.Decompress, leaveOpen: true);
        byte[] block = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long length = 0;
            for (int count; (count = inflater.Read(block)) > 0; length += count)
            {
                if (length + count > shape.Length + 1)
                    throw new CodestreamFormatException("the frame inflates to more than its pixels", octets.Place);
            }

            // A frame of odd length may be padded before it is deflated.
            bool isWhole = length == shape.Length || length == shape.Length + (shape.Length & 1);
            return isWhole && !octets.IsExhausted ? octets
                : throw new CodestreamFormatException("the frame does not inflate to its pixels", octets.Place);
        }
        catch (InvalidDataException)
        {
            throw new CodestreamFormatException("the deflate stream is damaged", octets.Place);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }

    /// <summary>
    /// The input of a DeflateStream, which reads ahead and does not say where its data ended: from some place on it gets single octets.
    /// </summary>
    private sealed class SingleOctets(ReadOnlyMemory<byte> octets, int singleFrom) : Stream
    {
        /// <summary>One past the last octet that was given.</summary>
        public int Place { get; private set; }

        /// <summary>Where the last read began.</summary>
        public int LastRead { get; private set; }

        /// <summary>Whether more was asked for than there is: the deflate stream is cut off.</summary>
        public bool IsExhausted { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            LastRead = Place;
            int most = Place < singleFrom ? singleFrom - Place : 1;
            int count = Math.Min(Math.Min(buffer.Length, most), octets.Length - Place);
            octets.Span.Slice(Place, count).CopyTo(buffer);
            Place += count;
            IsExhausted |= count == 0;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
