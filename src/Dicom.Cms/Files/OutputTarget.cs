using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Where an output goes once it is complete: a file, a stream, or memory. Disposed without commit, nothing is left.</summary>
internal abstract class OutputTarget : IDisposable
{
    private const long MemoryLimit = 16 << 20;

    /// <summary>A file that appears complete or not at all.</summary>
    public static OutputTarget ToFile(string path) => new FileTarget(OutputFile.Create(path));

    /// <summary>A stream that gets everything at once, at the end.</summary>
    public static OutputTarget ToStream(Stream stream) => new StreamTarget(stream);

    /// <summary>Memory, to be read back.</summary>
    public static MemoryTarget ToMemory() => new();

    /// <summary>Opens the output for writing, once.</summary>
    public abstract OutputBuffer Open(long expectedLength);

    /// <summary>Hands the complete output over.</summary>
    public abstract void Commit();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    private sealed class FileTarget(OutputFile file) : OutputTarget
    {
        public override OutputBuffer Open(long expectedLength) => file.Buffer;

        public override void Commit() => file.Commit();

        public override void Dispose()
        {
            file.Dispose();
            base.Dispose();
        }
    }

    private sealed class StreamTarget(Stream stream) : OutputTarget
    {
        private TemporaryFile? _spool;
        private OutputBuffer? _buffer;

        public override OutputBuffer Open(long expectedLength)
        {
            if (expectedLength <= MemoryLimit) return _buffer = OutputBuffer.InMemory(expectedLength);
            _spool = TemporaryFile.Create();
            return _buffer = OutputBuffer.InFile(_spool.Handle);
        }

        public override void Commit()
        {
            using ByteSource source = _buffer!.AsSource();
            byte[] block = GC.AllocateUninitializedArray<byte>((int)Math.Min(source.Length, 1 << 20));
            for (long offset = 0; offset < source.Length; offset += block.Length)
            {
                int count = source.Read(offset, block);
                stream.Write(block, 0, count);
            }
        }

        public override void Dispose()
        {
            _spool?.Dispose();
            base.Dispose();
        }
    }

    internal sealed class MemoryTarget : OutputTarget
    {
        private OutputBuffer? _buffer;

        public ByteSource Source => _buffer!.AsSource();

        public override OutputBuffer Open(long expectedLength) => _buffer = new ComposedOutput();

        public override void Commit()
        {
        }
    }
}
