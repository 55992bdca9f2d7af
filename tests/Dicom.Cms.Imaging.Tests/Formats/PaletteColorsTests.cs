using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>Which value of PALETTE COLOR pixels is shown darkest (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6, C.7.9.2).</summary>
public sealed class PaletteColorsTests
{
    private const uint Descriptors = 0x0028_1101, Data = 0x0028_1201, Segments = 0x0028_1221;

    [Theory]
    [InlineData(new ushort[] { 900, 500, 100, 700 }, 2)]
    [InlineData(new ushort[] { 900, 100, 100, 700 }, 1)] // among several the least
    [InlineData(new ushort[] { 0, 100, 100, 700 }, 0)]
    [InlineData(new ushort[] { 900, 500, 200, 0 }, 3)]
    public void DarkestIndex_OfGrays_IsTheDarkestEntry(ushort[] entries, long darkest) =>
        DarkestIndex(Grays(0, 16, entries)).Should().Be(darkest);

    [Theory]
    [InlineData(100, 100, 100, 2)] // of the same share blue is darker than red, and red darker than green
    [InlineData(100, 100, 300, 0)]
    [InlineData(200, 100, 600, 1)]
    public void DarkestIndex_OfRedGreenAndBlue_WeighsThemAsTheEyeDoes(ushort red, ushort green, ushort blue, long darkest) =>
        DarkestIndex(bytes =>
        {
            for (uint i = 0; i < 3; i++) bytes.Words(Descriptors + i, "US", 3, 0, 16);
            bytes.Words(Data, "OW", red, 0, 0).Words(Data + 1, "OW", 0, green, 0).Words(Data + 2, "OW", 0, 0, blue);
        }).Should().Be(darkest);

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void DarkestIndex_OfEntriesOf8Bits_TakesTwoOfAWord(WireEncoding encoding)
    {
        // 40, 05, 60 and 70 for the pixel values 10 to 13.
        TestImage image = new() { Encoding = encoding, Vr = "OB", After = Colors(Data, 4, 10, 8, 0x0540, 0x7060) };
        DarkestIndex(image).Should().Be(11);
    }

    [Fact]
    public void DarkestIndex_OfEntriesOf8BitsInWordsOfTheirOwn_TakesThem() =>
        DarkestIndex(Grays(0, 8, 0x40, 0x50, 0x05, 0x70)).Should().Be(2);

    [Fact]
    public void DarkestIndex_OfSignedPixels_CountsFromASignedFirstValue()
    {
        TestImage image = new() { Signed = 1, After = Grays(unchecked((ushort)-2), 16, 900, 500, 100, 700) };
        DarkestIndex(image).Should().Be(0);
        DarkestIndex(image with { After = Grays(unchecked((ushort)-2), 16, 900, 100, 500, 700) }).Should().Be(-1);
    }

    [Fact]
    public void DarkestIndex_OfEntriesThatNoPixelReaches_LeavesThemOut()
    {
        // Pixels of 2 bits have the values 0 to 3; the entry of 4 is darker.
        TestImage image = new() { Stored = 2, High = 1, After = Grays(0, 16, 900, 500, 100, 700, 0) };
        DarkestIndex(image).Should().Be(2);
    }

    [Fact]
    public void DarkestIndex_OfACountOf0_Has65536Entries()
    {
        ushort[] entries = [.. Enumerable.Repeat((ushort)500, 1 << 16)];
        entries[200] = 100;
        DarkestIndex(bytes =>
        {
            for (uint i = 0; i < 3; i++) bytes.Words(Descriptors + i, "US", 0, 0, 16);
            for (uint i = 0; i < 3; i++) bytes.Header(Data + i, "OW", 2 << 16).Raw([.. entries.SelectMany(BitConverter.GetBytes)]);
        }).Should().Be(200);
    }

    [Theory]
    [InlineData(new ushort[] { 0, 3, 900, 100, 700 }, 3, 1)]
    [InlineData(new ushort[] { 0, 2, 900, 800, 1, 4, 0, 1, 2, 700 }, 8, 5)] // two values, a line of four down to 0, a line of two up
    [InlineData(new ushort[] { 0, 1, 900, 0, 2, 500, 600 }, 3, 1)] // two discrete segments
    public void DarkestIndex_OfSegments_ExpandsThem(ushort[] segments, ushort count, long darkest) =>
        DarkestIndex(Colors(Segments, count, 0, 16, segments)).Should().Be(darkest);

    [Theory]
    [InlineData(new ushort[] { 0, 2, 1, 2, 2, 1, 0, 0 })] // indirect
    [InlineData(new ushort[] { 1, 4, 0 })] // a line that starts nowhere
    [InlineData(new ushort[] { 0, 9, 1, 2, 3, 4 })] // more values than there are
    [InlineData(new ushort[] { 0, 3, 1, 2, 3 })] // fewer entries than the descriptor says
    [InlineData(new ushort[] { 0, 0, 0, 0 })] // no entries at all
    public void DarkestIndex_OfSegmentsThatCannotBeExpanded_IsRefused(ushort[] segments) =>
        Refusal(Colors(Segments, 4, 0, 16, segments), Segments);

    [Fact]
    public void DarkestIndex_WithoutPalette_IsRefused() => Refusal(_ => { }, Descriptors);

    [Theory]
    [InlineData(new ushort[] { 4, 0 })]
    [InlineData(new ushort[] { 4, 0, 12 })]
    public void DarkestIndex_DescriptorThatCannotBeRead_IsRefused(ushort[] descriptor) =>
        Refusal(bytes => bytes.Words(Descriptors, "US", descriptor).Words(Data, "OW", 1, 2, 3, 4), Descriptors);

    [Fact]
    public void DarkestIndex_FewerEntriesThanTheDescriptorSays_IsRefused() => Refusal(Colors(Data, 4, 0, 16, 1, 2, 3), Data);

    [Theory]
    [InlineData(Descriptors)]
    [InlineData(Data)]
    public void DarkestIndex_PaletteSaidTwice_IsRefused(uint tag) => Refusal(
        bytes =>
        {
            Grays(0, 16, 1, 2, 3, 4)(bytes);
            bytes.Words(tag, "OW", 4, 0, 16);
        },
        tag);

    private static Action<DicomBytes> Grays(ushort first, ushort bits, params ushort[] entries) =>
        Colors(Data, (ushort)entries.Length, first, bits, entries);

    /// <summary>The same words for red, green and blue.</summary>
    private static Action<DicomBytes> Colors(uint tag, ushort count, ushort first, ushort bits, params ushort[] words) => bytes =>
    {
        for (uint i = 0; i < 3; i++) bytes.Words(Descriptors + i, "US", count, first, bits);
        for (uint i = 0; i < 3; i++) bytes.Words(tag + i, "OW", words);
    };

    private static long DarkestIndex(Action<DicomBytes> palette) => DarkestIndex(new TestImage { After = palette });

    private static long DarkestIndex(TestImage image)
    {
        using DicomObject file = (image with { Photometric = "PALETTE COLOR" }).ToFile();
        return PaletteColors.DarkestIndex(file, PixelFormat.Read(file, file.Find(Tags.PixelData)!.Value));
    }

    private static void Refusal(Action<DicomBytes> palette, uint tag)
    {
        Action find = () => DarkestIndex(palette);
        find.Should().Throw<ImagingException>().WithMessage("*which value of PALETTE COLOR pixels is black is not known.")
            .Which.Tag.Should().Be(new Tag(tag));
    }
}
