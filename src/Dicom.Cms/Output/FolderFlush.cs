using System.Runtime.InteropServices;
using System.Text;

namespace Dicom.Cms;

/// <summary>
/// Has the system write a folder to disk, so that names given in it survive a loss of power. The platform's file API opens no folders, so
/// this calls the system itself; where that is not possible nothing is done, and the system writes it soon after.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000;

    /// <summary>Flushes a folder.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        int descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], ReadOnly | CloseOnExec);
        if (descriptor < 0) return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", ExactSpelling = true)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    private static extern int Close(int descriptor);
}
