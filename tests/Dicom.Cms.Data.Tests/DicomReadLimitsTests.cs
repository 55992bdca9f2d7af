using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>A limit itself is allowed; one more is refused.</summary>
public sealed class DicomReadLimitsTests
{
    private static readonly byte[] EmptyItem = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];

    [Fact]
    public void Default_IsAsDocumented()
    {
        DicomReadLimits limits = DicomReadLimits.Default;

        (limits.Depth, limits.Elements, limits.NestedElements).Should().Be((128, 262_144, 4_000_000));
        (limits.InflatedLength, limits.InflationRatio).Should().Be((4L << 30, 250));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void Depth_FromZeroTo512_IsAllowed(int depth, bool isAllowed)
    {
        Func<DicomReadLimits> make = () => new DicomReadLimits { Depth = depth };

        if (isAllowed) make().Depth.Should().Be(depth);
        else make.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(0, 64L << 20)]
    [InlineData((64 << 20) / 250, 64L << 20)]
    [InlineData(1 << 20, 250L << 20)]
    [InlineData(1 << 30, 4L << 30)]
    public void InflationLimit_GrowsWithTheCompressedLength(long compressed, long limit) =>
        DicomReadLimits.Default.InflationLimit(compressed).Should().Be(limit);

    [Fact]
    public void Elements_AtAndBeyondTheLimit()
    {
        byte[] bytes = DicomBytes.Explicit().Words(0x0028_0010, "US", 1).Words(0x0028_0011, "US", 1).ToFile();

        using DicomObject file = DicomObject.Read(bytes, new DicomReadLimits { Elements = 2 });
        Action read = () => DicomObject.Read(bytes, new DicomReadLimits { Elements = 1 });

        file.Elements.Should().HaveCount(2);
        read.Should().Throw<DicomFormatException>().WithMessage("More elements than the limit*");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void NestedElements_ItemsAndElements_CountAlike(int count, bool isRead)
    {
        DataElementReader reader = new(limits: new DicomReadLimits { NestedElements = 5 });
        byte[][] sequences =
        [
            DicomBytes.Explicit().Bytes(0x0040_A730, "SQ", [.. Enumerable.Repeat(EmptyItem, count).SelectMany(item => item)]).ToArray(),
            DicomBytes.Explicit().Sequence(0x0040_A730, item =>
            {
                for (uint i = 1; i < count; i++) item.Words(0x0028_0010 + i, "US", 1);
            }).ToArray(),
        ];
        foreach (byte[] bytes in sequences)
        {
            Action read = () => reader.ReadElement(bytes, DataSetEncoding.ExplicitLittleEndian);
            if (isRead) read.Should().NotThrow();
            else read.Should().Throw<DicomFormatException>().WithMessage("More nested elements than the limit*");
        }
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void MetaElements_UpTo4096_AreRead(int count, bool isRead)
    {
        byte[] element = DicomBytes.Explicit().Header(0x0002_0100, "UI", 0).ToArray();
        byte[] bytes =
        [
            .. new byte[128], .. "DICM"u8, .. Enumerable.Repeat(element, count).SelectMany(octets => octets),
            .. DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").ToArray(),
        ];

        if (isRead)
        {
            using DicomObject file = DicomObject.Read(bytes);
            file.MetaElements.Should().HaveCount(count);
            return;
        }

        FluentActions.Invoking(() => DicomObject.Read(bytes)).Should().Throw<DicomFormatException>().WithMessage("*than the limit*");
    }
}
