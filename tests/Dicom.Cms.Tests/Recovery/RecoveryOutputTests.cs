using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>An output appears complete or not at all.</summary>
public sealed class RecoveryOutputTests
{
    private static readonly byte[] Original = RecoverySamples.OctetImage(RecoverySamples.Octets(3 << 20));
    private static readonly byte[] Protected = Roundtrip.Protect(Original);

    [Fact]
    public void Recover_Refused_LeavesTheOldOutputAndNothingElse()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", ObjectEditor.Open(Protected).SetText(0x0008_0018, "UI", "2.25.1").Write());
        string output = folder.Write("output.dcm", [1, 2, 3]);
        Action recovery = () => Roundtrip.AsArchive.Recover(input, output);

        recovery.Should().Throw<RecoveryException>();

        File.ReadAllBytes(output).Should().Equal(1, 2, 3);
        folder.Names.Should().Equal("input.dcm", "output.dcm");
    }

    [Fact]
    public void Recover_AnOutputThatIsThere_IsReplaced()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected), output = folder.Write("output.dcm", new byte[9 << 20]);

        Roundtrip.AsArchive.Recover(input, output);

        File.ReadAllBytes(output).AsSpan().SequenceEqual(Original).Should().BeTrue();
        folder.Names.Should().Equal("input.dcm", "output.dcm");
    }

    [Fact]
    public void Recover_WhatStandsUnderATemporaryName_IsLeftAlone()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected), output = folder.PathOf("output.dcm");
        string stale = folder.Write(".output.dcm.partial", [1, 2, 3]);

        Roundtrip.AsArchive.Recover(input, output);

        File.ReadAllBytes(output).AsSpan().SequenceEqual(Original).Should().BeTrue();
        File.ReadAllBytes(stale).Should().Equal([1, 2, 3], "temporary names cannot be foreseen, and none that stands there is opened");
        folder.Names.Should().Equal(".output.dcm.partial", "input.dcm", "output.dcm");
    }

    [Fact]
    public async Task RecoverAsync_CancelledBefore_LeavesNothing()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected);
        Func<Task> recovery = () =>
            Roundtrip.AsArchive.RecoverAsync(input, folder.PathOf("output.dcm"), new CancellationToken(canceled: true));
        Action synchronous = () => Roundtrip.AsArchive.Recover(input, folder.PathOf("output.dcm"), new CancellationToken(canceled: true));

        await recovery.Should().ThrowAsync<OperationCanceledException>();
        synchronous.Should().Throw<OperationCanceledException>();

        folder.Names.Should().Equal("input.dcm");
    }

    [Fact]
    public async Task RecoverAsync_CancelledAtTheKeyService_LeavesNothing()
    {
        using ScratchFolder folder = new();
        using CancellationTokenSource source = new();
        using CountingKeyService service = new() { OnOperation = source.Cancel };
        using RecipientKey key = service.NewKey();
        string input = folder.Write("input.dcm", Protected);
        Func<Task> recovery = () => Reidentifier.WithKeys(key).RecoverAsync(input, folder.PathOf("output.dcm"), source.Token);

        await recovery.Should().ThrowAsync<OperationCanceledException>();

        service.Operations.Should().Be(1);
        folder.Names.Should().Equal("input.dcm");
    }

    [Fact]
    public void Recover_CancelledWhileCopying_WritesNothing()
    {
        // The pixels are read once: their tags are checked while they are copied.
        using CancellationTokenSource source = new();
        using MemoryStream output = new();
        using TripwireStream input = new(Protected, Protected.Length - 10, reads: 1, source.Cancel);
        Action recovery = () => Roundtrip.AsArchive.Recover(input, output, source.Token);

        recovery.Should().Throw<OperationCanceledException>();

        output.Length.Should().Be(0);
    }

    [Fact]
    public void Recover_AKeyServiceThatBreaks_LeavesNothing()
    {
        using ScratchFolder folder = new();
        using CountingKeyService service = new() { OnOperation = () => throw new TimeoutException("The key service is away.") };
        using RecipientKey key = service.NewKey();
        string input = folder.Write("input.dcm", Protected);
        Action recovery = () => Reidentifier.WithKeys(key).Recover(input, folder.PathOf("output.dcm"));

        recovery.Should().Throw<TimeoutException>();

        folder.Names.Should().Equal("input.dcm");
    }

    [Fact]
    public void Recover_AFolderAsOutput_LeavesNothing()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected);
        Directory.CreateDirectory(folder.PathOf("output.dcm"));
        Action recovery = () => Roundtrip.AsArchive.Recover(input, folder.PathOf("output.dcm"));

        recovery.Should().Throw<Exception>().Which
            .Should().Match(failure => failure is IOException || failure is UnauthorizedAccessException);

        folder.Names.Should().Equal("input.dcm", "output.dcm");
    }

    [Fact]
    public void Recover_AFolderThatIsNotThere_IsAnIOException()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected);
        Action recovery = () => Roundtrip.AsArchive.Recover(input, folder.PathOf("nowhere", "output.dcm"));

        recovery.Should().Throw<IOException>();
    }

    [Fact]
    public void Recover_InputIsNeverModified()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected);
        File.SetAttributes(input, FileAttributes.ReadOnly);

        Roundtrip.AsArchive.Recover(input, folder.PathOf("output.dcm"));

        File.ReadAllBytes(input).AsSpan().SequenceEqual(Protected).Should().BeTrue();
        File.SetAttributes(input, FileAttributes.Normal);
    }

    [Fact]
    public void Recover_NewOutput_IsForItsOwnerAlone()
    {
        using ScratchFolder folder = new();
        string input = folder.Write("input.dcm", Protected), output = folder.PathOf("output.dcm");

        Roundtrip.AsArchive.Recover(input, output);

        ModeOf(output).Should().Be(
            OperatingSystem.IsWindows() ? UnixFileMode.None : UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds identity");
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    /// <summary>A seekable stream that calls when an offset was read a number of times.</summary>
    private sealed class TripwireStream(byte[] bytes, int offset, int reads, Action tripped) : MemoryStream(bytes)
    {
        private int _reads;

        public override int Read(Span<byte> buffer)
        {
            long from = Position;
            int count = base.Read(buffer);
            Look(from);
            return count;
        }

        public override int Read(byte[] buffer, int start, int count)
        {
            long from = Position;
            int read = base.Read(buffer, start, count);
            Look(from);
            return read;
        }

        private void Look(long from)
        {
            if (from <= offset && offset < Position && Position - from > 1000 && ++_reads == reads) tripped();
        }
    }
}
