using Dicom.Cms.Testing;

namespace Dicom.Cms.Data.Tests;

/// <summary>Exactness, rule 1: every octet before the data set is the prefix, whatever (0002,0000) says.</summary>
public sealed class FilePrefixTests
{
    private const string ExplicitUid = "1.2.840.10008.1.2.1";

    private static readonly byte[] DataSet = DicomBytes.Explicit()
        .Text(0x0008_0018, "UI", "2.25.1").Text(0x0010_0010, "PN", "Doe^Jane").ToArray();

    [Fact]
    public void Read_Part10File_PrefixIsPreambleMarkerAndMeta()
    {
        byte[] prefix = DicomBytes.Prefix(ExplicitUid);
        using DicomObject file = Read([.. prefix, .. DataSet]);
        file.HasPart10Marker.Should().BeTrue();
        file.PrefixLength.Should().Be(prefix.Length);
        file.MetaElements.Select(element => element.Tag.Element).Should().Equal(0x0000, 0x0001, 0x0002, 0x0003, 0x0010, 0x0012);
        file.DeclaredTransferSyntax!.Uid.Should().Be(ExplicitUid);
        file.Elements.Should().HaveCount(2);
        file.Elements[0].Offset.Should().Be(prefix.Length);
    }

    [Fact]
    public void Read_MarkerAtStartWithoutPreamble_IsPrefix()
    {
        byte[] prefix = [.. "DICM"u8, .. DicomBytes.Meta(ExplicitUid)];
        using DicomObject file = Read([.. prefix, .. DataSet]);
        file.PrefixLength.Should().Be(prefix.Length);
        file.HasPart10Marker.Should().BeTrue();
    }

    [Fact]
    public void Read_MetaWithoutPreambleAndMarker_IsPrefix()
    {
        byte[] prefix = DicomBytes.Meta(ExplicitUid);
        using DicomObject file = Read([.. prefix, .. DataSet]);
        file.PrefixLength.Should().Be(prefix.Length);
        file.HasPart10Marker.Should().BeFalse();
        file.DeclaredTransferSyntax!.Uid.Should().Be(ExplicitUid);
    }

    [Fact]
    public void Read_BareDataSet_HasNoPrefix()
    {
        using DicomObject file = Read(DataSet);
        (file.PrefixLength, file.HasPart10Marker, file.MetaElements.Count).Should().Be((0L, false, 0));
        file.DeclaredTransferSyntax.Should().BeNull();
        file.TransferSyntax.Uid.Should().Be(ExplicitUid);
    }

    [Fact]
    public void Read_MarkerWithoutMeta_DataSetFollowsMarker()
    {
        using DicomObject file = Read([.. new byte[128], .. "DICM"u8, .. DataSet]);
        (file.PrefixLength, file.HasPart10Marker).Should().Be((132L, true));
        file.Elements.Should().HaveCount(2);
    }

    [Fact]
    public void Read_MetaWithoutTransferSyntax_EncodingIsFound()
    {
        byte[] meta = DicomBytes.Explicit().Bytes(0x0002_0001, "OB", 0, 1).ToArray();
        using DicomObject file = Read([.. new byte[128], .. "DICM"u8, .. meta, .. DataSet]);
        file.DeclaredTransferSyntax.Should().BeNull();
        file.Encoding.Should().BeSameAs(DataSetEncoding.ExplicitLittleEndian);
    }

    [Fact]
    public void Read_MetaTwice_LastTransferSyntaxCounts()
    {
        byte[] prefix = [.. DicomBytes.Prefix("1.2.840.10008.1.2.4.50"), .. DicomBytes.Meta(ExplicitUid)];
        using DicomObject file = Read([.. prefix, .. DataSet]);
        file.PrefixLength.Should().Be(prefix.Length);
        file.DeclaredTransferSyntax!.Uid.Should().Be(ExplicitUid);
        file.MetaElements.Should().HaveCount(12);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(9u)]
    [InlineData(0xFFFF_FFFFu)]
    public void Read_WrongMetaGroupLength_IsIgnored(uint groupLength)
    {
        byte[] prefix = DicomBytes.Prefix(ExplicitUid);
        BitConverter.TryWriteBytes(prefix.AsSpan(140), groupLength).Should().BeTrue();
        using DicomObject file = Read([.. prefix, .. DataSet]);
        file.PrefixLength.Should().Be(prefix.Length);
    }

    [Fact]
    public void Read_ImplicitMeta_IsPrefix()
    {
        byte[] meta = DicomBytes.Implicit().Bytes(0x0002_0001, "OB", 0, 1).Text(0x0002_0010, "UI", ExplicitUid).ToArray();
        using DicomObject file = Read([.. new byte[128], .. "DICM"u8, .. meta, .. DataSet]);
        file.PrefixLength.Should().Be(132 + meta.Length);
        file.DeclaredTransferSyntax!.Uid.Should().Be(ExplicitUid);
    }

    [Fact]
    public void Read_MetaOfOddLength_IsPrefix()
    {
        byte[] meta = DicomBytes.Explicit().Bytes(0x0002_0001, "OB", 1)
            .Bytes(0x0002_0010, "UI", [.. System.Text.Encoding.ASCII.GetBytes(ExplicitUid)]).ToArray();
        using DicomObject file = Read([.. new byte[128], .. "DICM"u8, .. meta, .. DataSet]);
        (file.PrefixLength % 2).Should().Be((132 + meta.Length) % 2);
        file.DeclaredTransferSyntax!.Uid.Should().Be(ExplicitUid);
    }

    [Theory]
    [InlineData(" 1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.1 \0", "1.2.840.10008.1.2.1")]
    [InlineData("\0\0", null)]
    [InlineData("", null)]
    public void Read_PaddedTransferSyntax_IsTrimmed(string stated, string? uid)
    {
        byte[] meta = DicomBytes.Explicit().Bytes(0x0002_0010, "UI", System.Text.Encoding.ASCII.GetBytes(stated)).ToArray();
        using DicomObject file = Read([.. new byte[128], .. "DICM"u8, .. meta, .. DataSet]);
        file.DeclaredTransferSyntax?.Uid.Should().Be(uid);
        (file.DeclaredTransferSyntax is null).Should().Be(uid is null);
    }

    [Theory]
    [InlineData(256, false)]
    [InlineData(258, true)]
    [InlineData(300, true)]
    public void Read_TransferSyntaxBeyondAnyUid_IsNone(int length, bool isNone)
    {
        byte[] meta = DicomBytes.Explicit().Text(0x0002_0010, "UI", new string('1', length)).ToArray();
        using DicomObject file = Read([.. new byte[128], .. "DICM"u8, .. meta, .. DataSet]);
        (file.DeclaredTransferSyntax is null).Should().Be(isNone);
    }

    [Fact]
    public void Read_MarkerInsideAValueOfABareDataSet_IsCoincidence()
    {
        byte[] value = new byte[300];
        "DICM"u8.CopyTo(value.AsSpan(128 - 8));
        byte[] bytes = DicomBytes.Explicit().Bytes(0x0008_0018, "UI", value).Text(0x0010_0010, "PN", "Doe^Jane").ToArray();
        bytes.AsSpan(128, 4).SequenceEqual("DICM"u8).Should().BeTrue();
        value.AsSpan(124).Fill((byte)'x');
        bytes.AsSpan(132, 100).Fill((byte)'x');
        using DicomObject file = Read(bytes);
        (file.PrefixLength, file.HasPart10Marker, file.Elements.Count).Should().Be((0L, false, 2));
    }

    [Fact]
    public void Read_MetaCutOff_ThrowsAtTheElement()
    {
        byte[] prefix = DicomBytes.Prefix(ExplicitUid);
        Action read = () => Read(prefix[..^3]);
        read.Should().Throw<DicomFormatException>().Which.Position.Should().Be(prefix.Length - 14);
    }

    [Fact]
    public void Read_MetaElementOfUndefinedLength_Throws()
    {
        byte[] meta = DicomBytes.Explicit().Header(0x0002_0001, "OB", 0xFFFF_FFFF).ToArray();
        Action read = () => Read([.. new byte[128], .. "DICM"u8, .. meta, .. DataSet]);
        read.Should().Throw<DicomFormatException>().Which.Position.Should().Be(132);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(131)]
    [InlineData(200)]
    public void Read_OnlyZeros_Throws(int length)
    {
        Action read = () => Read(new byte[length]);
        read.Should().Throw<DicomFormatException>();
    }

    [Fact]
    public void Read_PrefixWithoutDataSet_Throws()
    {
        Action read = () => Read(DicomBytes.Prefix(ExplicitUid));
        read.Should().Throw<DicomFormatException>();
    }

    private static DicomObject Read(byte[] bytes) => DicomObject.Read(bytes);
}
