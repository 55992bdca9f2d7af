using System.IO.Compression;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Exactness, rule 10: the inflated data set, the prefix and what follows the deflate stream are exact.</summary>
public sealed class DeflatedTests
{
    private const string DeflatedUid = "1.2.840.10008.1.2.1.99";

    private static readonly byte[] Prefix = DicomBytes.Prefix(DeflatedUid);

    public static TheoryData<int, CompressionLevel, int> Suffixes
    {
        get
        {
            TheoryData<int, CompressionLevel, int> data = [];
            foreach (int suffix in new[] { 0, 1, 2, 7, 8, 9, 1000, 100_000 })
            {
                foreach (int length in new[] { 10, 70_000, 3_000_000 })
                    data.Add(suffix, length % 3 == 1 ? CompressionLevel.Fastest : CompressionLevel.Optimal, length);
                data.Add(suffix, CompressionLevel.NoCompression, 20_000);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Suffixes))]
    public void DeflatedSuffix_AnyLength_IsExact(int suffixLength, CompressionLevel level, int valueLength)
    {
        byte[] dataSet = DataSet(valueLength);
        byte[] stream = Deflate(dataSet, level);
        byte[] suffix = ByteSourceTests.Pattern(suffixLength);
        byte[] bytes = [.. Prefix, .. stream, .. suffix];
        using DicomObject file = DicomObject.Read(bytes);
        file.IsDeflated.Should().BeTrue();
        file.TransferSyntax.Uid.Should().Be(DeflatedUid);
        file.DeflatedSuffix.Should().Be((Prefix.Length + stream.Length, suffixLength));
        file.DataSetSource.Length.Should().Be(dataSet.Length);
        file.DataSetSource.ReadRange(0, dataSet.Length).Span.SequenceEqual(dataSet).Should().BeTrue();
        Tiling.Check(file);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("seekable")]
    [InlineData("forward")]
    public void DeflatedSuffix_OtherSources_IsExact(string kind)
    {
        byte[] stream = Deflate(DataSet(50_000), CompressionLevel.Optimal);
        byte[] bytes = [.. Prefix, .. stream, 1, 2, 3];
        using ByteSourceTests.Opened opened = ByteSourceTests.Opened.Of(kind, bytes);
        using DicomObject file = DicomObject.Read(opened.Source);
        file.DeflatedSuffix.Should().Be((bytes.Length - 3, 3));
    }

    [Fact]
    public void Read_PaddingInsideTheInflatedDataSet_IsDataSetSuffix()
    {
        byte[] dataSet = [.. DataSet(10), 0, 0, 0];
        using DicomObject file = DicomObject.Read((byte[])[.. Prefix, .. Deflate(dataSet, CompressionLevel.Optimal)]);
        file.DataSetSuffix.Should().Be((dataSet.Length - 3, 3));
    }

    [Fact]
    public void Read_DeclaredDeflatedButIsNot_IsReadAsItIs()
    {
        using DicomObject file = DicomObject.Read((byte[])[.. Prefix, .. DataSet(10)]);
        file.IsDeflated.Should().BeFalse();
        file.TransferSyntax.Should().Be(TransferSyntax.ExplicitLittleEndian);
        file.DeflatedSuffix.Length.Should().Be(0);
    }

    [Fact]
    public void Read_DeflatedImplicitDataSet_IsFound()
    {
        byte[] dataSet = DicomBytes.Implicit().Text(0x0008_0018, "UI", "2.25.1").ToArray();
        using DicomObject file = DicomObject.Read((byte[])[.. Prefix, .. Deflate(dataSet, CompressionLevel.Optimal)]);
        file.IsDeflated.Should().BeTrue();
        file.Encoding.Should().BeSameAs(DataSetEncoding.ImplicitLittleEndian);
    }

    [Fact]
    public void Read_StreamCutAnywhere_Throws()
    {
        byte[] bytes = [.. Prefix, .. Deflate(DataSet(300), CompressionLevel.Optimal)];
        for (int length = Prefix.Length; length < bytes.Length; length++)
        {
            Action read = () => DicomObject.Read(bytes.AsMemory(0, length));
            read.Should().Throw<DicomFormatException>($"cut at {length} of {bytes.Length}");
        }
    }

    [Fact]
    public void Read_StreamOfAnotherDataSetFormat_Throws()
    {
        byte[] bytes = [.. Prefix, .. Deflate([1, 2, 3, 4, 5, 6, 7, 8, 9], CompressionLevel.Optimal)];
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void Read_BeyondInflatedLength_Throws()
    {
        byte[] bytes = [.. Prefix, .. Deflate(DataSet(100_000), CompressionLevel.Optimal)];
        Action read = () => DicomObject.Read(bytes, new DicomReadLimits { InflatedLength = 100_000 });
        read.Should().Throw<DicomFormatException>().WithMessage("*longer than the limit*");
        using DicomObject file = DicomObject.Read(bytes, new DicomReadLimits { InflatedLength = 110_000 });
        file.IsDeflated.Should().BeTrue();
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000_000)]
    public void Read_ExactlyInflatedLength_IsRead(int length)
    {
        byte[] dataSet = DataSet(length), bytes = [.. Prefix, .. Deflate(dataSet, CompressionLevel.Optimal)];
        using DicomObject file = DicomObject.Read(bytes, new DicomReadLimits { InflatedLength = dataSet.Length });
        file.DataSetSource.Length.Should().Be(dataSet.Length);
        Action read = () => DicomObject.Read(bytes, new DicomReadLimits { InflatedLength = dataSet.Length - 1 });
        read.Should().Throw<DicomFormatException>().WithMessage("*longer than the limit*").Which.Position.Should().Be(dataSet.Length - 1);
    }

    [Fact]
    public void Read_BombBeyondTheRatio_ThrowsWithLittleMemory()
    {
        byte[] bytes = [.. Prefix, .. Bomb(80)];
        bytes.Length.Should().BeLessThan(200_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Action read = () => DicomObject.Read(bytes);
        read.Should().Throw<DicomFormatException>().WithMessage("*longer than the limit*").Which.Position.Should().Be(64 << 20);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 << 20);
        using DicomObject file = DicomObject.Read(bytes, new DicomReadLimits { InflationRatio = 5_000 });
        file.DataSetSource.Length.Should().BeGreaterThan(80 << 20);
    }

    [Fact]
    public void Read_Cancelled_StopsInflating()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        using ByteSource source = ByteSource.FromMemory((byte[])[.. Prefix, .. Bomb(2)]);
        Action read = () => DicomObject.Read(source, null, cancellation.Token);
        read.Should().Throw<OperationCanceledException>();
    }

    private static byte[] DataSet(int valueLength)
    {
        byte[] value = new byte[valueLength];
        new Random(4711).NextBytes(value.AsSpan(valueLength / 2));
        return DicomBytes.Explicit().Text(0x0008_0018, "UI", "2.25.1").Bytes(0x7FE0_0010, "OB", value).ToArray();
    }

    private static byte[] Bomb(int mebibytes) =>
        Deflate(DicomBytes.Explicit().Bytes(0x7FE0_0010, "OB", new byte[mebibytes << 20]).ToArray(), CompressionLevel.Optimal);

    private static byte[] Deflate(byte[] bytes, CompressionLevel level)
    {
        using MemoryStream stream = new();
        using (DeflateStream deflate = new(stream, level, leaveOpen: true)) deflate.Write(bytes);
        return stream.ToArray();
    }
}
