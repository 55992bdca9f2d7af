using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Where an output goes once it is complete: a file, memory, or what is then sent to a stream. Disposed without commit,
/// nothing is left.
/// </summary>
internal abstract class OutputTarget : IDisposable
{
    /// <summary>A file that appears complete or not at all: at once, or with the others of a batch.</summary>
    /// <exception cref="ArgumentException">Another output of the batch waits for this path.</exception>
    /// <param name="path">The path.</param>
    /// <param name="batch">With which it appears; null where at once.</param>
    /// <param name="holdsIdentity">Whether it names the patient: only its owner may read it then.</param>
    public static OutputTarget ToFile(string path, OutputBatch? batch, bool holdsIdentity)
    {
        batch?.RefuseSecond(path);
        return new FileTarget(OutputFile.Create(path, holdsIdentity), batch);
    }

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
