using Microsoft.Win32.SafeHandles;

namespace Dicom.Cms.Data;

/// <summary>A temporary file for data that must not stay: mode 0600, unlinked at once where the system allows.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly FileStream _stream;

    private TemporaryFile(FileStream stream) => _stream = stream;

    /// <summary>The open file, for reading and writing at offsets.</summary>
    public SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>Creates an empty file in the system's temporary folder.</summary>
    public static TemporaryFile Create()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new TemporaryFile(new FileStream(path, options));
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        TemporaryFile file = new(new FileStream(path, options));
        File.Delete(path);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
