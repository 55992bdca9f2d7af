using System.IO.Compression;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Small valid files, about 1 kB each, in every encoding and with every oddity that real files have.</summary>
internal static class HostileSamples
{
    /// <summary>Values that must not be seen in any message.</summary>
    public static readonly string[] Planted = ["PLANTED", "Planted", "1.3.6.1.4.1.99999", "AX4711"];

    private static readonly byte[] CommentedJpeg = TinyJpeg.Stream(TinyJpeg.Comment("Doe^Jane, born 19620817"));

    public static readonly string[] Names = ["implicit", "explicit", "big endian", "deflated", "encapsulated", "untidy"];

    public static byte[] Source(string name) => name switch
    {
        "implicit" => Fill(DicomBytes.Implicit()).Bytes(0x7FE0_0010, "OW", new byte[64]).ToFile(),
        "big endian" => Fill(DicomBytes.BigEndian()).Bytes(0x7FE0_0010, "OW", new byte[64]).ToFile(),
        "encapsulated" => Fill(DicomBytes.Explicit()).Fragments([], CommentedJpeg[..20], CommentedJpeg[20..])
            .ToFile("1.2.840.10008.1.2.4.50"),
        "deflated" =>
            [.. DicomBytes.Prefix("1.2.840.10008.1.2.1.99"),
                .. Deflate(Fill(DicomBytes.Explicit()).Bytes(0x7FE0_0010, "OW", new byte[64]).ToArray())],
        "untidy" => Untidy(),
        _ => Fill(DicomBytes.Explicit()).Bytes(0x7FE0_0010, "OW", new byte[64]).ToFile(),
    };

    public static WireEncoding EncodingOf(string name) => name switch
    {
        "implicit" => WireEncoding.ImplicitLittleEndian,
        "big endian" => WireEncoding.ExplicitBigEndian,
        _ => WireEncoding.ExplicitLittleEndian,
    };

    public static byte[] Deflate(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (DeflateStream deflate = new(stream, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(bytes);
        if (stream.Length % 2 != 0) stream.WriteByte(0);
        return stream.ToArray();
    }

    private static DicomBytes Fill(DicomBytes bytes) => bytes
        .Text(0x0008_0005, "CS", "ISO_IR 100")
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.2")
        .Text(0x0008_0018, "UI", "1.3.6.1.4.1.99999.1.1")
        .Text(0x0008_0050, "SH", "AX4711-1")
        .Sequence(0x0008_1110, item =>
            item.Text(0x0008_1150, "UI", "1.2.840.10008.3.1.2.3.1").Text(0x0008_1155, "UI", "1.3.6.1.4.1.99999.1.2"))
        .UndefinedSequence(0x0008_1115, item =>
            item.UndefinedSequence(0x0008_1199, inner => inner.Text(0x0008_1155, "UI", "1.3.6.1.4.1.99999.1.3")))
        .PrivateBlock(0x0009, 0x10, "PLANTED CREATOR", (1, "LO", "PLANTEDPRIVATE"u8.ToArray()))
        .UnknownSequence(0x0009_1002, isDefined: false, item => item.Text(0x0010_0010, "PN", "Planted^Un"))
        .Text(0x0010_0010, "PN", "Planted^Jane")
        .Text(0x0010_0020, "LO", "PLANTED-ID-77")
        .Text(0x0010_0030, "DA", "19570304")
        .Text(0x0018_1030, "LO", "Head Planted^Jane")
        .Text(0x0020_000D, "UI", "1.3.6.1.4.1.99999.1.4")
        .Text(0x0020_000E, "UI", "1.3.6.1.4.1.99999.1.5")
        .Words(0x0028_0010, "US", 8)
        .Words(0x0028_0011, "US", 4)
        .UnknownSequence(0x0040_0275, isDefined: true, item => item.Text(0x0040_1001, "SH", "AX4711-2"))
        .Text(0x0040_A124, "UI", "1.3.6.1.4.1.99999.1.6");

    /// <summary>Group lengths, a tag twice, disorder, an odd length, a stray delimitation, trailing padding.</summary>
    private static byte[] Untidy() =>
    [
        .. DicomBytes.Explicit()
            .Header(0x0008_0000, "UL", 4).Raw(100, 0, 0, 0)
            .Text(0x0008_0018, "UI", "1.3.6.1.4.1.99999.1.1")
            .Text(0x0008_0018, "UI", "1.3.6.1.4.1.99999.1.1")
            .Bytes(0x0010_0010, "PN", "Planted^Odd"u8.ToArray())
            .Text(0x0008_0050, "SH", "AX4711-1")
            .Text(0x0010_0020, "LO", "PLANTED-ID-77")
            .Sequence(0x0008_1140, item =>
                item.Header(0x0008_0000, "UL", 4).Raw(9, 0, 0, 0).Text(0x0008_1155, "UI", "1.3.6.1.4.1.99999.1.2"))
            .Delimiter(0xFFFE_E0DD, 0)
            .Text(0x0020_4000, "LT", "Planted^Odd was here")
            .Words(0x6000_0010, "US", 1).Words(0x6000_3000, "OW", 1, 2)
            .Bytes(0x7FE0_0010, "OW", new byte[66]).ToFile(),
        0, 0, 0, 0,
    ];
}
