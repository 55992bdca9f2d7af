using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Where an output goes once it is complete: a file, a stream, or memory. Disposed without commit, nothing is left.</summary>
internal abstract class OutputTarget : IDisposable
{
    private const long MemoryLimit = 16 << 20;

    /// <summary>A file that appears complete or not at all: at once, or with the others of a batch.</summary>
    /// <exception cref="ArgumentException">Another output of the batch waits for this path.</exception>
    public static OutputTarget ToFile(string path, OutputBatch? batch = null)
    {
        batch?.RefuseSecond(path);
        return new FileTarget(OutputFile.Create(path), batch);
    }

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

    private sealed class FileTarget(OutputFile file, OutputBatch? batch) : OutputTarget
    {
        private bool _waits;

        public override OutputBuffer Open(long expectedLength) => file.Buffer;

        public override void Commit()
        {
            if (batch is null)
            {
                file.Commit();
                return;
            }

            batch.Add(file);
            _waits = true;
        }

        public override void Dispose()
        {
            if (!_waits) file.Dispose();
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
            if (source.TryGetMemory(0, (int)Math.Min(source.Length, Array.MaxLength), out ReadOnlyMemory<byte> whole) && whole.Length == source.Length)
            {
                stream.Write(whole.Span);
                return;
            }

            byte[] block = GC.AllocateUninitializedArray<byte>((int)Math.Min(source.Length, 1 << 20));
            for (long offset = 0; offset < source.Length; offset += block.Length)
            {
                int count = source.Read(offset, block);
                stream.Write(block, 0, count);
            }
        }

        public override void Dispose()
        {
            _buffer?.Dispose();
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
