namespace Dicom.Cms.Benchmarks;

/// <summary>What a stream is to a caller of the library.</summary>
public enum StreamKind
{
    /// <summary>A stream over memory, its room kept.</summary>
    Memory,

    /// <summary>A file opened and another created for each object, in the system's temporary folder: eng/benchmark.sh puts it on a
    /// tmpfs.</summary>
    File,
}

/// <summary>An input, and a place for the output, as streams of one kind.</summary>
internal sealed class ObjectStreams : IDisposable
{
    private readonly StreamKind _kind;
    private readonly byte[] _input;
    private readonly byte[] _room = [];
    private readonly DirectoryInfo? _folder;

    /// <param name="kind">Which streams.</param>
    /// <param name="input">The input.</param>
    /// <param name="room">Octets an output may have, beyond those of the input.</param>
    public ObjectStreams(StreamKind kind, byte[] input, int room = 4 << 20)
    {
        _kind = kind;
        _input = input;
        if (kind == StreamKind.Memory)
        {
            _room = new byte[input.Length + room];
            return;
        }

        _folder = Directory.CreateTempSubdirectory("dicom-cms-benchmark-");
        System.IO.File.WriteAllBytes(InputPath, input);
    }

    private string InputPath => Path.Combine(_folder!.FullName, "input.dcm");

    /// <summary>Opens the input.</summary>
    public Stream OpenInput() =>
        _kind == StreamKind.Memory ? new MemoryStream(_input, writable: false) : System.IO.File.OpenRead(InputPath);

    /// <summary>Opens the output, empty.</summary>
    public Stream OpenOutput()
    {
        if (_kind == StreamKind.File) return System.IO.File.Create(Path.Combine(_folder!.FullName, "output.dcm"));
        MemoryStream output = new(_room);
        output.SetLength(0);
        return output;
    }

    /// <summary>The baseline: the input, and nothing done to it.</summary>
    public void Copy()
    {
        using Stream input = OpenInput(), output = OpenOutput();
        input.CopyTo(output);
    }

    public void Dispose() => _folder?.Delete(recursive: true);
}
