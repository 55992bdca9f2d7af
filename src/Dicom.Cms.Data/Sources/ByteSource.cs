using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms.Data;

/// <summary>
/// Bytes that can be read at any offset: a file, a block of memory, or a stream spooled to a temporary file.
/// Reading at an offset has no state, so that one source serves several threads.
/// </summary>
public abstract class ByteSource : IDisposable
{
    private bool _disposed;

    /// <summary>The number of octets.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a file for reading. Others may read it meanwhile, not write it.</summary>
    public static ByteSource OpenFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileByteSource(File.OpenHandle(path), ownsHandle: true);
    }

    /// <summary>Reads from an open file, which the caller keeps and closes, and which must not change meanwhile.</summary>
    public static ByteSource FromHandle(SafeFileHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return new FileByteSource(handle, ownsHandle: false);
    }

    /// <summary>Reads from a block of memory, which must not change meanwhile.</summary>
    public static ByteSource FromMemory(ReadOnlyMemory<byte> bytes) => new MemoryByteSource(bytes);

    /// <summary>
    /// Takes the rest of a stream. A seekable stream is read in place, from its present position, which may move. Any other
    /// stream is spooled: to memory up to 1 MiB, beyond that to a temporary file of mode 0600 that is unlinked at once where
    /// the system allows, and deleted on dispose elsewhere.
    /// </summary>
    public static ByteSource FromStream(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (InPlace(stream) is { } source) return source;
        return stream.CanSeek ? new StreamByteSource(stream) : SpooledByteSource.Fill(stream, long.MaxValue, cancellationToken);
    }

    /// <summary>
    /// Takes the rest of a stream, asynchronously. Memory and files are read in place. Any other stream, seekable or not, is
    /// spooled as <see cref="FromStream"/> does: the request body of a web server may be able to seek and still refuse
    /// synchronous reads.
    /// </summary>
    public static Task<ByteSource> FromStreamAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream is { CanSeek: true } and (MemoryStream or FileStream)
            ? Task.FromResult(FromStream(stream, cancellationToken))
            : SpooledByteSource.FillAsync(stream, long.MaxValue, cancellationToken);
    }

    // Memory and files, without a copy and without moving the position. A class derived from one of theirs may read something else.
    private static ByteSource? InPlace(Stream stream) => stream switch
    {
        MemoryStream memory when memory.GetType() == typeof(MemoryStream) && memory.TryGetBuffer(out ArraySegment<byte> buffer) =>
            FromMemory(buffer.AsMemory((int)Math.Min(memory.Position, buffer.Count))),
        FileStream { CanSeek: true, CanWrite: false, Position: 0 } file when file.GetType() == typeof(FileStream) =>
            FromHandle(file.SafeFileHandle),
        _ => null,
    };

    /// <summary>Reads octets from <paramref name="offset"/> on.</summary>
    /// <returns>How many were read: fewer than asked only at the end of the source.</returns>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public abstract int Read(long offset, Span<byte> destination);

    /// <summary>Gives a range as memory without copying, where the source is memory or keeps that range in memory.</summary>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public virtual bool TryGetMemory(long offset, int length, out ReadOnlyMemory<byte> memory)
    {
        ThrowIfDisposed();
        memory = default;
        return false;
    }

    /// <summary>
    /// Tells where a range comes from. An object protected or recovered in memory takes unchanged values from the source it was
    /// made of; the owner of that source can find them there and need not read them again.
    /// </summary>
    /// <returns>
    /// The source that holds the range, and the offset in it; this source if the range is its own or has several origins.
    /// </returns>
    public virtual (ByteSource Source, long Offset) Locate(long offset, long length) => (this, offset);

    /// <summary>Reads a range, whole.</summary>
    /// <exception cref="DicomFormatException">The source ends before the range does.</exception>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public ReadOnlyMemory<byte> ReadRange(long offset, int length)
    {
        ThrowIfDisposed();
        if (TryGetMemory(offset, length, out ReadOnlyMemory<byte> memory)) return memory;
        if (offset + length > Length) throw new DicomFormatException("The data end too early", Length);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        if (Read(offset, bytes) != length) throw new DicomFormatException("The data end too early", offset);
        return bytes;
    }

    /// <summary>Closes the source. Reading from it afterwards throws an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _disposed = true;
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the source holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
