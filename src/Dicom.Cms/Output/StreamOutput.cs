using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// An output for a stream, which gets it at once and complete: written apart until then, in memory while small, else to a temporary file.
/// </summary>
internal sealed class StreamOutput : IDisposable
{
    private const long MemoryLimit = 16 << 20;
    private const int BlockLength = 1 << 20;

    private OutputBuffer? _complete;

    /// <summary>Where the output is written. It may take several tries; the one that is committed is sent.</summary>
    public OutputTarget NewTarget() => new Target(this);

    /// <summary>Sends the output.</summary>
    public void Send(Stream stream, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> block in Blocks())
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(block.Span);
        }
    }

    /// <summary>Sends the output; no thread waits where the stream needs none to.</summary>
    public async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (stream is FileStream { IsAsync: false, CanSeek: true } && stream.GetType() == typeof(FileStream))
        {
            Send(stream, cancellationToken); // Such a file would only have another thread wait.
            return;
        }

        foreach (ReadOnlyMemory<byte> block in Blocks()) await stream.WriteAsync(block, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _complete?.Dispose();

    // A block is good until the next one is asked for.
    private IEnumerable<ReadOnlyMemory<byte>> Blocks()
    {
        using ByteSource source = _complete!.AsSource();
        if (source.Length <= Array.MaxLength && source.TryGetMemory(0, (int)source.Length, out ReadOnlyMemory<byte> whole))
        {
            yield return whole;
            yield break;
        }

        byte[] block = GC.AllocateUninitializedArray<byte>(BlockLength);
        for (long offset = 0; offset < source.Length; offset += block.Length) yield return block.AsMemory(0, source.Read(offset, block));
    }

    private sealed class Target(StreamOutput output) : OutputTarget
    {
        private OutputBuffer? _buffer;

        public override OutputBuffer Open(long expectedLength) =>
            _buffer = expectedLength <= MemoryLimit ? OutputBuffer.InMemory(expectedLength) : OutputBuffer.InTemporaryFile();

        public override void Commit() => (output._complete, _buffer) = (_buffer, null);

        public override void Dispose()
        {
            _buffer?.Dispose();
            base.Dispose();
        }
    }
}
