namespace Dicom.Cms;

/// <summary>An output of an <see cref="OutputBatch"/> that could not be flushed or renamed.</summary>
internal sealed record OutputFailure
{
    internal OutputFailure(string path, Exception exception)
    {
        Path = path;
        Exception = exception;
    }

    /// <summary>The full path that the output should have got.</summary>
    public string Path { get; }

    /// <summary>The reason: an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public Exception Exception { get; }
}
