using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

public sealed class EditedCopyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BulkValue.ChunkLength)]
    [InlineData(BulkValue.ChunkLength + 1)]
    [InlineData((2 * BulkValue.ChunkLength) + 77)]
    [InlineData((17 * BulkValue.ChunkLength) + 1)] // Several workers.
    public void TryWrite_EditsAroundChunkBorders_WritesWhatTheSourceReads(int length)
    {
        byte[] value = new byte[length];
        Random random = new(length);
        random.NextBytes(value);
        CodestreamEdit[] edits = [.. EditsOf(length).Select(edit => new CodestreamEdit(edit.Offset, edit.Length, new byte[edit.Count]))];
        using ByteSource source = ByteSource.FromMemory(value);
        using EditedByteSource edited = new(source, 0, length, edits);
        EditedPart part = new(new CopyPart(source, 0, length), edited, edits, default);
        byte[] expected = new byte[edited.Length];
        edited.Read(0, expected);

        using OutputBuffer output = OutputBuffer.InTemporaryFile();
        output.Write(0, [1, 2, 3]);
        EditedCopy.TryWrite(output, 3, part, newTagger: null, CancellationToken.None).Should().BeTrue();

        byte[] written = new byte[expected.Length + 8];
        int count = output.AsSource().Read(3, written);
        written.AsSpan(0, count).SequenceEqual(expected).Should().BeTrue();
    }

    [Fact]
    public void TryWrite_ValueThatIsNotTheOneBound_IsRefused()
    {
        ItemKey key = ItemKey.Create();
        BulkValue bulk = BulkValue.ToBind(0, Tags.PixelData, 0, 4, keys: 1);
        using (ChunkTagger tagger = BulkBinding.Computing([key])!()) tagger.Visit(bulk, 0, [1, 2, 3, 4]);
        CodestreamEdit[] edits = [new(2, 0, new byte[] { 9 })];

        TryWrite([1, 2, 3, 4]).Should().BeTrue();
        TryWrite([1, 2, 3, 5]).Should().BeFalse();

        bool TryWrite(byte[] value)
        {
            using ByteSource source = ByteSource.FromMemory(value);
            EditedPart part = new(new CopyPart(source, 0, 4, bulk), new EditedByteSource(source, 0, 4, edits), edits, default);
            using OutputBuffer output = OutputBuffer.InMemory(8);
            return EditedCopy.TryWrite(output, 0, part, BulkBinding.Checking(key), CancellationToken.None);
        }
    }

    /// <summary>At the start, at the end, and around every border of a chunk: before, across, at and behind it.</summary>
    private static IEnumerable<(long Offset, int Length, int Count)> EditsOf(int length)
    {
        yield return (0, 0, 2);
        for (int border = BulkValue.ChunkLength; border <= length; border += BulkValue.ChunkLength)
        {
            yield return (border - 9, 2, 0);
            yield return (border - 3, Math.Min(3 + 2, length - border + 3), border / BulkValue.ChunkLength % 2);
            if (border + 4 < length) yield return (border + 4, 0, 3);
        }

        yield return (length, 0, 1);
    }
}
