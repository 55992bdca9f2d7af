using Dicom.Cms.Data;
using Dicom.Cms.Imaging;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests.Options;

/// <summary>Sequence of Ultrasound Regions (PS3.3 C.8.5.5): what lies outside every region is blackened.</summary>
public sealed class PixelCleaningUltrasoundTests
{
    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Protect_OneRegion_KeepsItWithItsLastColumnAndRow(WireEncoding encoding)
    {
        PixelCleaningImage image = Image(Regions((1, 1, 2, 2))) with { Encoding = encoding };
        image.Clean(PixelCleaning.UltrasoundRegions).Should().Equal(0, 0, 0, 0, 0, 6, 7, 0, 0, 10, 11, 0);
    }

    [Fact]
    public void Protect_SeveralRegions_KeepsAllOfThem()
    {
        PixelCleaningImage image = Image(Regions((0, 0, 0, 0), (2, 0, 9, 1), (3, 1, 3, 2)));
        image.Clean(PixelCleaning.UltrasoundRegions).Should().Equal(1, 0, 3, 4, 0, 0, 7, 8, 0, 0, 0, 12);
    }

    [Fact]
    public void Protect_SharedColors_BlackensPairsThatReachOutside()
    {
        PixelCleaningImage image = Image(Regions((1, 0, 3, 0)))
            with
        { Photometric = "YBR_FULL_422", Samples = 3, Planar = 0, Rows = 1, Pixels = PixelCleaningLayoutTests.Numbers(8) };
        image.Clean(PixelCleaning.UltrasoundRegions).Should().Equal(0, 0, 128, 128, 5, 6, 7, 8);
    }

    [Fact]
    public void Protect_WithoutTheSequence_IsRefused() =>
        Refusal(Image(_ => { })).Should().Contain("no Sequence of Ultrasound Regions (0018,6011)");

    [Fact]
    public void Protect_SequenceWithoutItem_IsRefused() => Refusal(Image(Regions())).Should().Contain("(0018,6011)");

    [Fact]
    public void Protect_RegionOfTheWholeImage_IsRefused() =>
        Refusal(Image(Regions((0, 0, 3, 2)))).Should().Contain("nothing would be blackened");

    [Theory]
    [InlineData(2, 0, 1, 0)]
    [InlineData(0, 2, 0, 1)]
    public void Protect_RegionThatEndsBeforeItBegins_IsRefused(int left, int top, int right, int bottom) =>
        Refusal(Image(Regions((left, top, right, bottom)))).Should().Contain("ends before it begins");

    [Fact]
    public void Protect_RegionWithoutLocation_IsRefused() =>
        Refusal(Image(bytes => bytes.Sequence(0x0018_6011, item => item.Words(0x0018_6012, "US", 1)))).Should().Contain("(0018,6018)");

    [Fact]
    public void Protect_ObjectWithoutPixels_NeedsNoRegions()
    {
        byte[] file = (Image(_ => { }) with { Without = 0x7FE0_0010 }).ToFile();
        byte[] cleaned = PixelCleaningImage.CleanFile(file, PixelCleaning.UltrasoundRegions);
        PixelCleaningImage.Has(cleaned, Tags.BurnedInAnnotation).Should().BeFalse();
        PixelCleaningRecoveryTests.CodesOf(cleaned).Should().Equal("113100");
    }

    private static PixelCleaningImage Image(Action<DicomBytes> before) =>
        new() { Before = before, Vr = "OB", Pixels = PixelCleaningLayoutTests.Numbers(12) };

    private static Action<DicomBytes> Regions(params (int Left, int Top, int Right, int Bottom)[] regions) => bytes => bytes.Sequence(
        0x0018_6011,
        [.. regions.Select(region => (Action<DicomBytes>)(item =>
        {
            Position(item, 0x0018_6018, region.Left);
            Position(item, 0x0018_601A, region.Top);
            Position(item, 0x0018_601C, region.Right);
            Position(item, 0x0018_601E, region.Bottom);
        }))]);

    private static void Position(DicomBytes bytes, uint tag, int position)
    {
        byte[] value = [(byte)position, 0, 0, 0];
        if (bytes.Encoding == WireEncoding.ExplicitBigEndian) Array.Reverse(value);
        bytes.Bytes(tag, "UL", value);
    }

    private static string Refusal(PixelCleaningImage image) =>
        PixelCleaningRefusalTests.Refusal(image.ToFile(), Tags.SequenceOfUltrasoundRegions, PixelCleaning.UltrasoundRegions);
}
