using System.Buffers;
using System.Diagnostics;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes the parts of an output one behind the other. Bulk values get their tags on the way.</summary>
internal static class OutputWriter
{
    // What was just read is written while it is in the cache of the processor.
    private const int CopyLength = 128 * 1024;

    /// <summary>Octets of all parts.</summary>
    public static long LengthOf(IEnumerable<OutputPart> parts) => parts.Sum(part => part.Length);

    /// <summary>Writes parts, leaving room where some is reserved.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="parts">The parts in their order.</param>
    /// <param name="binding">Computes the tags of bulk values; null where they are not bound.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static void Write(OutputBuffer output, IReadOnlyList<OutputPart> parts, BulkBinding? binding, CancellationToken cancellationToken)
    {
        using StagedOutput staged = new(output);
        long position = 0;
        foreach (OutputPart part in parts)
        {
            switch (part)
            {
                case BytesPart bytes:
                    staged.Write(position, bytes.Bytes.Span);
                    break;
                case CopyPart copy when TagsOf(copy, binding) is { } tags:
                    staged.Flush();
                    CopyBulk(output, position, copy, binding!, tags, cancellationToken);
                    break;
                case CopyPart copy when output.TryRefer(position, copy.Source, copy.Offset, copy.Count):
                    break;
                case CopyPart { Count: <= StagedOutput.Capacity } copy:
                    Read(copy.Source, copy.Offset, staged.Add(position, (int)copy.Count));
                    break;
                case CopyPart copy:
                    staged.Flush();
                    Copy(output, position, copy, cancellationToken);
                    break;
                case PixelPart pixels:
                    staged.Flush();
                    CopyBlackened(output, position, pixels, cancellationToken);
                    break;
            }

            position += part.Length;
        }

        staged.Flush();
    }

    private static byte[]? TagsOf(CopyPart part, BulkBinding? binding) => binding is null ? null : part.Bulk?.ChunkTags;

    private static void Copy(OutputBuffer output, long position, CopyPart part, CancellationToken cancellationToken)
    {
        byte[] block = RentBlock(part.Count);
        for (long done = 0; done < part.Count; done += BulkValue.ChunkLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> chunk = ChunkOf(block, part.Count, done);
            Read(part.Source, part.Offset + done, chunk);
            output.Write(position + done, chunk);
        }

        ArrayPool<byte>.Shared.Return(block); // What is copied stays in clear.
    }

    private static void CopyBulk(
        OutputBuffer output, long position, CopyPart part, BulkBinding binding, byte[] tags, CancellationToken cancellationToken)
    {
        Debug.Assert(part.Count == part.Bulk!.Length, "The bulk value is the whole part.");
        bool isReferred = output.TryRefer(position, part.Source, part.Offset, part.Count);
        byte[] block = RentBlock(part.Count);
        for (long done = 0; done < part.Count; done += BulkValue.ChunkLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> chunk = ChunkOf(block, part.Count, done);
            for (int at = 0; at < chunk.Length; at += CopyLength)
            {
                Span<byte> piece = chunk[at..Math.Min(at + CopyLength, chunk.Length)];
                Read(part.Source, part.Offset + done + at, piece);
                if (!isReferred) output.Write(position + done + at, piece);
            }

            long number = done / BulkValue.ChunkLength;
            binding.ComputeTag(part.Bulk!.Ordinal, number, chunk, tags.AsSpan((int)number * BulkValue.ChunkTagLength, BulkValue.ChunkTagLength));
        }

        ArrayPool<byte>.Shared.Return(block);
    }

    private static void CopyBlackened(OutputBuffer output, long position, PixelPart part, CancellationToken cancellationToken)
    {
        byte[] block = RentBlock(part.Count);
        try
        {
            for (long done = 0; done < part.Count; done += BulkValue.ChunkLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<byte> chunk = ChunkOf(block, part.Count, done);
                Read(part.Source, part.Offset + done, chunk);
                part.Blackening.Apply(chunk, done);
                output.Write(position + done, chunk);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true); // What was black is identity.
        }
    }

    private static byte[] RentBlock(long count) => ArrayPool<byte>.Shared.Rent((int)Math.Min(BulkValue.ChunkLength, count));

    private static Span<byte> ChunkOf(byte[] block, long count, long done) => block.AsSpan(0, (int)Math.Min(BulkValue.ChunkLength, count - done));

    private static void Read(ByteSource source, long offset, Span<byte> chunk)
    {
        if (source.Read(offset, chunk) != chunk.Length) throw new DicomFormatException("The source ends earlier than it did before", offset);
    }
}
