using Dicom.Cms.Data;
using Dicom.Cms.Imaging;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests.Options;

/// <summary>What cannot be cleaned is refused, and the message says why without a value.</summary>
public sealed class PixelCleaningRefusalTests
{
    private static readonly PixelCleaning OnePixel = PixelCleaning.Rectangles(new PixelRectangle(0, 0, 1, 1));
    private static readonly PixelCleaningImage Image = new() { Pixels = PixelCleaningLayoutTests.Numbers(12) };

    [Fact]
    public void Protect_CompressedPixels_IsRefused()
    {
        DicomBytes bytes = (Image with { Without = 0x7FE0_0010 }).ToBytes().Fragments([], [1, 2, 3, 4]);
        Refusal(bytes.ToFile("1.2.840.10008.1.2.4.70"), Tags.PixelData).Should().Contain("compressed").And.Contain("(7FE0,0010)");
    }

    [Fact]
    public void Protect_CompressedTransferSyntaxWithDefinedLength_IsRefused() =>
        Refusal(Image.ToBytes().ToFile("1.2.840.10008.1.2.4.70"), Tags.PixelData).Should().Contain("compressed");

    [Theory]
    [InlineData(0x7FE0_0008u, "OF")]
    [InlineData(0x7FE0_0009u, "OD")]
    public void Protect_FloatingPointPixels_IsRefused(uint tag, string vr)
    {
        byte[] file = (Image with { Without = 0x7FE0_0010 }).ToBytes().Bytes(tag, vr, new byte[96]).ToFile();
        Refusal(file, new Tag(tag)).Should().Contain("floating point").And.Contain(new Tag(tag).ToString());
    }

    [Fact]
    public void Protect_PixelsElsewhere_IsRefused()
    {
        PixelCleaningImage image =
            Image with { Without = 0x7FE0_0010, After = bytes => bytes.Text(0x0028_7FE0, "UR", "http://localhost/jpip") };
        Refusal(image.ToFile(), Tags.PixelDataProviderURL).Should().Contain("(0028,7FE0)").And.NotContain("localhost");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(0)]
    public void Protect_LengthThatDoesNotMatch_IsRefused(int length) =>
        Refusal((Image with { Pixels = new byte[length] }).ToFile(), Tags.PixelData)
            .Should().Contain("(7FE0,0010)").And.Contain("(0028,0010)").And.Contain("(0028,0011)").And.Contain("(0028,0008)");

    [Theory]
    [InlineData(0x0028_0002u)]
    [InlineData(0x0028_0004u)]
    [InlineData(0x0028_0010u)]
    [InlineData(0x0028_0011u)]
    [InlineData(0x0028_0100u)]
    public void Protect_DescriptionMissing_IsRefused(uint tag) =>
        Refusal((Image with { Without = tag }).ToFile(), new Tag(tag)).Should().Contain(new Tag(tag).ToString());

    [Theory]
    [InlineData(0x0028_0101u)]
    [InlineData(0x0028_0102u)]
    [InlineData(0x0028_0103u)]
    public void Protect_DescriptionThatFollowsFromTheRest_MayBeMissing(uint tag) =>
        (Image with { Without = tag }).Clean(OnePixel).Should().StartWith([0, 2, 3]);

    [Fact]
    public void Protect_DescriptionSaidTwice_IsRefused()
    {
        // Rows stand once as 3 and once as 4: readers differ in which one they take.
        PixelCleaningImage image = Image with { After = bytes => bytes.Words(0x0028_0010, "US", 4) };
        Refusal(image.ToFile(), Tags.Rows).Should().Contain("twice");
    }

    [Theory]
    [InlineData("HSV")]
    [InlineData("YBR_RCT")]
    [InlineData("SECRETNAME")]
    public void Protect_PhotometricInterpretationNotOfUncompressedPixels_IsRefusedWithoutItsValue(string photometric) =>
        Refusal((Image with { Photometric = photometric }).ToFile(), Tags.PhotometricInterpretation)
            .Should().Contain("(0028,0004)").And.NotContain(photometric);

    [Fact]
    public void Protect_SamplesThatDoNotFitTheInterpretation_IsRefused() =>
        Refusal((Image with { Samples = 3 }).ToFile(), Tags.SamplesPerPixel).Should().Contain("(0028,0002)");

    [Theory]
    [InlineData(12, 12, 11, 18)]
    [InlineData(64, 64, 63, 96)]
    public void Protect_BitsAllocatedNotSupported_IsRefused(ushort allocated, ushort stored, ushort high, int length) =>
        Refusal((Image with { Allocated = allocated, Stored = stored, High = high, Pixels = new byte[length] })
            .ToFile(), Tags.BitsAllocated)
            .Should().Contain("(0028,0100)");

    [Theory]
    [InlineData(0, 7)]
    [InlineData(9, 8)]
    [InlineData(8, 6)]
    [InlineData(4, 8)]
    public void Protect_BitsThatDoNotFit_IsRefused(ushort stored, ushort high) =>
        Refusal((Image with { Stored = stored, High = high }).ToFile(), Tags.BitsStored).Should().Contain("(0028,0101)");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1\\2")]
    public void Protect_NumberOfFramesThatIsNone_IsRefused(string frames) =>
        Refusal((Image with { Frames = frames }).ToFile(), Tags.NumberOfFrames).Should().Contain("(0028,0008)");

    [Fact]
    public void Protect_OddColumnsWithSharedColors_IsRefused()
    {
        PixelCleaningImage image = Image with { Photometric = "YBR_FULL_422", Samples = 3, Planar = 0, Columns = 3, Rows = 2 };
        Refusal(image.ToFile(), Tags.PhotometricInterpretation).Should().Contain("(0028,0011)");
    }

    [Fact]
    public void Protect_NoRectangleInTheImage_IsRefused() =>
        Refusal(Image.ToFile(), Tags.PixelData, PixelCleaning.Rectangles(new PixelRectangle(4, 0, 9, 9), new PixelRectangle(0, 3, 1, 1)))
            .Should().Contain("would not be clean");

    [Fact]
    public void Protect_BigEndianOctetsOfSixteenBits_IsRefused()
    {
        PixelCleaningImage image = Image with
        {
            Encoding = WireEncoding.ExplicitBigEndian,
            Vr = "OB",
            Photometric = "MONOCHROME1",
            Allocated = 16,
            Pixels = new byte[24]
        };
        Refusal(image.ToFile(), Tags.PixelData).Should().Contain("OB");
    }

    [Fact]
    public void Protect_PaletteMissing_IsRefused() =>
        Refusal((Image with { Photometric = "PALETTE COLOR" }).ToFile(), Tags.RedPaletteColorLookupTableDescriptor)
            .Should().Contain("(0028,1101)");

    [Fact]
    public void Protect_PaletteShorterThanItSays_IsRefused()
    {
        PixelCleaningImage image = Image with
        {
            Photometric = "PALETTE COLOR",
            After = bytes => bytes.Words(0x0028_1101, "US", 9, 0, 16).Words(0x0028_1201, "OW", 1, 2, 3),
        };
        Refusal(image.ToFile(), Tags.RedPaletteColorLookupTableData).Should().Contain("(0028,1201)");
    }

    [Fact]
    public void Protect_PaletteWithIndirectSegments_IsRefused()
    {
        PixelCleaningImage image = Image with
        {
            Photometric = "PALETTE COLOR",
            After = bytes => bytes.Words(0x0028_1101, "US", 4, 0, 16).Words(0x0028_1221, "OW", 0, 2, 1, 2, 2, 1, 0, 0),
        };
        Refusal(image.ToFile(), Tags.SegmentedRedPaletteColorLookupTableData).Should().Contain("(0028,1221)");
    }

    [Fact]
    public void Protect_OverlayBitPositionThatCannotBeRead_IsRefused()
    {
        PixelCleaningImage image = Image with { After = bytes => bytes.Bytes(0x6000_0102, "US") };
        Refusal(image.ToFile(), new Tag(0x6000_0102)).Should().Contain("(6000,0102)");
    }

    [Fact]
    public void Protect_PixelsLargerThanTheLimit_IsRefusedBeforeTheyAreDescribed()
    {
        Deidentifier deidentifier = PixelCleaningImage.Recoverable(OnePixel).WithEncryptedContentLimit(1000).Build();
        PixelCleaningImage image = Image with { Columns = 1000, Rows = 1, Photometric = "NONE", Pixels = new byte[1000] };
        Action protect = () => PixelCleaningImage.Protect(deidentifier, image.ToFile());
        protect.Should().Throw<ProtectionException>().WithMessage("*limit of 1000*(7FE0,0010)*").Which.Tag.Should().Be(Tags.PixelData);
    }

    [Fact]
    public void PixelCleaning_OfAProfileThatIsNotOfTheStandard_Throws()
    {
        Action set = () => _ = ConfidentialityProfile.Only(AttributeSet.Of(Tags.PatientID)) with { PixelCleaning = OnePixel };
        set.Should().Throw<ArgumentException>();
    }

    internal static string Refusal(byte[] file, Tag tag, PixelCleaning? cleaning = null)
    {
        Action clean = () => PixelCleaningImage.CleanFile(file, cleaning ?? OnePixel);
        ProtectionException refusal = clean.Should().Throw<ProtectionException>().Which;
        refusal.Tag.Should().Be(tag);
        return refusal.Message;
    }
}
