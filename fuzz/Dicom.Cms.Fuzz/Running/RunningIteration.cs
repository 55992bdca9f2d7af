using System.IO.MemoryMappedFiles;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// The iteration that each job is at, in a mapped file: it outlives the process that a stack overflow ends, which no handler sees.
/// </summary>
internal sealed class RunningIteration : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string _path;

    public RunningIteration(string folder, string target, int jobs)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, $"{target}.running");
        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, jobs * sizeof(long));
        _view = _file.CreateViewAccessor();
    }

    public void Set(int job, long iteration) => _view.Write(job * sizeof(long), iteration);

    /// <summary>The run ended by itself: the file goes.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
