using System.IO.Compression;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes a Deflated file (PS3.5 A.5): prefix, the data set as one deflate stream, suffix.</summary>
internal static class DeflatedOutput
{
    public static void Write(
        OutputBuffer output, ReadOnlyMemory<byte> prefix, IReadOnlyList<OutputPart> dataSet, ReadOnlyMemory<byte> suffix,
        CancellationToken cancellationToken)
    {
        using BufferStream stream = new(output);
        stream.Write(prefix.Span);
        using (DeflateStream deflater = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] block = GC.AllocateUninitializedArray<byte>(1 << 16);
            foreach (OutputPart part in dataSet)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (part is BytesPart bytes) deflater.Write(bytes.Bytes.Span);
                if (part is CopyPart copy) Copy(deflater, copy, block);
            }
        }

        // PS3.5 A.5: a stream of odd length is padded with one 00. A suffix that is kept has it already.
        if (suffix.IsEmpty && stream.Position % 2 != 0) stream.WriteByte(0);
        stream.Write(suffix.Span);
    }

    private static void Copy(DeflateStream deflater, CopyPart copy, byte[] block)
    {
        for (long done = 0; done < copy.Count;)
        {
            int count = copy.Source.Read(copy.Offset + done, block.AsSpan(0, (int)Math.Min(block.Length, copy.Count - done)));
            if (count == 0) throw new DicomFormatException("The source ends earlier than it did before", copy.Offset + done);
            deflater.Write(block, 0, count);
            done += count;
        }
    }

    /// <summary>An output seen as a stream that only goes forward.</summary>
    private sealed class BufferStream(OutputBuffer output) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Position;

        public override long Position { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            output.Write(Position, buffer);
            Position += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
