using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Every kind of source gives the same octets at the same offsets.</summary>
public sealed class ByteSourceTests
{
    private const int Small = 5_000, Large = (1 << 20) + 12_345, Boundary = 1 << 20, KeptHead = 16 * 1024;

    public static TheoryData<string, int> Kinds => new()
    {
        { "memory", Small }, { "file", Small }, { "file", Large }, { "seekable", Small }, { "seekable", Large },
        { "forward", 0 }, { "forward", Small }, { "forward", Boundary - 1 }, { "forward", Boundary }, { "forward", Boundary + 1 },
        { "forward", Large }, { "forward", 3 * Boundary },
        { "awaited", 0 }, { "awaited", Small }, { "awaited", Boundary }, { "awaited", Large },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_AnyKind_GivesTheOctets(string kind, int length)
    {
        byte[] bytes = Pattern(length);
        using Opened opened = Opened.Of(kind, bytes);
        ByteSource source = opened.Source;
        source.Length.Should().Be(length);
        byte[] all = new byte[length + 10];
        source.Read(0, all).Should().Be(length);
        all.AsSpan(0, length).SequenceEqual(bytes).Should().BeTrue();
        byte[] some = new byte[100];
        if (length > 0)
        {
            source.Read(length / 2, some.AsSpan(0, 50)).Should().Be(50);
            some.AsSpan(0, 50).SequenceEqual(bytes.AsSpan(length / 2, 50)).Should().BeTrue();
            source.Read(length - 7, some).Should().Be(7);
            source.ReadRange(3, 20).Span.SequenceEqual(bytes.AsSpan(3, 20)).Should().BeTrue();
            source.ReadRange(length, 0).Length.Should().Be(0);
        }

        source.Read(length, some).Should().Be(0);
        source.Read(length + 99L, some).Should().Be(0);
        FluentActions.Invoking(() => source.ReadRange(length - 1, 2)).Should().Throw<DicomFormatException>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TryGetMemory_AnyKind_IsTheRangeOrFalse(string kind, int length)
    {
        byte[] bytes = Pattern(length);
        using Opened opened = Opened.Of(kind, bytes);
        bool isMemory = opened.Source.TryGetMemory(0, length, out ReadOnlyMemory<byte> memory);
        isMemory.Should().Be(kind switch
        {
            "memory" => true,
            "forward" or "awaited" => length < Boundary,
            "file" => length <= KeptHead,
            _ => false,
        });
        if (isMemory) memory.Span.SequenceEqual(bytes).Should().BeTrue();
        opened.Source.TryGetMemory(1, length, out memory).Should().BeFalse();
        opened.Source.TryGetMemory(-1, 1, out memory).Should().BeFalse();
        memory.Length.Should().Be(0);
    }

    [Fact]
    public void TryGetMemory_FileWhoseHeadGrows_IsTheRangeEachTime()
    {
        byte[] bytes = Pattern(KeptHead);
        using Opened opened = Opened.Of("file", bytes);
        foreach ((int offset, int length) in new[] { (0, 100), (4_000, 96), (4_000, 97), (3_000, 9_000), (0, KeptHead), (0, 100) })
        {
            opened.Source.TryGetMemory(offset, length, out ReadOnlyMemory<byte> memory).Should().BeTrue();
            memory.Span.SequenceEqual(bytes.AsSpan(offset, length)).Should().BeTrue();
        }
    }

    [Fact]
    public void FromStream_SeekableStreamNotAtItsStart_CountsFromThere()
    {
        using MemoryStream stream = new(Pattern(1000)) { Position = 300 };
        using ByteSource source = ByteSource.FromStream(stream);
        source.Length.Should().Be(700);
        source.ReadRange(0, 10).ToArray().Should().Equal(Pattern(1000).AsSpan(300, 10).ToArray());
        source.Dispose();
        stream.CanRead.Should().BeTrue("the caller keeps the stream");
    }

    [Fact]
    public void FromStream_SeekableStreamBehindItsEnd_IsEmpty()
    {
        using MemoryStream stream = new(new byte[10]) { Position = 300 };
        using ByteSource source = ByteSource.FromStream(stream);
        source.Length.Should().Be(0);
        FluentActions.Invoking(() => DicomObject.Read(source)).Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void FromStream_MemoryThatCanBeSeen_IsReadWhereItLies()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6];
        using MemoryStream stream = new(bytes, 1, 4, writable: false, publiclyVisible: true) { Position = 1 };
        using ByteSource source = ByteSource.FromStream(stream);

        source.TryGetMemory(0, 3, out ReadOnlyMemory<byte> memory).Should().BeTrue();
        (memory.ToArray(), source.Length).Should().BeEquivalentTo((new byte[] { 3, 4, 5 }, 3L));
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment).Should().BeTrue();
        segment.Array.Should().BeSameAs(bytes);
    }

    [Fact]
    public void FromStream_ClassDerivedFromMemoryStream_ReadsWhatThatReads()
    {
        using InvertedStream stream = new([1, 2, 3]);
        using ByteSource source = ByteSource.FromStream(stream);

        source.ReadRange(0, 3).ToArray().Should().Equal(0xFE, 0xFD, 0xFC);
    }

    [Fact]
    public void FromStream_FileWithOctetsNotYetWritten_ReadsThemToo()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream stream = new(path, FileMode.Create, FileAccess.ReadWrite);
            stream.Write([1, 2, 3]);
            stream.Position = 0;
            using ByteSource source = ByteSource.FromStream(stream);

            source.ReadRange(0, 3).ToArray().Should().Equal(1, 2, 3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void FromStream_FileOpenedForReading_LeavesItsPosition()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [1, 2, 3]);
            using FileStream stream = File.OpenRead(path);
            using ByteSource source = ByteSource.FromStream(stream);

            source.ReadRange(1, 2).ToArray().Should().Equal(2, 3);
            stream.Position.Should().Be(0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void FromStream_SeveralThreads_ReadWithoutDisturbingEachOther()
    {
        byte[] bytes = Pattern(200_000);
        using MemoryStream stream = new(bytes);
        using ByteSource source = ByteSource.FromStream(stream);
        Parallel.For(0, 500, at =>
        {
            byte[] part = new byte[300];
            source.Read(at * 390, part);
            part.AsSpan().SequenceEqual(bytes.AsSpan(at * 390, 300)).Should().BeTrue();
        });
    }

    [Fact]
    public void FromStream_Cancelled_StopsSpooling()
    {
        using ForwardStream stream = new(Pattern(Large));
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Action open = () => ByteSource.FromStream(stream, cancellation.Token);
        open.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public async Task FromStreamAsync_Cancelled_StopsSpooling()
    {
        await using ForwardStream stream = new(Pattern(Large));
        Func<Task> open = () => ByteSource.FromStreamAsync(stream, new CancellationToken(canceled: true));
        await open.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task FromStreamAsync_SeekableStreamThatMustBeAwaited_IsAwaited()
    {
        byte[] bytes = Pattern(Small);
        await using AwaitedStream stream = new(new MemoryStream(bytes), canSeek: true);
        using ByteSource source = await ByteSource.FromStreamAsync(stream);
        source.ReadRange(0, (int)source.Length).Span.SequenceEqual(bytes).Should().BeTrue();
    }

    [Fact]
    public async Task FromStreamAsync_MemoryThatCanBeSeen_IsReadWhereItLies()
    {
        byte[] bytes = Pattern(Large);
        using MemoryStream stream = new(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
        using ByteSource source = await ByteSource.FromStreamAsync(stream);
        source.TryGetMemory(0, Large, out ReadOnlyMemory<byte> memory).Should().BeTrue();
        memory.Equals(bytes.AsMemory()).Should().BeTrue("it is the same memory");
    }

    [Fact]
    public void OpenFile_FileThatShrank_ThrowsInsteadOfInventingOctets()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream file = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.Write(new byte[100]);
            file.Flush();
            using ByteSource source = new FileByteSource(file.SafeFileHandle, ownsHandle: false);
            file.SetLength(10);
            FluentActions.Invoking(() => source.ReadRange(0, 100)).Should().Throw<DicomFormatException>();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Open_ArgumentsOfNull_Throw()
    {
        FluentActions.Invoking(() => ByteSource.FromStream(null!)).Should().Throw<ArgumentNullException>();
        await FluentActions.Awaiting(() => ByteSource.FromStreamAsync(null!)).Should().ThrowAsync<ArgumentNullException>();
        FluentActions.Invoking(() => ByteSource.OpenFile("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => DicomObject.Read((ByteSource)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ByteSource.OpenFile("/does/not/exist.dcm")).Should().Throw<IOException>();
    }

    [Fact]
    public void SourceStream_IsAReadOnlyViewFromAnOffset()
    {
        using SourceStream stream = new(ByteSource.FromMemory(Pattern(100)), 40);
        (stream.CanRead, stream.CanSeek, stream.CanWrite, stream.Length).Should().Be((true, true, false, 60L));
        stream.Seek(-10, SeekOrigin.End).Should().Be(50);
        stream.ReadByte().Should().Be(Pattern(100)[90]);
        stream.Seek(-1, SeekOrigin.Current).Should().Be(50);
        stream.Seek(2, SeekOrigin.Begin).Should().Be(2);
        byte[] read = new byte[4];
        stream.Read(read, 1, 3).Should().Be(3);
        read.AsSpan(1).SequenceEqual(Pattern(100).AsSpan(42, 3)).Should().BeTrue();
        stream.Flush();
        FluentActions.Invoking(() => stream.SetLength(1)).Should().Throw<NotSupportedException>();
        FluentActions.Invoking(() => stream.Write(read, 0, 1)).Should().Throw<NotSupportedException>();
    }

    internal static byte[] Pattern(int length)
    {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) bytes[at] = (byte)(at * 31 + (at >> 8));
        return bytes;
    }

    /// <summary>A source of a kind, with what lies under it.</summary>
    internal sealed record Opened(ByteSource Source, Stream? Stream, string? Path) : IDisposable
    {
        public static Opened Of(string kind, byte[] bytes)
        {
            switch (kind)
            {
                case "memory":
                    return new Opened(ByteSource.FromMemory(bytes), null, null);
                case "file":
                    string path = System.IO.Path.GetTempFileName();
                    File.WriteAllBytes(path, bytes);
                    return new Opened(ByteSource.OpenFile(path), null, path);
                case "awaited":
                    AwaitedStream awaited = new(new ForwardStream(bytes));
                    return new Opened(ByteSource.FromStreamAsync(awaited).GetAwaiter().GetResult(), awaited, null);
                default:
                    Stream stream = kind == "seekable" ? new MemoryStream(bytes) : new ForwardStream(bytes);
                    return new Opened(ByteSource.FromStream(stream), stream, null);
            }
        }

        public void Dispose()
        {
            Source.Dispose();
            Stream?.Dispose();
            if (Path is not null) File.Delete(Path);
        }
    }

    /// <summary>Reads other octets than it holds.</summary>
    private sealed class InvertedStream(byte[] bytes) : MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true)
    {
        // What reads into a span comes this way too (Stream.Read).
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            for (int i = 0; i < read; i++) buffer[offset + i] ^= 0xFF;
            return read;
        }
    }
}
