namespace Dicom.Cms.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_ALinkUnderTheName_IsReplacedAndNotFollowed(bool holdsSecret)
    {
        string victim = _folder.Write("victim", "untouched"u8.ToArray()), path = _folder.PathOf("key");
        File.CreateSymbolicLink(path, victim);

        AtomicFile.Write(path, "secret"u8, holdsSecret, overwrites: true);

        File.ReadAllText(victim).Should().Be("untouched");
        new FileInfo(path).LinkTarget.Should().BeNull();
        File.ReadAllText(path).Should().Be("secret");
    }

    [Fact]
    public void Write_WithoutOverwriting_FailsAndLeavesWhatIsThere()
    {
        string path = _folder.Write("key", "old"u8.ToArray());

        Action write = () => AtomicFile.Write(path, "new"u8, holdsSecret: true, overwrites: false);

        write.Should().Throw<IOException>();
        File.ReadAllText(path).Should().Be("old");
        _folder.Names.Should().Equal("key");
    }

    [Fact]
    public void Write_ASecretOverAFileForAll_IsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        string path = _folder.Write("key", "old"u8.ToArray());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        AtomicFile.Write(path, "new"u8, holdsSecret: true, overwrites: true);

        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Commit_TheTemporaryFileReplacedMeanwhile_IsRefused()
    {
        if (!OperatingSystem.IsLinux()) return;
        using OutputFile file = OutputFile.Create(_folder.PathOf("out.dcm"), holdsIdentity: true);
        file.Buffer.Write(0, "genuine"u8);
        string temporary = Path.Combine(_folder.Root, _folder.Names.Single());
        File.Move(temporary, _folder.PathOf("taken"));
        File.WriteAllText(temporary, "planted");

        Action commit = () => file.Commit();

        commit.Should().Throw<IOException>();
        File.Exists(_folder.PathOf("out.dcm")).Should().BeFalse();
    }

    [Fact]
    public void TryWrite_ABulkValueThatIsNotItsOwn_WritesNothingElse()
    {
        ItemKey key = ItemKey.Create();
        BulkValue bulk = BulkValue.ToBind(0, Data.Tags.PixelData, vr: 0, length: 8, keys: 1);
        using OutputBuffer output = OutputBuffer.InMemory(64);
        OutputPart[] parts =
        [
            new BytesPart("Quillfeather"u8.ToArray()),
            new CopyPart(Data.ByteSource.FromMemory(new byte[8]), 0, 8, bulk),
        ];

        bool isWritten = OutputWriter.TryWrite(output, parts, BulkBinding.Checking(key), CancellationToken.None);

        isWritten.Should().BeFalse();
        using Data.ByteSource written = output.AsSource();
        written.ReadRange(0, (int)written.Length).Span.IndexOf("Quillfeather"u8).Should().BeNegative();
    }
}
