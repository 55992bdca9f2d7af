using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>What is spooled holds identity in clear: nobody else can read it, and it has no name where the system allows.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TemporaryFileTests
{
    [LinuxFact]
    public void Create_OnLinux_IsReadableByItsOwnerAlone()
    {
        using TemporaryFile file = TemporaryFile.Create();
        File.GetUnixFileMode(file.Handle).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [LinuxFact]
    public void Create_OnLinux_HasNoNameAnyMore()
    {
        using TemporaryFile file = TemporaryFile.Create();
        LinkOf(file.Handle.DangerousGetHandle()).Should().EndWith(" (deleted)");
    }

    [Fact]
    public void Create_WrittenAtOffsets_ReadsBack()
    {
        using TemporaryFile file = TemporaryFile.Create();
        RandomAccess.Write(file.Handle, new byte[] { 1, 2, 3 }, 5);
        byte[] read = new byte[3];
        RandomAccess.Read(file.Handle, read, 5).Should().Be(3);
        read.Should().Equal(1, 2, 3);
        RandomAccess.GetLength(file.Handle).Should().Be(8);
    }

    [Fact]
    public void Dispose_ClosesTheFile()
    {
        TemporaryFile file = TemporaryFile.Create();
        Microsoft.Win32.SafeHandles.SafeFileHandle handle = file.Handle;
        file.Dispose();
        handle.IsClosed.Should().BeTrue();
    }

    [LinuxFact]
    public void FromStream_SpooledToDisk_LeavesNoNameAndOneUnlinkedFile()
    {
        int before = UnlinkedFiles(2_000_003);
        using (ByteSource source = ByteSource.FromStream(new ForwardStream(new byte[2_000_003])))
        {
            UnlinkedFiles(2_000_003).Should().Be(before + 1);
        }

        UnlinkedFiles(2_000_003).Should().Be(before);
    }

    [LinuxFact]
    public async Task FromStream_StreamThatFailsLate_LeavesNoFile()
    {
        const int Spooled = 3 << 20;
        int before = UnlinkedFiles(Spooled);
        byte[] bytes = new byte[Spooled + 5];

        Action spooling = () => ByteSource.FromStream(new ForwardStream(bytes, failsAt: bytes.Length));
        Func<Task> awaited = () => ByteSource.FromStreamAsync(new AwaitedStream(new ForwardStream(bytes, failsAt: bytes.Length)));

        spooling.Should().Throw<IOException>();
        await awaited.Should().ThrowAsync<IOException>();
        UnlinkedFiles(Spooled).Should().Be(before);
    }

    private static int UnlinkedFiles(long length) => Directory.GetFiles("/proc/self/fd").Count(descriptor =>
        new FileInfo(descriptor).LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == true
        && TryLength(descriptor) == length);

    private static long TryLength(string descriptor)
    {
        try
        {
            using FileStream stream = new(descriptor, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return stream.Length;
        }
        catch (IOException)
        {
            return -1; // Another test's descriptor, closed meanwhile.
        }
    }

    private static string LinkOf(nint handle) => new FileInfo($"/proc/self/fd/{handle}").LinkTarget ?? "";
}

/// <summary>A fact that looks into /proc; elsewhere it is reported as skipped with the reason.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "only Linux shows open files in /proc";
    }
}
