using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>The rules that say which pixels are blackened, and what they refuse.</summary>
public sealed class PixelCleaningTests
{
    [Fact]
    public void Rectangles_WithoutAny_Throws()
    {
        Action none = () => PixelCleaning.Rectangles();
        Action empty = () => PixelCleaning.Rectangles(default(PixelRectangle));
        none.Should().Throw<ArgumentException>();
        empty.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Rectangles_ListThatChangesLater_StayAsTheyWere()
    {
        List<PixelRectangle> rectangles = [new(1, 0, 1, 1)];
        PixelCleaning cleaning = PixelCleaning.Rectangles(rectangles);
        rectangles[0] = new(0, 0, 4, 3);
        new TestImage().Blacken(cleaning).Should().Equal(1, 0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    [Theory]
    [InlineData(-1, 0, 1, 1)]
    [InlineData(0, -1, 1, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 0, 1, -1)]
    public void PixelRectangle_NumberTooSmall_Throws(int column, int row, int width, int height)
    {
        Action make = () => _ = new PixelRectangle(column, row, width, height);
        make.Should().Throw<ArgumentOutOfRangeException>();
    }

    // Dicom.Cms derives replacement UIDs from it: what it says must not change from version to version.
    [Fact]
    public void ToString_OfEachRule_TellsItFromOthers()
    {
        PixelCleaning.Rectangles(new PixelRectangle(1, 2, 3, 4), new PixelRectangle(5, 6, 7, 8)).ToString().Should().Be("1,2,3,4 5,6,7,8");
        PixelCleaning.UltrasoundRegions.ToString().Should().Be("ultrasound-regions");
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void UltrasoundRegions_OneRegion_KeepsItWithItsLastColumnAndRow(WireEncoding encoding)
    {
        TestImage image = new() { Encoding = encoding, Vr = "OB", After = Regions((1, 1, 2, 2)) };
        image.Blacken(PixelCleaning.UltrasoundRegions).Should().Equal(0, 0, 0, 0, 0, 6, 7, 0, 0, 10, 11, 0);
    }

    [Fact]
    public void UltrasoundRegions_SaidTwice_IsRefused() => Refusal(bytes =>
    {
        Regions((1, 1, 2, 2))(bytes);
        Regions((0, 0, 1, 1))(bytes);
    }).Should().Contain("twice");

    [Fact]
    public void UltrasoundRegions_Missing_IsRefused() => Refusal(_ => { }).Should().Contain("no Sequence of Ultrasound Regions");

    [Fact]
    public void UltrasoundRegions_OfTheWholeImage_IsRefused() =>
        Refusal(Regions((0, 0, 3, 2))).Should().Contain("nothing would be blackened");

    [Theory]
    [InlineData(2, 0, 1, 0)]
    [InlineData(0, 2, 0, 1)]
    public void UltrasoundRegions_RegionThatEndsBeforeItBegins_IsRefused(int left, int top, int right, int bottom) =>
        Refusal(Regions((left, top, right, bottom))).Should().Contain("ends before it begins");

    [Fact]
    public void UltrasoundRegions_LocationBeyondEveryImage_IsRefused() =>
        Refusal(Regions((0, 0, 0x1_0000, 2))).Should().Contain("(0018,601C)");

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
        byte[] value = BitConverter.GetBytes(position);
        if (bytes.Encoding == WireEncoding.ExplicitBigEndian) Array.Reverse(value);
        bytes.Bytes(tag, "UL", value);
    }

    private static string Refusal(Action<DicomBytes> regions)
    {
        Action clean = () => new TestImage { After = regions }.Blacken(PixelCleaning.UltrasoundRegions);
        ImagingException refusal = clean.Should().Throw<ImagingException>().Which;
        refusal.Tag.Should().Be(Tags.SequenceOfUltrasoundRegions);
        return refusal.Message;
    }
}
