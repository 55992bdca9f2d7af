using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>Known answers: what black is, and where, for each layout; and what cannot be blackened.</summary>
public sealed class PixelBlackeningTests
{
    private static readonly PixelRectangle SecondOfFirstRow = new(1, 0, 1, 1);

    [Theory]
    [InlineData("MONOCHROME1", 0, 16, 15, "FF FF")]
    [InlineData("MONOCHROME1", 1, 12, 11, "FF 07")]
    [InlineData("MONOCHROME1", 0, 12, 15, "F0 FF")]
    [InlineData("MONOCHROME2", 0, 16, 15, "00 00")]
    [InlineData("MONOCHROME2", 1, 12, 11, "00 F8")] // -2048, its sign carried on
    [InlineData("MONOCHROME2", 1, 12, 15, "00 80")] // -2048 in the upper twelve bits
    public void Apply_CellsOf16Bits_WritesWhatDisplaysBlack(string photometric, ushort signed, ushort stored, ushort high, string black)
    {
        TestImage image = new()
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
        image.Blacken(SecondOfFirstRow).Should().Equal([1, 2, .. Convert.FromHexString(black.Replace(" ", "", StringComparison.Ordinal))]);
    }

    [Fact]
    public void Apply_OneBit_GoesOnAcrossFramesWithoutGap()
    {
        // Three frames of 3 x 3 bits, row by row: columns 1 and 2 of row 0 are bits 1, 2, 10, 11, 19 and 20 of the value.
        TestImage image = new() { Columns = 3, Rows = 3, Frames = "3", Allocated = 1, Pixels = [0xFF, 0xFF, 0xFF, 0xFF] };
        image.Blacken(new PixelRectangle(1, 0, 2, 1)).Should().Equal(0b1111_1001, 0b1111_0011, 0b1110_0111, 0xFF);
    }

    [Theory]
    [InlineData("OW", new byte[] { 0xFF, 0b1111_1001 })] // PS3.5 8.2: the first pixels stand in the low half of the word
    [InlineData("OB", new byte[] { 0b1111_1001, 0xFF })]
    public void Apply_OneBitInBigEndian_KnowsTheOrderOfItsOctets(string vr, byte[] expected)
    {
        TestImage image = new()
        {
            Encoding = WireEncoding.ExplicitBigEndian,
            Vr = vr,
            Columns = 16,
            Rows = 1,
            Allocated = 1,
            Pixels = [0xFF, 0xFF],
        };
        image.Blacken(new PixelRectangle(1, 0, 2, 1)).Should().Equal(expected);
    }

    [Fact]
    public void Apply_OneBitOfMonochrome1_FillsWholeOctets()
    {
        TestImage image = new() { Photometric = "MONOCHROME1", Columns = 32, Rows = 1, Allocated = 1, Pixels = new byte[4] };
        image.Blacken(new PixelRectangle(5, 0, 19, 1)).Should().Equal(0xE0, 0xFF, 0xFF, 0x00);
    }

    [Theory]
    [InlineData((ushort)0, new byte[] { 1, 2, 3, 0, 128, 128, 7, 8, 9, 0, 128, 128 })]
    [InlineData((ushort)1, new byte[] { 1, 0, 3, 128, 5, 128, 7, 0, 9, 128, 11, 128 })]
    public void Apply_EitherPlanarConfiguration_BlackensEachSampleOfEachFrame(ushort planar, byte[] expected)
    {
        TestImage image = new() { Photometric = "YBR_FULL", Samples = 3, Planar = planar, Columns = 2, Rows = 1, Frames = "2" };
        image.Blacken(SecondOfFirstRow).Should().Equal(expected);
    }

    [Theory]
    [InlineData("YBR_FULL_422", 0)]
    [InlineData("YBR_PARTIAL_422", 16)]
    public void Apply_SharedColors_BlackensWholePairs(string photometric, byte luminance)
    {
        // Columns 1 and 2 lie in different pairs, so both pairs go; the third stays.
        TestImage image = new() { Photometric = photometric, Samples = 3, Planar = 0, Columns = 6, Rows = 1 };
        image.Blacken(new PixelRectangle(1, 0, 2, 1))
            .Should().Equal(luminance, luminance, 128, 128, luminance, luminance, 128, 128, 9, 10, 11, 12);
    }

    [Fact]
    public void Apply_EightBitsInBigEndianWords_BlackensTheSwappedOctet()
    {
        TestImage image = new() { Encoding = WireEncoding.ExplicitBigEndian, Columns = 4, Rows = 1, Pixels = [2, 1, 4, 3] };
        image.Blacken(SecondOfFirstRow).Should().Equal(0, 1, 4, 3);
    }

    [Fact]
    public void Apply_OverlayInUnusedBits_IsClearedInEveryPixel()
    {
        // Bits 12 and 15 hold overlays, one of which says so; what nobody calls an overlay stays.
        TestImage image = new()
        {
            Columns = 2,
            Rows = 1,
            Allocated = 16,
            Stored = 12,
            Pixels = [0x34, 0x92, 0x34, 0x92],
            After = bytes => bytes.Words(0x6002_0102, "US", 12),
        };
        image.Blacken(SecondOfFirstRow).Should().Equal(0x34, 0x82, 0, 0);
    }

    [Fact]
    public void Apply_Padding_Stays()
    {
        TestImage image = new() { Columns = 3, Rows = 1, Vr = "OB", Pixels = [1, 2, 3, 0xEE] };
        image.Blacken(new PixelRectangle(0, 0, 9, 9)).Should().Equal(0, 0, 0, 0xEE);
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(4)]
    public void Apply_OffsetThatCutsAWord_Throws(long offset)
    {
        PixelBlackening blackening = new TestImage().Plan(PixelCleaning.Rectangles(SecondOfFirstRow));
        Action apply = () => blackening.Apply(new byte[8], offset);
        apply.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(offset));
    }

    [Fact]
    public void Apply_BlockThatEndsAmidAWord_Throws()
    {
        PixelBlackening blackening = new TestImage().Plan(PixelCleaning.Rectangles(SecondOfFirstRow));
        Action first = () => blackening.Apply(new byte[11], 0), last = () => blackening.Apply(new byte[4], 8);
        first.Should().Throw<ArgumentException>().WithParameterName("block");
        last.Should().NotThrow();
    }

    [Theory]
    [InlineData(0x7FE0_0008u, "OF")]
    [InlineData(0x7FE0_0009u, "OD")]
    public void FindPixels_FloatingPointNumbers_IsRefused(uint tag, string vr) =>
        RefusalToFind(new TestImage { Without = 0x7FE0_0010, After = bytes => bytes.Bytes(tag, vr, new byte[96]) }, tag)
            .Should().Contain("floating point");

    [Fact]
    public void FindPixels_Elsewhere_IsRefusedWithoutTheAddress()
    {
        TestImage image = new() { Without = 0x7FE0_0010, After = bytes => bytes.Text(0x0028_7FE0, "UR", "http://localhost/jpip") };
        RefusalToFind(image, 0x0028_7FE0).Should().NotContain("localhost");
    }

    [Fact]
    public void FindPixels_OfAnObjectWithoutPixels_IsNull()
    {
        using DicomObject file = new TestImage { Without = 0x7FE0_0010 }.ToFile();
        PixelBlackening.FindPixels(file).Should().BeNull();
    }

    [Fact]
    public void Plan_OfAnotherElement_Throws()
    {
        using DicomObject file = new TestImage().ToFile();
        Action plan = () => PixelBlackening.Plan(file, file.Find(Tags.Rows)!.Value, PixelCleaning.Rectangles(SecondOfFirstRow));
        plan.Should().Throw<ArgumentException>().WithParameterName("pixels");
    }

    [Fact]
    public void Plan_NoRectangleInTheImage_IsRefused() =>
        Refusal(new TestImage(), 0x7FE0_0010, new PixelRectangle(4, 0, 9, 9), new PixelRectangle(0, 3, 1, 1));

    [Theory]
    [InlineData("MONOCHROME1", 0)]
    [InlineData("MONOCHROME2", 1)]
    public void Plan_BigEndianOctetsOf16Bits_IsRefusedWhereTheirOrderMatters(string photometric, ushort signed) => Refusal(
        new TestImage
        {
            Encoding = WireEncoding.ExplicitBigEndian,
            Vr = "OB",
            Photometric = photometric,
            Signed = signed,
            Allocated = 16,
            Pixels = new byte[24],
        },
        0x7FE0_0010,
        SecondOfFirstRow);

    [Fact]
    public void Plan_BigEndianOctetsOf16BitsThatAreAlike_BlackensThem()
    {
        TestImage image = new()
        {
            Encoding = WireEncoding.ExplicitBigEndian,
            Vr = "OB",
            Columns = 2,
            Rows = 1,
            Allocated = 16,
            Pixels = [1, 2, 3, 4],
        };
        image.Blacken(SecondOfFirstRow).Should().Equal(1, 2, 0, 0);
    }

    [Theory]
    [InlineData("US", new byte[0])]
    [InlineData("US", new byte[] { 12, 0, 13, 0 })]
    [InlineData("IS", new byte[] { (byte)'1', (byte)'2' })]
    public void Plan_OverlayBitPositionThatCannotBeRead_IsRefused(string vr, byte[] value) =>
        Refusal(new TestImage { After = bytes => bytes.Bytes(0x6000_0102, vr, value) }, 0x6000_0102, SecondOfFirstRow);

    [Fact]
    public void GroupsOf_OverlaysWithAndWithoutData_AreThoseWithout()
    {
        using DicomObject file = new TestImage
        {
            After = bytes => bytes.Words(0x6000_0010, "US", 1).Bytes(0x6000_3000, "OW", 0, 0)
                .Words(0x6002_0010, "US", 1).Words(0x6002_0011, "US", 2).Words(0x6004_0102, "US", 12),
        }.ToFile();
        EmbeddedOverlays.GroupsOf(file).Should().Equal(0x6002, 0x6004);
    }

    private static string RefusalToFind(TestImage image, uint tag)
    {
        using DicomObject file = image.ToFile();
        Action find = () => PixelBlackening.FindPixels(file);
        ImagingException refusal = find.Should().Throw<ImagingException>().Which;
        refusal.Tag.Should().Be(new Tag(tag));
        return refusal.Message;
    }

    private static void Refusal(TestImage image, uint tag, params PixelRectangle[] rectangles)
    {
        Action plan = () => image.Plan(PixelCleaning.Rectangles(rectangles));
        plan.Should().Throw<ImagingException>().Which.Tag.Should().Be(new Tag(tag));
    }
}
