using System.Diagnostics.CodeAnalysis;

namespace Dicom.Cms;

/// <summary>The jobs of a run. One thread after the other asks for the next: they are listed while they are worked on.</summary>
internal sealed class JobQueue(IEnumerable<FileJob> jobs) : IDisposable
{
    private readonly Lock _turn = new();
    private IEnumerator<FileJob>? _next;
    private bool _isAtEnd;

    /// <summary>Takes the next job.</summary>
    /// <exception cref="InvalidOperationException">It is null.</exception>
    public bool TryTake([MaybeNullWhen(false)] out FileJob job)
    {
        lock (_turn)
        {
            _next ??= jobs.GetEnumerator();
            _isAtEnd = _isAtEnd || !_next.MoveNext();
            job = _isAtEnd ? null : _next.Current ?? throw new InvalidOperationException("A job of the run is null.");
            return !_isAtEnd;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _next?.Dispose();
}
