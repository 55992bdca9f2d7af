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

    /// <summary>
    /// Writes parts, leaving room where some is reserved. Bulk values go first, and all else only when they turned out right: what names
    /// the patient never stands beside pixels that are not his.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="parts">The parts in their order.</param>
    /// <param name="newTagger">Computes or checks the tags of bulk values on the way; null where they are not bound.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>False where a bulk value is not the one that its tags bind. The output is then to be dropped.</returns>
    public static bool TryWrite(
        OutputBuffer output, IReadOnlyList<OutputPart> parts, Func<ChunkTagger>? newTagger, CancellationToken cancellationToken)
    {
        long position = 0;
        foreach (OutputPart part in parts)
        {
            if (IsBulk(part, newTagger) && !TryWriteBulk(output, position, part, newTagger!, cancellationToken)) return false;
            position += part.Length;
        }

        using StagedOutput staged = new(output);
        position = 0;
        foreach (OutputPart part in parts)
        {
            if (!IsBulk(part, newTagger)) Write(staged, output, position, part, cancellationToken);
            position += part.Length;
        }

        staged.Flush();
        return true;
    }

    private static bool IsBulk(OutputPart part, Func<ChunkTagger>? newTagger) =>
        newTagger is not null
        && part is CopyPart { Bulk.IsBound: true } or PixelPart { Bulk.IsBound: true } or EditedPart { Copy.Bulk.IsBound: true };

    private static bool TryWriteBulk(
        OutputBuffer output, long position, OutputPart part, Func<ChunkTagger> newTagger, CancellationToken cancellationToken)
    {
        if (part is CopyPart copy) return TryCopyBulk(output, position, copy, newTagger, cancellationToken);
        if (part is EditedPart edited) return EditedCopy.TryWrite(output, position, edited, newTagger, cancellationToken);
        using ChunkTagger tagger = newTagger();
        CopyBlackened(output, position, (PixelPart)part, tagger, cancellationToken);
        return true;
    }

    private static void Write(
        StagedOutput staged, OutputBuffer output, long position, OutputPart part, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case BytesPart bytes:
                staged.Write(position, bytes.Bytes.Span);
                break;
            case CopyPart { UnitLength: 1 } copy when output.TryRefer(position, copy.Source, copy.Offset, copy.Count):
                break;
            case CopyPart { UnitLength: 1, Count: <= StagedOutput.Capacity } copy:
                Read(copy.Source, copy.Offset, staged.Add(position, (int)copy.Count));
                break;
            case CopyPart copy:
                staged.Flush();
                Copy(output, position, copy, cancellationToken);
                break;
            case PixelPart pixels:
                staged.Flush();
                CopyBlackened(output, position, pixels, tagger: null, cancellationToken);
                break;
            case EditedPart edited:
                staged.Flush();
                EditedCopy.TryWrite(output, position, edited, newTagger: null, cancellationToken);
                break;
        }
    }

    private static void Copy(OutputBuffer output, long position, CopyPart part, CancellationToken cancellationToken) =>
        ChunkWorker.ForEachChunk(part.Count, newTagger: null, output.TakesSeveralAtOnce, (worker, number) =>
        {
            CopyChunk(output, position, part, worker, number);
            return true;
        }, cancellationToken);

    private static bool TryCopyBulk(
        OutputBuffer output, long position, CopyPart part, Func<ChunkTagger> newTagger, CancellationToken cancellationToken)
    {
        BulkValue bulk = part.Bulk!;
        Debug.Assert(part.Count == bulk.Length, "The bulk value is the whole part.");
        bool isReferred = part.UnitLength == 1 && output.TryRefer(position, part.Source, part.Offset, part.Count);
        return ChunkWorker.ForEachChunk(part.Count, newTagger, isReferred || output.TakesSeveralAtOnce, (worker, number) =>
        {
            ReadOnlySpan<byte> chunk = CopyChunk(isReferred ? null : output, position, part, worker, number);
            return worker.Tagger!.Visit(bulk, number, chunk);
        }, cancellationToken);
    }

    /// <summary>Copies a chunk, or only reads it where <paramref name="output"/> is null; where it lies in memory, not even that.</summary>
    public static ReadOnlySpan<byte> CopyChunk(OutputBuffer? output, long position, CopyPart part, ChunkWorker worker, long number)
    {
        long done = number * BulkValue.ChunkLength;
        int length = (int)Math.Min(BulkValue.ChunkLength, part.Count - done);
        if (part.UnitLength > 1) return CopySwapped(output, position + done, part, done, worker.BlockOf(length));
        if (part.Source.TryGetMemory(part.Offset + done, length, out ReadOnlyMemory<byte> present))
        {
            output?.Write(position + done, present.Span);
            return present.Span;
        }

        if (output is not null && output.TryGetRoom(position + done, length, out Span<byte> room))
        {
            Read(part.Source, part.Offset + done, room);
            return room;
        }

        Span<byte> chunk = worker.BlockOf(length);
        for (int at = 0; at < chunk.Length; at += CopyLength)
        {
            Span<byte> piece = chunk[at..Math.Min(at + CopyLength, chunk.Length)];
            Read(part.Source, part.Offset + done + at, piece);
            output?.Write(position + done + at, piece);
        }

        return chunk;
    }

    private static Span<byte> CopySwapped(OutputBuffer? output, long position, CopyPart part, long done, Span<byte> chunk)
    {
        Read(part.Source, part.Offset + done, chunk);
        ByteOrder.Swap(chunk, part.UnitLength);
        output?.Write(position, chunk);
        return chunk;
    }

    private static void CopyBlackened(
        OutputBuffer output, long position, PixelPart part, ChunkTagger? tagger, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent((int)Math.Min(BulkValue.ChunkLength, part.Count));
        try
        {
            for (long done = 0; done < part.Count; done += BulkValue.ChunkLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<byte> chunk = block.AsSpan(0, (int)Math.Min(BulkValue.ChunkLength, part.Count - done));
                Read(part.Source, part.Offset + done, chunk);
                part.Blackening.Apply(chunk, done);
                tagger?.Visit(part.Bulk!, done / BulkValue.ChunkLength, chunk);
                output.Write(position + done, chunk);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block, clearArray: true); // What was black is identity.
        }
    }

    private static void Read(ByteSource source, long offset, Span<byte> chunk)
    {
        if (source.Read(offset, chunk) != chunk.Length)
            throw new DicomFormatException("The source ends earlier than it did before", offset);
    }
}
