using Dicom.Cms.Data;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Imaging.Tests;

/// <summary>How long the pixels of a description are, and which descriptions are refused.</summary>
public sealed class PixelFormatTests
{
    [Theory]
    [InlineData("MONOCHROME2", 1, 8, 12)]
    [InlineData("MONOCHROME1", 1, 16, 24)]
    [InlineData("MONOCHROME2", 1, 32, 48)]
    [InlineData("MONOCHROME2", 1, 1, 2)] // 12 bits
    [InlineData("RGB", 3, 8, 36)]
    [InlineData("YBR_FULL", 3, 16, 72)]
    [InlineData("YBR_FULL_422", 3, 8, 24)] // Y, Y, Cb, Cr for two pixels
    [InlineData("YBR_PARTIAL_422", 3, 8, 24)]
    public void Length_OfOneFrame_IsWhatTheLayoutTakes(string photometric, ushort samples, ushort allocated, int length) =>
        new TestImage { Photometric = photometric, Samples = samples, Allocated = allocated, Planar = 0, Pixels = new byte[length] }
            .ReadFormat().Length.Should().Be(length);

    [Fact]
    public void Length_OfFramesOfOneBit_HasNoGapBetweenThem() =>
        new TestImage { Columns = 3, Rows = 3, Frames = "3", Allocated = 1, Pixels = new byte[4] }.ReadFormat().Length.Should().Be(4);

    [Fact]
    public void Length_BeyondWhatFits_IsTheGreatestNumber()
    {
        PixelFormat format = new TestImage().ReadFormat() with
        {
            Rows = ushort.MaxValue,
            Columns = ushort.MaxValue,
            Frames = int.MaxValue,
            BitsAllocated = 32,
        };
        format.Length.Should().Be(long.MaxValue);
    }

    [Theory]
    [InlineData(8, 8, 7, 0xFFu)]
    [InlineData(16, 12, 11, 0x0FFFu)]
    [InlineData(16, 12, 15, 0xFFF0u)]
    [InlineData(32, 32, 31, 0xFFFF_FFFFu)]
    [InlineData(32, 1, 31, 0x8000_0000u)]
    public void StoredBits_OfACell_EndAtTheHighBit(ushort allocated, ushort stored, ushort high, uint bits)
    {
        TestImage image = new() { Allocated = allocated, Stored = stored, High = high, Pixels = new byte[12 * allocated / 8] };
        image.ReadFormat().StoredBits.Should().Be(bits);
    }

    [Theory]
    [InlineData(WireEncoding.ImplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitLittleEndian)]
    [InlineData(WireEncoding.ExplicitBigEndian)]
    public void Read_InAnyEncoding_GivesTheDescription(WireEncoding encoding)
    {
        PixelFormat format = new TestImage
        {
            Encoding = encoding,
            Photometric = "RGB",
            Samples = 3,
            Planar = 1,
            Columns = 2,
            Rows = 5,
            Frames = " 3",
            Allocated = 16,
            Stored = 10,
            High = 12,
            Signed = 1,
            Pixels = new byte[180],
        }.ReadFormat();

        (format.Columns, format.Rows, format.Frames).Should().Be((2, 5, 3));
        (format.BitsAllocated, format.BitsStored, format.HighBit, format.SampleLength).Should().Be((16, 10, 12, 2));
        (format.IsPlanar, format.IsSigned, format.Photometric.ToString()).Should().Be((true, true, "RGB"));
    }

    [Fact]
    public void Read_PlanarConfigurationOfOneSample_MeansNothing() => new TestImage { Planar = 1 }.ReadFormat().IsPlanar.Should().BeFalse();

    [Theory]
    [InlineData(0x0028_0101u)]
    [InlineData(0x0028_0102u)]
    [InlineData(0x0028_0103u)]
    public void Read_DescriptionThatFollowsFromTheRest_MayBeMissing(uint tag) =>
        (new TestImage { Without = tag }.ReadFormat() is { BitsStored: 8, HighBit: 7, IsSigned: false }).Should().BeTrue();

    [Theory]
    [InlineData(0x0028_0002u)]
    [InlineData(0x0028_0004u)]
    [InlineData(0x0028_0010u)]
    [InlineData(0x0028_0011u)]
    [InlineData(0x0028_0100u)]
    public void Read_DescriptionMissing_IsRefused(uint tag) => Refusal(new TestImage { Without = tag }, tag);

    [Theory]
    [InlineData(11)]
    [InlineData(13)] // of an even length no octet is padding
    [InlineData(0)]
    public void Read_LengthThatDoesNotMatch_IsRefused(int length) => Refusal(new TestImage { Pixels = new byte[length] }, 0x7FE0_0010);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_OddLength_MayBePadded(int length) =>
        new TestImage { Columns = 3, Rows = 1, Pixels = new byte[length] }.ReadFormat().Length.Should().Be(3);

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.70")]
    [InlineData("1.2.840.10008.1.2.5")]
    public void Read_CompressedTransferSyntax_IsRefused(string uid) =>
        Refusal(new TestImage { TransferSyntax = uid }, 0x7FE0_0010).Should().Contain("compressed").And.NotContain(uid);

    [Theory]
    [InlineData(WireEncoding.ExplicitLittleEndian, "OL")]
    [InlineData(WireEncoding.ExplicitBigEndian, "UN")] // which unit its writer swapped is not known
    public void Read_OtherVr_IsRefused(WireEncoding encoding, string vr) =>
        Refusal(new TestImage { Encoding = encoding, Vr = vr }, 0x7FE0_0010).Should().Contain("neither VR OB nor OW");

    [Fact]
    public void Read_UnknownVrInLittleEndian_IsRead() => new TestImage { Vr = "UN" }.ReadFormat().Length.Should().Be(12);

    [Theory]
    [InlineData(0x0028_0010u)]
    [InlineData(0x0028_0103u)]
    public void Read_DescriptionSaidTwice_IsRefused(uint tag) =>
        Refusal(new TestImage { After = bytes => bytes.Words(tag, "US", 3) }, tag).Should().Contain("twice");

    [Theory]
    [InlineData("HSV", 3)]
    [InlineData("YBR_RCT", 3)]
    [InlineData("monochrome2", 1)]
    public void Read_OtherPhotometricInterpretation_IsRefusedWithoutItsValue(string photometric, ushort samples) =>
        Refusal(new TestImage { Photometric = photometric, Samples = samples }, 0x0028_0004).Should().NotContain(photometric);

    [Fact]
    public void Read_SamplesThatDoNotFitTheInterpretation_IsRefused() => Refusal(new TestImage { Samples = 3 }, 0x0028_0002);

    [Theory]
    [InlineData("MONOCHROME2", 1, 12)]
    [InlineData("MONOCHROME2", 1, 64)]
    [InlineData("MONOCHROME2", 1, 0)]
    [InlineData("RGB", 3, 1)]
    public void Read_BitsAllocatedNotSupported_IsRefused(string photometric, ushort samples, ushort allocated) =>
        Refusal(new TestImage { Photometric = photometric, Samples = samples, Allocated = allocated, Stored = 1, High = 0 }, 0x0028_0100);

    [Theory]
    [InlineData(0, 7)]
    [InlineData(9, 8)]
    [InlineData(8, 6)]
    [InlineData(4, 8)]
    public void Read_BitsThatDoNotFit_IsRefused(ushort stored, ushort high) =>
        Refusal(new TestImage { Stored = stored, High = high }, 0x0028_0101);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1\\2")]
    [InlineData("1.5")]
    public void Read_NumberOfFramesThatIsNone_IsRefused(string frames) => Refusal(new TestImage { Frames = frames }, 0x0028_0008);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 0)]
    public void Read_ImageWithoutPixels_IsRefused(ushort columns, ushort rows) =>
        Refusal(new TestImage { Columns = columns, Rows = rows, Pixels = [] }, 0x0028_0010);

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    public void Read_SharedColorsOfOddColumnsOrByPlane_IsRefused(ushort columns, ushort planar) =>
        Refusal(new TestImage { Photometric = "YBR_FULL_422", Samples = 3, Columns = columns, Planar = planar }, 0x0028_0004);

    private static string Refusal(TestImage image, uint tag)
    {
        Action read = () => image.ReadFormat();
        ImagingException refusal = read.Should().Throw<ImagingException>().Which;
        refusal.Tag.Should().Be(new Tag(tag));
        return refusal.Message;
    }
}
