using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>A file that was cut off is not taken for one in another encoding, in which a large element happens to hold the rest.</summary>
public sealed class CutOffTests
{
    // In big endian, the first element has 0x0A00 octets, which end amid the zeros of the pixels.
    [Theory]
    [InlineData(2600)]
    [InlineData(3000)]
    [InlineData(4099)]
    public void Read_ExplicitFileCutOffInItsPixels_IsRefused(int length)
    {
        byte[] file = DicomBytes.Explicit().Text(0x0008_0008, "CS", "ORIGINAL\\A").Text(0x0010_0010, "PN", "Doe^Jane")
            .Bytes(0x7FE0_0010, "OW", new byte[4096]).ToFile();

        Action read = () => DicomObject.Read(file.AsMemory(0, length));

        read.Should().Throw<DicomFormatException>().WithMessage("*longer*");
    }

    [Fact]
    public void Read_FileOfAnotherEncodingThanItStates_IsStillRead()
    {
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            byte[] file = DicomBytes.In(encoding).Text(0x0008_0008, "CS", "ORIGINAL\\A").Text(0x0010_0010, "PN", "Doe^Jane")
                .Words(0x7FE0_0010, "OW", new ushort[64]).ToFile("1.2.840.10008.1.2.1");

            using DicomObject read = DicomObject.Read(file);

            read.Elements.Should().HaveCount(3);
        }
    }
}
