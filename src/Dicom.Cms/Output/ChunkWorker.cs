using System.Buffers;

namespace Dicom.Cms;

/// <summary>
/// Works on the chunks of a large value, with a block and a tagger of its own: reading, tag and writing of a chunk depend on no other, so
/// that several workers share one value.
/// </summary>
internal sealed class ChunkWorker : IDisposable
{
    // Smaller values are done before a second thread is there.
    private const long OneWorkerUpTo = 16 << 20;

    // More of them take memory and find the disk busy.
    private const int MostWorkers = 4;

    private readonly byte[] _block;

    private ChunkWorker(int blockLength, ChunkTagger? tagger)
    {
        _block = ArrayPool<byte>.Shared.Rent(blockLength);
        Tagger = tagger;
    }

    /// <summary>Computes or checks tags, for this worker alone; null where there are none.</summary>
    public ChunkTagger? Tagger { get; }

    /// <summary>Does something with every chunk of a value, in their order as far as several at once have one.</summary>
    /// <param name="length">Octets of the value.</param>
    /// <param name="newTagger">Gives each worker its tagger; null where there are no tags.</param>
    /// <param name="inParallel">Whether several workers may be at it at once.</param>
    /// <param name="work">Takes the number of a chunk; false ends the work.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether all of it was done.</returns>
    public static bool ForEachChunk(
        long length, Func<ChunkTagger>? newTagger, bool inParallel, Func<ChunkWorker, long, bool> work, CancellationToken cancellationToken)
    {
        long chunks = (length + BulkValue.ChunkLength - 1) / BulkValue.ChunkLength;
        int blockLength = (int)Math.Min(BulkValue.ChunkLength, length);
        long next = -1;
        bool isStopped = false;
        if (inParallel && length > OneWorkerUpTo) RunInParallel(WorkOn);
        else WorkOn();
        return !isStopped;

        void WorkOn()
        {
            using ChunkWorker worker = new(blockLength, newTagger?.Invoke());
            for (
                long number = Interlocked.Increment(ref next);
                number < chunks && !Volatile.Read(ref isStopped);
                number = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!work(worker, number)) Volatile.Write(ref isStopped, true);
            }
        }
    }

    private static void RunInParallel(Action work)
    {
        try
        {
            int workers = Math.Min(Environment.ProcessorCount, MostWorkers);
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => work());
        }
        catch (AggregateException exception) when (exception.InnerException is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Room for octets of a chunk.</summary>
    public Span<byte> BlockOf(int length) => _block.AsSpan(0, length);

    // What a block held stays in clear beside the Items; nothing of it is secret.
    public void Dispose()
    {
        Tagger?.Dispose();
        ArrayPool<byte>.Shared.Return(_block);
    }
}
