namespace Dicom.Cms.Data;

/// <summary>
/// The content of a stream that cannot seek. It may hold identifying values in clear, so it is kept in memory while small,
/// else in a temporary file that only its owner can read, unlinked at once where the system allows.
/// </summary>
internal sealed class SpooledByteSource : ByteSource
{
    private readonly TemporaryFile _file;
    private readonly FileByteSource _source;

    private SpooledByteSource(TemporaryFile file)
    {
        _file = file;
        _source = new FileByteSource(file.Handle, ownsHandle: false);
    }

    public override long Length => _source.Length;

    /// <exception cref="DicomFormatException">The stream gives more than <paramref name="limit"/> octets.</exception>
    public static ByteSource Fill(Stream stream, long limit, CancellationToken cancellationToken)
    {
        using Spool spool = new(limit);
        int count;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = stream.ReadAtLeast(spool.Block, spool.Block.Length, throwOnEndOfStream: false);
        }
        while (spool.Take(count));
        return spool.ToSource();
    }

    /// <inheritdoc cref="Fill"/>
    public static async Task<ByteSource> FillAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        using Spool spool = new(limit);
        int count;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = await stream.ReadAtLeastAsync(spool.Block, spool.Block.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
        }
        while (spool.Take(count));
        return spool.ToSource();
    }

    public override int Read(long offset, Span<byte> destination)
    {
        ThrowIfDisposed();
        return _source.Read(offset, destination);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Collects a stream block by block. Dispose deletes what <see cref="ToSource"/> did not hand over.</summary>
    private sealed class Spool(long limit) : IDisposable
    {
        private const int MemoryLimit = 1 << 20;

        private TemporaryFile? _file;
        private long _length;

        /// <summary>The buffer to read the stream into.</summary>
        public byte[] Block { get; } = GC.AllocateUninitializedArray<byte>(MemoryLimit);

        /// <summary>Adds what was read into <see cref="Block"/>. A block that is not full means the end of the stream.</summary>
        /// <returns>Whether there may be more.</returns>
        public bool Take(int count)
        {
            if (_length + count > limit) throw new DicomFormatException("The data are longer than the limit set", limit);
            bool isFull = count == Block.Length;
            if (isFull) _file ??= TemporaryFile.Create();
            if (_file is not null) RandomAccess.Write(_file.Handle, Block.AsSpan(0, count), _length);
            _length += count;
            return isFull;
        }

        public ByteSource ToSource()
        {
            if (_file is null) return new MemoryByteSource(Block.AsMemory(0, (int)_length));
            SpooledByteSource source = new(_file);
            _file = null;
            return source;
        }

        public void Dispose() => _file?.Dispose();
    }
}
