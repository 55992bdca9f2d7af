namespace Dicom.Cms;

/// <summary>An output of an <see cref="OutputBatch"/> that could not be flushed or renamed.</summary>
/// <param name="Path">The full path that it should have got.</param>
/// <param name="Exception">Why: an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
public sealed record OutputFailure(string Path, Exception Exception);
