using System.Buffers.Binary;
using Dicom.Cms.Data;
using Dicom.Cms.Imaging;

namespace Dicom.Cms.Tests;

public sealed class ValueEditsTests
{
    [Fact]
    public void Reverse_OfEdits_GivesTheOriginalBack()
    {
        byte[] value = [.. "0123456789ABCDEF"u8];
        using DicomObject file = FileOf(value);
        ElementLocation location = file.Find(Tags.PixelData)!.Value;
        CodestreamEdit[] edits = [new(0, 2), new(4, 4, "xyz"u8.ToArray()), new(10, 0, "+"u8.ToArray()), new(14, 2)];
        using EditedByteSource cleaned = new(file.DataSetSource, location.ValueOffset, location.ValueLength, edits);

        ValueEdits reverse = ValueEdits.Reverse(file.DataSetSource, location, edits);
        ValueEdits read = ValueEdits.TryRead(Tags.PixelData, cleaned.Length, reverse.Encoded)!;

        using EditedByteSource restored = read.Apply(cleaned, 0);
        byte[] octets = new byte[32];
        octets[..restored.Read(0, octets)].Should().Equal(value);
        reverse.Length.Should().Be(cleaned.Length);
        read.OriginalLength.Should().Be(value.Length);
    }

    [Theory]
    [InlineData(0, 0, 0, 3)] // ends amid an entry
    [InlineData(11, 0, 0, 0)] // starts behind the value
    [InlineData(4, 7, 0, 0)] // drops more than there is
    [InlineData(0, 0, 4, 0)] // says it has octets that it has not
    [InlineData(-1, 0, 0, 0)]
    public void TryRead_EditsThatDoNotFit_AreRefused(long kept, uint dropped, uint count, int missing)
    {
        byte[] entry = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(entry, kept);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), dropped);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(12), count);

        ValueEdits.TryRead(Tags.PixelData, 10, entry.AsMemory(missing)).Should().BeNull();
    }

    [Fact]
    public void TryRead_NoEdits_AreRefused() => ValueEdits.TryRead(Tags.PixelData, 10, default).Should().BeNull();

    private static DicomObject FileOf(byte[] value) =>
        DicomObject.Read(Testing.DicomBytes.In(Testing.WireEncoding.ExplicitLittleEndian).Bytes(0x7FE0_0010, "OB", value).ToFile(null));
}
