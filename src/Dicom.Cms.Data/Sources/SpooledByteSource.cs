namespace Dicom.Cms.Data;

/// <summary>
/// What came from a stream that cannot seek. It may hold identity in clear: memory while small, else a temporary file that
/// only its owner can read, unlinked at once where the system allows.
/// </summary>
internal static class SpooledByteSource
{
    private const int MemoryLimit = 1 << 20;

    /// <exception cref="DicomFormatException">The stream gives more than <paramref name="limit"/> octets.</exception>
    public static ByteSource Fill(Stream stream, long limit, CancellationToken cancellationToken)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(MemoryLimit);
        int count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (count > limit) throw TooLong(limit);
        if (count < buffer.Length) return new MemoryByteSource(buffer.AsMemory(0, count));

        TemporaryFile file = TemporaryFile.Create();
        try
        {
            long length = 0;
            for (; count > 0; count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (length + count > limit) throw TooLong(limit);
                RandomAccess.Write(file.Handle, buffer.AsSpan(0, count), length);
                length += count;
            }

            return new TemporaryByteSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static DicomFormatException TooLong(long limit) => new("The data are longer than the limit set", limit);

    private sealed class TemporaryByteSource(TemporaryFile file) : ByteSource
    {
        private readonly FileByteSource _source = new(file.Handle, ownsHandle: false);

        public override long Length => _source.Length;

        public override int Read(long offset, Span<byte> destination) => _source.Read(offset, destination);

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
