using System.IO.Compression;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Objects of every class that the rules of byte exactness name, built octet by octet.</summary>
internal static partial class RecoverySamples
{
    public const string Uid = "1.2.3.4.5";

    /// <summary>A small image in an encoding: identity, dates, UIDs, a nested sequence, a private block, pixels.</summary>
    public static byte[] Image(WireEncoding encoding = WireEncoding.ExplicitLittleEndian) => ImageDataSet(encoding).ToFile();

    public static DicomBytes ImageDataSet(WireEncoding encoding) => Head(encoding).Words(0x7FE0_0010, "OW", Words(128));

    /// <summary>The same with its pixels in octets.</summary>
    public static byte[] OctetImage(byte[] pixels, WireEncoding encoding = WireEncoding.ExplicitLittleEndian) =>
        Head(encoding).Bytes(0x7FE0_0010, "OB", pixels).ToFile();

    /// <summary>The same with compressed pixels.</summary>
    public static byte[] CompressedImage(params byte[][] fragments) =>
        Head(WireEncoding.ExplicitLittleEndian).Fragments(fragments).ToFile("1.2.840.10008.1.2.4.50");

    /// <summary>A stream with what decoders ignore: before, between and behind its segments.</summary>
    public static byte[] CommentedJpeg(string text = "Doe^Jane 19700101") =>
    [
        .. TinyJpeg.Stream(TinyJpeg.Comment(text), TinyJpeg.Segment(0xE1, System.Text.Encoding.Unicode.GetBytes(text))),
        .. System.Text.Encoding.ASCII.GetBytes(text),
    ];

    /// <summary>All but the pixels.</summary>
    public static DicomBytes Head(WireEncoding encoding, string uid = Uid) => DicomBytes.In(encoding)
        .Text(0x0008_0005, "CS", "ISO_IR 100")
        .Text(0x0008_0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
        .Text(0x0008_0018, "UI", uid)
        .Text(0x0008_0020, "DA", "20240131")
        .Text(0x0008_0050, "SH", "ACC-4711")
        .Text(0x0008_0060, "CS", "OT")
        .Sequence(0x0008_1140, item => item.Text(0x0008_1150, "UI", "1.2.840.10008.5.1.4.1.1.7").Text(0x0008_1155, "UI", "1.2.3.9"))
        .PrivateBlock(0x0009, 0x10, "ACME", (0x01, "LO", "Doe "u8.ToArray()), (0x02, "UL", [1, 2, 3, 4]))
        .Text(0x0010_0010, "PN", "Doe^Jane")
        .Text(0x0010_0020, "LO", "PAT-0815")
        .Text(0x0010_0030, "DA", "19700101")
        .Text(0x0010_0040, "CS", "F")
        .Text(0x0020_000D, "UI", "1.2.3.6")
        .Text(0x0020_000E, "UI", "1.2.3.7")
        .Words(0x0028_0010, "US", 8)
        .Words(0x0028_0011, "US", 16)
        .Words(0x0028_0103, "US", 1)
        .Words(0x0028_0106, "SS", 0xFFFE);

    public static ushort[] Words(int count, int seed = 7)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(0x10000))];
    }

    public static byte[] Octets(int count, int seed = 7)
    {
        byte[] octets = new byte[count];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    /// <summary>The classes by name. Each gives a file.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> Classes { get; } =
        Files().Concat(DataSets()).ToDictionary(sample => sample.Name, sample => sample.Build);

    // What differs around the data set: rules 1, 2, 8 and 10.
    private static IEnumerable<(string Name, Func<byte[]> Build)> Files()
    {
        const WireEncoding Explicit = WireEncoding.ExplicitLittleEndian, Implicit = WireEncoding.ImplicitLittleEndian,
            Big = WireEncoding.ExplicitBigEndian;
        yield return ("explicit little endian", () => Image(Explicit));
        yield return ("implicit little endian", () => Image(Implicit));
        yield return ("explicit big endian", () => Image(Big));
        yield return ("encapsulated", () => CompressedImage([], Octets(301), Octets(40)));
        yield return ("encapsulated, with comments", () => CompressedImage([], CommentedJpeg()[..30], CommentedJpeg()[30..]));
        yield return ("encapsulated, with an offset table", () => CompressedImage([0, 0, 0, 0], Octets(300)));
        yield return ("fragments under a native syntax", () => Head(Explicit).Fragments([], Octets(20)).ToFile());
        yield return ("deflated", () => Roundtrip.Deflate(ImageDataSet(Explicit), CompressionLevel.Optimal));
        yield return ("deflated by another level", () => Roundtrip.Deflate(ImageDataSet(Explicit), CompressionLevel.Fastest));
        yield return ("deflated, octets behind", () =>
            Roundtrip.Deflate(ImageDataSet(Explicit), CompressionLevel.Optimal, 1, 2, 3, 4, 5, 6, 7));
        yield return ("deflated, padding inside",
            () => Roundtrip.Deflate(ImageDataSet(Explicit).Raw(new byte[9]), CompressionLevel.Optimal, 0));
        yield return ("said to be deflated", () => ImageDataSet(Explicit).ToFile("1.2.840.10008.1.2.1.99"));
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
            yield return ($"bare data set, {encoding}", () => ImageDataSet(encoding).ToArray());
        yield return ("no preamble", () => Image(Explicit)[128..]);
        yield return ("no preamble, no DICM", () => [.. DicomBytes.Meta(DicomBytes.UidOf(Implicit)), .. ImageDataSet(Implicit).ToArray()]);
        yield return ("no meta", () => [.. new byte[128], .. "DICM"u8, .. ImageDataSet(Big).ToArray()]);
        yield return ("no Transfer Syntax", () =>
            [.. new byte[128], .. "DICM"u8, .. DicomBytes.Explicit().Text(0x0002_0003, "UI", "1.2").ToArray(),
                .. ImageDataSet(Big).ToArray()]);
        yield return ("implicit meta", () =>
            [.. new byte[128], .. "DICM"u8, .. DicomBytes.Implicit().Text(0x0002_0010, "UI", DicomBytes.UidOf(Implicit)).ToArray(),
                .. ImageDataSet(Implicit).ToArray()]);
        yield return ("two metas", () =>
            [.. DicomBytes.Prefix("1.2.840.10008.1.2.2"), .. DicomBytes.Meta(DicomBytes.UidOf(Explicit)),
                .. ImageDataSet(Explicit).ToArray()]);
        yield return ("a preamble with text", () => [.. "Jane Doe was here"u8, .. Image(Explicit)[17..]]);
        foreach ((WireEncoding encoding, string lie) in new[] { (Explicit, "1.2.840.10008.1.2"), (Implicit, "1.2.840.10008.1.2.1"),
            (Big, "1.2.840.10008.1.2.1"), (Explicit, "1.2.840.10008.1.2.2"), (Explicit, "1.2.999") })
        {
            yield return ($"{encoding}, said to be {lie}", () => ImageDataSet(encoding).ToFile(lie));
        }

        yield return ("trailing zeros", () => ImageDataSet(Explicit).Raw(new byte[1000]).ToFile());
        yield return ("one trailing octet", () => ImageDataSet(Implicit).Raw(0).ToFile());
        yield return ("trailing blanks", () => ImageDataSet(Big).Raw([.. Enumerable.Repeat((byte)' ', 13)]).ToFile());
        yield return ("Data Set Trailing Padding", () => ImageDataSet(Explicit).Bytes(0xFFFC_FFFC, "OB", new byte[40]).ToFile());
        yield return ("nothing but a name", () => DicomBytes.Explicit().Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("nothing to protect", () => DicomBytes.Explicit().Text(0x0008_0060, "CS", "OT").ToFile());
    }
}
