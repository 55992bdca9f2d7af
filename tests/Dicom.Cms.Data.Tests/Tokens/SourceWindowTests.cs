namespace Dicom.Cms.Data.Tests;

/// <summary>A window shows the octets of its source, wherever it is moved.</summary>
public sealed class SourceWindowTests
{
    private const int Length = 50_000, WindowLength = 16 * 1024, Seed = 20261201;

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Peek_AnywhereInAnyOrder_GivesTheOctets(bool isMemory)
    {
        byte[] bytes = ByteSourceTests.Pattern(Length);
        using SourceWindow window = Open(bytes, isMemory);
        window.Length.Should().Be(Length);
        Random random = new(Seed);
        int[] borders = [0, 1, 0, WindowLength - 1, WindowLength, WindowLength + 1, WindowLength - 12, 0, Length - 1, 5];
        foreach (int offset in borders.Concat(Enumerable.Range(0, 500).Select(_ => random.Next(Length))))
        {
            foreach (int length in new[] { 1, 2, 4, 8, 12, 4096 }) Check(window, bytes, offset, length);
        }
    }

    [Fact]
    public void Peek_AcrossTheEndOfTheWindow_ReadsOn()
    {
        byte[] bytes = ByteSourceTests.Pattern(Length);
        for (int over = 0; over <= 12; over++)
        {
            using SourceWindow window = Open(bytes, isMemory: false);
            Check(window, bytes, 100, 1);
            Check(window, bytes, 100 + WindowLength - 12 + over, 12);
            Check(window, bytes, 100 - over, 12);
        }
    }

    [Fact]
    public void Peek_AtTheEnd_GivesWhatIsThereAndNothingStale()
    {
        byte[] bytes = ByteSourceTests.Pattern(100);
        using SourceWindow window = Open(bytes, isMemory: false);
        Check(window, bytes, 0, 12);
        for (int offset = 85; offset <= 100; offset++) Check(window, bytes, offset, 12);
        window.Peek(101, 4).IsEmpty.Should().BeTrue();
        window.Peek(100, 0).IsEmpty.Should().BeTrue();
        window.Peek(1_000_000, 4).IsEmpty.Should().BeTrue();
        Check(window, bytes, 90, 4);
    }

    [Fact]
    public void Dispose_Twice_GivesTheBufferBackOnce()
    {
        SourceWindow window = Open(ByteSourceTests.Pattern(100), isMemory: false);
        window.Peek(0, 4).Length.Should().Be(4);

        window.Dispose();

        window.Invoking(disposed => disposed.Dispose()).Should().NotThrow();
    }

    private static SourceWindow Open(byte[] bytes, bool isMemory) =>
        new(isMemory ? ByteSource.FromMemory(bytes) : new StreamByteSource(new MemoryStream(bytes)));

    private static void Check(SourceWindow window, byte[] bytes, int offset, int length)
    {
        int expected = Math.Min(length, bytes.Length - offset);
        ReadOnlySpan<byte> shown = window.Peek(offset, length);
        shown.SequenceEqual(bytes.AsSpan(offset, expected)).Should().BeTrue($"{length} octets at {offset}");
    }
}
