using System.Buffers;

namespace Dicom.Cms.Tests;

/// <summary>What a buffer in memory keeps, and what it gives back to others.</summary>
public sealed class OutputBufferTests
{
    private const int Length = 5_000;

    [Fact]
    public void InMemory_WrittenAroundARoom_HoldsBothInTheirPlaces()
    {
        using OutputBuffer buffer = OutputBuffer.InMemory(100);

        FillRoom(buffer, 1_000, 3_000);
        buffer.Write(4_000, Filled(500, 3));
        buffer.Write(0, Filled(1_000, 1));

        buffer.AsSource().ReadRange(0, 4_500).ToArray().Should().Equal([.. Filled(1_000, 1), .. Filled(3_000, 2), .. Filled(500, 3)]);
    }

    [Fact]
    public void Dispose_InMemory_ClearsWhatWasWritten()
    {
        OutputBuffer buffer = OutputBuffer.InMemory(Length);
        buffer.Write(0, Filled(1_000, 1));
        FillRoom(buffer, 1_000, 3_000);
        buffer.Write(4_000, Filled(500, 3));

        buffer.Dispose();
        buffer.Dispose();

        byte[] again = ArrayPool<byte>.Shared.Rent(Length); // The same, for it is the last one that this thread gave back.
        again.AsSpan(0, 1_000).IndexOfAnyExcept((byte)0).Should().Be(-1);
        again.AsSpan(4_000, 500).IndexOfAnyExcept((byte)0).Should().Be(-1);
    }

    private static void FillRoom(OutputBuffer buffer, long offset, int length)
    {
        buffer.TryGetRoom(offset, length, out Span<byte> room).Should().BeTrue();
        room.Fill(2);
    }

    private static byte[] Filled(int length, byte octet) => [.. Enumerable.Repeat(octet, length)];
}
