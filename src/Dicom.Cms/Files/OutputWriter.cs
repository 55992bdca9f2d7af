using System.Buffers;
using System.Diagnostics;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Writes the parts of an output one behind the other. Bulk values get their tags on the way.</summary>
internal static class OutputWriter
{
    /// <summary>Octets of all parts.</summary>
    public static long LengthOf(IEnumerable<OutputPart> parts) => parts.Sum(part => part.Length);

    /// <summary>Writes parts, leaving room where some is reserved.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="parts">The parts in their order.</param>
    /// <param name="binding">Computes the tags of bulk values; null where they are not bound.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static void Write(OutputBuffer output, IReadOnlyList<OutputPart> parts, BulkBinding? binding, CancellationToken cancellationToken)
    {
        long position = 0;
        byte[] block = ArrayPool<byte>.Shared.Rent(BulkValue.ChunkLength);
        try
        {
            foreach (OutputPart part in parts)
            {
                if (part is BytesPart bytes) output.Write(position, bytes.Bytes.Span);
                if (part is CopyPart copy) Copy(output, position, copy, block, binding, cancellationToken);
                if (part is PixelPart pixels) CopyBlackened(output, position, pixels, block, cancellationToken);
                position += part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true);
        }
    }

    private static void CopyBlackened(OutputBuffer output, long position, PixelPart part, byte[] block, CancellationToken cancellationToken)
    {
        for (long done = 0; done < part.Count; done += BulkValue.ChunkLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> chunk = block.AsSpan(0, (int)Math.Min(BulkValue.ChunkLength, part.Count - done));
            if (part.Source.Read(part.Offset + done, chunk) != chunk.Length)
                throw new DicomFormatException("The source ends earlier than it did before", part.Offset + done);
            part.Blackening.Apply(chunk, done);
            output.Write(position + done, chunk);
        }
    }

    private static void Copy(
        OutputBuffer output, long position, CopyPart part, byte[] block, BulkBinding? binding, CancellationToken cancellationToken)
    {
        byte[]? tags = binding is null ? null : part.Bulk?.ChunkTags;
        bool isReferred = output.TryRefer(position, part.Source, part.Offset, part.Count);
        if (isReferred && tags is null) return;
        Debug.Assert(tags is null || part.Count == part.Bulk!.Length, "The bulk value is the whole part.");
        for (long done = 0; done < part.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> chunk = block.AsSpan(0, (int)Math.Min(BulkValue.ChunkLength, part.Count - done));
            if (part.Source.Read(part.Offset + done, chunk) != chunk.Length)
                throw new DicomFormatException("The source ends earlier than it did before", part.Offset + done);
            if (!isReferred) output.Write(position + done, chunk);
            if (tags is not null)
            {
                long number = done / BulkValue.ChunkLength;
                Span<byte> tag = tags.AsSpan((int)number * BulkValue.ChunkTagLength, BulkValue.ChunkTagLength);
                binding!.ComputeTag(part.Bulk!.Ordinal, number, chunk, tag);
            }

            done += chunk.Length;
        }
    }
}
