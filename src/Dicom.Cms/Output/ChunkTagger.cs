namespace Dicom.Cms;

/// <summary>Computes, or checks, the tags of bulk values while their chunks are copied. Each worker has one of its own.</summary>
internal abstract class ChunkTagger : IDisposable
{
    /// <summary>Looks at one chunk.</summary>
    /// <param name="bulk">The value, bound.</param>
    /// <param name="number">Which of its chunks.</param>
    /// <param name="octets">The chunk.</param>
    /// <returns>False where the chunk is not the one that its tag binds: the copying ends.</returns>
    public abstract bool Visit(BulkValue bulk, long number, ReadOnlySpan<byte> octets);

    /// <inheritdoc/>
    public abstract void Dispose();
}
