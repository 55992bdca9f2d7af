using Dicom.Cms.Imaging;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests.Options;

/// <summary>Known answers: what black is, and where, for each layout of uncompressed pixels.</summary>
public sealed class PixelCleaningLayoutTests
{
    private static readonly PixelRectangle SecondOfFirstRow = new(1, 0, 1, 1);

    [Fact]
    public void Protect_Monochrome2Of8Bits_BlackensTheRectangleAndNothingElse()
    {
        PixelCleaningImage image = new() { Pixels = Numbers(12) };
        image.Clean(new PixelRectangle(1, 1, 2, 2)).Should().Equal(1, 2, 3, 4, 5, 0, 0, 8, 9, 0, 0, 12);
    }

    [Fact]
    public void Protect_SeveralRectangles_BlackensAllOfThem()
    {
        PixelCleaningImage image = new() { Pixels = Numbers(12) };
        image.Clean(new PixelRectangle(3, 0, 1, 3), new PixelRectangle(0, 2, 1, 1), new PixelRectangle(2, 0, 2, 1))
            .Should().Equal(1, 2, 0, 0, 5, 6, 7, 0, 0, 10, 11, 0);
    }

    [Fact]
    public void Protect_RectangleBeyondTheImage_IsClipped()
    {
        PixelCleaningImage image = new() { Pixels = Numbers(12) };
        image.Clean(new PixelRectangle(2, 1, int.MaxValue, int.MaxValue)).Should().Equal(1, 2, 3, 4, 5, 6, 0, 0, 9, 10, 0, 0);
    }

    [Fact]
    public void Protect_SeveralFrames_BlackensEachOfThem()
    {
        PixelCleaningImage image = new() { Columns = 2, Rows = 2, Frames = "3 ", Pixels = Numbers(12) };
        image.Clean(SecondOfFirstRow).Should().Equal(1, 0, 3, 4, 5, 0, 7, 8, 9, 0, 11, 12);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian, new byte[] { 0x11, 0x12, 0xFF, 0x0F, 0x31, 0x32, 0x41, 0x42 })]
    [InlineData(WireEncoding.ExplicitLittleEndian, new byte[] { 0x11, 0x12, 0xFF, 0x0F, 0x31, 0x32, 0x41, 0x42 })]
    [InlineData(WireEncoding.ExplicitBigEndian, new byte[] { 0x11, 0x12, 0x0F, 0xFF, 0x31, 0x32, 0x41, 0x42 })]
    public void Protect_Monochrome1Of16Bits_IsTheGreatestOfBitsStored(WireEncoding encoding, byte[] expected)
    {
        PixelCleaningImage image = new()
        {
            Encoding = encoding,
            Photometric = "MONOCHROME1",
            Columns = 2,
            Rows = 2,
            Allocated = 16,
            Stored = 12,
            Pixels = [0x11, 0x12, 0x21, 0x22, 0x31, 0x32, 0x41, 0x42],
        };
        image.Clean(SecondOfFirstRow).Should().Equal(expected);
    }

    [Theory]
    [InlineData("MONOCHROME1", 0, 16, 15, "FF FF")]
    [InlineData("MONOCHROME1", 1, 16, 15, "FF 7F")]
    [InlineData("MONOCHROME1", 1, 12, 11, "FF 07")]
    [InlineData("MONOCHROME1", 0, 12, 15, "F0 FF")]
    [InlineData("MONOCHROME2", 0, 16, 15, "00 00")]
    [InlineData("MONOCHROME2", 1, 16, 15, "00 80")]
    [InlineData("MONOCHROME2", 1, 12, 11, "00 F8")] // -2048, its sign carried on
    [InlineData("MONOCHROME2", 1, 12, 15, "00 80")] // -2048 in the upper twelve bits
    public void Protect_Monochrome_IsWhatDisplaysBlack(string photometric, ushort signed, ushort stored, ushort high, string expected)
    {
        PixelCleaningImage image = new()
        {
            Photometric = photometric,
            Columns = 2,
            Rows = 1,
            Allocated = 16,
            Stored = stored,
            High = high,
            Signed = signed,
            Pixels = [1, 2, 3, 4],
        };
        image.Clean(SecondOfFirstRow).Should().Equal([1, 2, .. Convert.FromHexString(expected.Replace(" ", "", StringComparison.Ordinal))]);
    }

    [Fact]
    public void Protect_Monochrome2Of32SignedBits_IsTheLeast()
    {
        PixelCleaningImage image = new() { Columns = 2, Rows = 1, Allocated = 32, Signed = 1, Pixels = Numbers(8) };
        image.Clean(SecondOfFirstRow).Should().Equal(1, 2, 3, 4, 0, 0, 0, 0x80);
    }

    [Fact]
    public void Protect_EightBitsInBigEndianWords_BlackensTheSwappedOctet()
    {
        // PS3.5 8.2: the first pixel stands in the low half of the word, which big endian writes last.
        PixelCleaningImage image = new() { Encoding = WireEncoding.ExplicitBigEndian, Columns = 4, Rows = 1, Pixels = [2, 1, 4, 3] };
        image.Clean(SecondOfFirstRow).Should().Equal(0, 1, 4, 3);
    }

    [Fact]
    public void Protect_EightBitsInBigEndianOctets_BlackensTheOctet()
    {
        PixelCleaningImage image =
            new() { Encoding = WireEncoding.ExplicitBigEndian, Vr = "OB", Columns = 4, Rows = 1, Pixels = Numbers(4) };
        image.Clean(SecondOfFirstRow).Should().Equal(1, 0, 3, 4);
    }

    [Fact]
    public void Protect_OneBit_GoesOnAcrossFramesWithoutGap()
    {
        // Three frames of 3 x 3 bits, row by row: columns 1 and 2 of row 0 are bits 1, 2, 10, 11, 19 and 20 of the value.
        PixelCleaningImage image = new() { Columns = 3, Rows = 3, Frames = "3", Allocated = 1, Pixels = [0xFF, 0xFF, 0xFF, 0xFF] };
        image.Clean(new PixelRectangle(1, 0, 2, 1)).Should().Equal(0b1111_1001, 0b1111_0011, 0b1110_0111, 0xFF);
    }

    [Fact]
    public void Protect_OneBitInBigEndianWords_BlackensTheSwappedOctet()
    {
        PixelCleaningImage image =
            new() { Encoding = WireEncoding.ExplicitBigEndian, Columns = 16, Rows = 1, Allocated = 1, Pixels = [0xFF, 0xFF] };
        image.Clean(new PixelRectangle(1, 0, 2, 1)).Should().Equal(0xFF, 0b1111_1001);
    }

    [Fact]
    public void Protect_WideOneBitRow_FillsWholeOctets()
    {
        PixelCleaningImage image =
            new() { Photometric = "MONOCHROME1", Columns = 32, Rows = 1, Allocated = 1, Vr = "OB", Pixels = new byte[4] };
        image.Clean(new PixelRectangle(5, 0, 19, 1)).Should().Equal(0xE0, 0xFF, 0xFF, 0x00);
    }

    [Theory]
    [InlineData((ushort)0, new byte[] { 1, 2, 3, 0, 0, 0, 7, 8, 9, 10, 11, 12 })]
    [InlineData((ushort)1, new byte[] { 1, 0, 3, 4, 5, 0, 7, 8, 9, 0, 11, 12 })]
    public void Protect_Rgb_BlackensAllSamplesInEitherPlanarConfiguration(ushort planar, byte[] expected)
    {
        PixelCleaningImage image = new() { Photometric = "RGB", Samples = 3, Planar = planar, Columns = 2, Rows = 2, Pixels = Numbers(12) };
        image.Clean(SecondOfFirstRow).Should().Equal(expected);
    }

    [Fact]
    public void Protect_RgbOf16BitsByPlane_BlackensEachPlaneOfEachFrame()
    {
        PixelCleaningImage image = new()
        {
            Photometric = "RGB",
            Samples = 3,
            Planar = 1,
            Columns = 2,
            Rows = 1,
            Frames = "2",
            Allocated = 16,
            Pixels = Numbers(24),
        };
        byte[] expected = Numbers(24);
        foreach (int at in (int[])[2, 6, 10, 14, 18, 22]) expected[at] = expected[at + 1] = 0;
        image.Clean(SecondOfFirstRow).Should().Equal(expected);
    }

    [Theory]
    [InlineData((ushort)0, new byte[] { 1, 2, 3, 0, 128, 128 })]
    [InlineData((ushort)1, new byte[] { 1, 0, 3, 128, 5, 128 })]
    public void Protect_YbrFull_HasNoLuminanceAndNoColor(ushort planar, byte[] expected)
    {
        PixelCleaningImage image =
            new() { Photometric = "YBR_FULL", Samples = 3, Planar = planar, Columns = 2, Rows = 1, Pixels = Numbers(6) };
        image.Clean(SecondOfFirstRow).Should().Equal(expected);
    }

    [Theory]
    [InlineData("YBR_FULL_422", 0)]
    [InlineData("YBR_PARTIAL_422", 16)]
    public void Protect_SharedColors_BlackensWholePairs(string photometric, byte luminance)
    {
        // Columns 1 and 2 lie in different pairs, so both pairs go; the third stays.
        PixelCleaningImage image =
            new() { Photometric = photometric, Samples = 3, Planar = 0, Columns = 6, Rows = 1, Pixels = Numbers(12) };
        image.Clean(new PixelRectangle(1, 0, 2, 1))
            .Should().Equal(luminance, luminance, 128, 128, luminance, luminance, 128, 128, 9, 10, 11, 12);
    }

    [Fact]
    public void Protect_PaletteColorOf16BitEntries_TakesTheDarkestEntry()
    {
        PixelCleaningImage image = new()
        {
            Photometric = "PALETTE COLOR",
            Columns = 4,
            Rows = 1,
            Pixels = Numbers(4),
            After = Palette(3, 0, 16, [0xFFFF, 0x1000, 0x0100], [0xFFFF, 0x1000, 0x0100], [0x0000, 0x0000, 0x2000]),
        };
        image.Clean(SecondOfFirstRow).Should().Equal(1, 2, 3, 4).And.HaveElementAt(1, 2); // index 2 is darker than index 1
        image.Clean(new PixelRectangle(0, 0, 1, 1)).Should().Equal(2, 2, 3, 4);
    }

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Protect_PaletteColorOf8BitEntries_CountsFromTheFirstValueMapped(WireEncoding encoding)
    {
        // Entries 40, 05, 60, 70 for the pixel values 10 to 13: 11 is the darkest.
        ushort[] words = [0x0540, 0x7060];
        PixelCleaningImage image = new()
        {
            Encoding = encoding,
            Photometric = "PALETTE COLOR",
            Columns = 2,
            Rows = 1,
            Vr = "OB",
            Pixels = [10, 13],
            After = Palette(4, 10, 8, words, words, words),
        };
        image.Clean(SecondOfFirstRow).Should().Equal(10, 11);
    }

    [Theory]
    [InlineData((ushort)16, new ushort[] { 0, 2, 900, 800, 1, 4, 0, 1, 2, 700 })]
    [InlineData((ushort)8, new ushort[] { 0x0200, 0xC8FA, 0x0401, 0x0100, 0x9602 })]
    public void Protect_PaletteInSegments_FollowsItsLines(ushort bits, ushort[] segments)
    {
        // Two values, a line of four down to 0, which is index 5, and a line of two up.
        PixelCleaningImage image = new()
        {
            Photometric = "PALETTE COLOR",
            Columns = 2,
            Rows = 1,
            Pixels = [7, 6],
            After = bytes =>
            {
                for (uint i = 0; i < 3; i++) bytes.Words(0x0028_1101 + i, "US", 8, 0, bits);
                for (uint i = 0; i < 3; i++) bytes.Words(0x0028_1221 + i, "OW", segments);
            },
        };
        image.Clean(SecondOfFirstRow).Should().Equal(7, 5);
    }

    [Theory]
    [InlineData("RGB", 3)]
    [InlineData("MONOCHROME2", 1)]
    public void Protect_SixteenBitsInBigEndianOctets_AreBlackInEitherOrder(string photometric, ushort samples)
    {
        byte[] pixels = Numbers(4 * samples), expected = [.. pixels[..(2 * samples)], .. new byte[2 * samples]];
        PixelCleaningImage image = new()
        {
            Encoding = WireEncoding.ExplicitBigEndian,
            Vr = "OB",
            Photometric = photometric,
            Samples = samples,
            Allocated = 16,
            Columns = 2,
            Rows = 1,
            Pixels = pixels,
        };
        image.Clean(SecondOfFirstRow).Should().Equal(expected);
    }

    [Fact]
    public void Protect_OddLength_IsPadded()
    {
        PixelCleaningImage image = new() { Columns = 3, Rows = 1, Vr = "OB", Pixels = Numbers(3) };
        image.Clean(SecondOfFirstRow).Should().Equal(1, 0, 3, 0);
    }

    [Fact]
    public void Protect_PaddedLength_KeepsThePadding()
    {
        PixelCleaningImage image = new() { Columns = 3, Rows = 1, Vr = "OB", Pixels = [1, 2, 3, 0xEE] };
        image.Clean(SecondOfFirstRow).Should().Equal(1, 0, 3, 0xEE);
    }

    [Fact]
    public void Protect_ValueOfManyBlocks_BlackensAcrossTheirBorders()
    {
        // Rows of 3 x 1031 octets: no border of a block of 1 MiB is one of a pixel or a row.
        PixelCleaningImage image = new()
        {
            Photometric = "YBR_FULL",
            Samples = 3,
            Planar = 0,
            Columns = 1031,
            Rows = 997,
            Pixels = [.. Enumerable.Repeat((byte)7, 1031 * 997 * 3), 7],
        };
        byte[] expected = (byte[])image.Pixels.Clone();
        for (int row = 100; row < 900; row++)
        {
            for (int column = 13; column < 1031; column++) new byte[] { 0, 128, 128 }.CopyTo(expected, ((row * 1031) + column) * 3);
        }

        image.Clean(new PixelRectangle(13, 100, 2000, 800)).AsSpan().SequenceEqual(expected).Should().BeTrue();
    }

    [Fact]
    public void Protect_OverlayInUnusedBits_IsClearedEverywhereAndItsGroupRemoved()
    {
        // Bits 12 and 15 hold overlays, one of which says so; what nobody calls an overlay stays.
        PixelCleaningImage image = new()
        {
            Columns = 2,
            Rows = 1,
            Allocated = 16,
            Stored = 12,
            Pixels = [0x34, 0x92, 0x34, 0x92],
            After = bytes => bytes.Words(0x6002_0010, "US", 1).Words(0x6002_0011, "US", 2).Text(0x6002_0040, "CS", "G")
                .Words(0x6002_0100, "US", 16).Words(0x6002_0102, "US", 12),
        };
        byte[] cleaned = PixelCleaningImage.CleanFile(image.ToFile(), PixelCleaning.Rectangles(SecondOfFirstRow));
        PixelCleaningImage.ValueOf(cleaned, Data.Tags.PixelData).Should().Equal(0x34, 0x82, 0, 0);
        PixelCleaningImage.Has(cleaned, new Data.Tag(0x6002_0010)).Should().BeFalse();
        PixelCleaningImage.Has(cleaned, new Data.Tag(0x6002_0102)).Should().BeFalse();
    }

    internal static byte[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(number => (byte)number)];

    private static Action<DicomBytes> Palette(ushort count, ushort first, ushort bits, params ushort[][] entries) => bytes =>
    {
        for (uint i = 0; i < 3; i++) bytes.Words(0x0028_1101 + i, "US", count, first, bits);
        for (uint i = 0; i < 3; i++) bytes.Words(0x0028_1201 + i, "OW", entries[i]);
    };
}
