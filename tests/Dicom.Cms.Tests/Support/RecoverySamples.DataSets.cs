using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

// What differs in the data set: rules 3 to 7.
internal static partial class RecoverySamples
{
    private static IEnumerable<(string Name, Func<byte[]> Build)> DataSets()
    {
        foreach (WireEncoding encoding in Enum.GetValues<WireEncoding>())
        {
            yield return ($"odd lengths, {encoding}", () => Head(encoding, uid: "1.2.3.4.5")
                .Bytes(0x0032_1032, "PN", "Doe^J"u8.ToArray())
                .Sequence(0x0040_0275, item => item.Bytes(0x0040_0006, "PN", "Roe"u8.ToArray()))
                .Bytes(0x0040_A123, "PN", "X"u8.ToArray())
                .Bytes(0x7FE0_0010, "OB", Octets(33)).ToFile());
            yield return ($"UN of undefined length, {encoding}", () => Head(encoding)
                .UnknownSequence(0x0040_0275, isDefined: false, item => item.Text(0x0040_0006, "PN", "Roe^Jo"))
                .UnknownSequence(0x0040_0555, isDefined: true, item => item.Text(0x0040_A123, "PN", "Roe^Jo")).ToFile());
            yield return ($"group lengths right and wrong, {encoding}", () => DicomBytes.In(encoding)
                .Words(0x0008_0000, "UL", 12, 0)
                .Text(0x0008_0018, "UI", Uid)
                .Sequence(0x0008_1140, item => item.Words(0x0008_0000, "UL", 77, 0).Text(0x0008_1155, "UI", "1.2.3.9"))
                .Words(0x0010_0000, "UL", 4711, 0)
                .Text(0x0010_0010, "PN", "Doe^Jane")
                .Words(0x7FE0_0000, "UL", 0, 0)
                .Words(0x7FE0_0010, "OW", Words(8)).ToFile());
            yield return ($"25 deep, {encoding}", () => Nested(DicomBytes.In(encoding).Text(0x0008_0018, "UI", Uid), 25).ToFile());
            yield return ($"empty sequences, {encoding}", () => Head(encoding)
                .Sequence(0x0040_0275)
                .UndefinedSequence(0x0040_0555)
                .Sequence(0x0040_A073, item => { })
                .UndefinedSequence(0x0040_A730, item => { }, item => { })
                .Sequence(0x0040_FA30, isDefined: true, itemsAreDefined: false, item => { }).ToFile());
            yield return ($"duplicates, {encoding}", () => Head(encoding)
                .Text(0x0032_1032, "PN", "Doe^John").Text(0x0032_1032, "PN", "Roe^John")
                .Text(0x0032_1032, "PN", "Doe^John")
                .Words(0x7FE0_0010, "OW", 1, 2).Words(0x7FE0_0010, "OW", 3, 4).ToFile());
            yield return ($"unordered, {encoding}", () => DicomBytes.In(encoding)
                .Words(0x7FE0_0010, "OW", 1, 2)
                .Text(0x0010_0010, "PN", "Doe^Jane")
                .Text(0x0008_0060, "CS", "OT")
                .Text(0x0008_0018, "UI", Uid)
                .Text(0x0008_0005, "CS", "ISO_IR 192").ToFile());
            yield return ($"stray delimiters, {encoding}", () => DicomBytes.In(encoding)
                .Delimiter(0xFFFE_E00D, 0)
                .Text(0x0008_0018, "UI", Uid)
                .Delimiter(0xFFFE_E0DD, 0)
                .Text(0x0010_0010, "PN", "Doe^Jane")
                .Delimiter(0xFFFE_E00D, 0).ToFile());
            yield return ($"de-identified before, {encoding}", () => Head(encoding)
                .Text(0x0028_0301, "CS", "NO").Text(0x0028_0303, "CS", "UNMODIFIED").ToFile());
            yield return ($"odd and low groups, {encoding}", () => DicomBytes.In(encoding)
                .Text(0x0004_1130, "CS", "DISK")
                .Text(0x0005_0010, "LO", "LOW")
                .Text(0x0008_0018, "UI", Uid)
                .Bytes(0x0011_1234, "UN", Octets(9))
                .Text(0xFFFF_0010, "LO", "Doe").ToFile());
        }

        yield return ("unknown VR", () => DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", Uid).Raw(UnknownVr(0x10, 0x10, "Doe^Jane")).Text(0x0010_0020, "LO", "P1").ToFile());
        yield return ("character set of unknown VR", () => DicomBytes.Explicit()
            .Raw(UnknownVr(0x08, 0x05, "ISO_IR 100")).Text(0x0008_0018, "UI", Uid).Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("two character sets", () => DicomBytes.Explicit()
            .Text(0x0008_0005, "CS", "ISO_IR 100").Text(0x0008_0005, "CS", "ISO_IR 192").Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("odd character set", () => DicomBytes.Explicit()
            .Bytes(0x0008_0005, "CS", "ISO_IR 6"u8.ToArray()).Bytes(0x0008_0018, "UI", "1.2.3"u8.ToArray())
            .Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("an implicit element among explicit ones", () => DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", Uid)
            .Raw(0x10, 0, 0x10, 0, 8, 0, 0, 0, (byte)'D', (byte)'o', (byte)'e', (byte)'^', (byte)'J', (byte)'a', (byte)'n', (byte)'e')
            .Text(0x0010_0020, "LO", "P1").ToFile());
        yield return ("two SOP Instance UIDs", () => DicomBytes.Implicit()
            .Text(0x0008_0018, "UI", Uid).Text(0x0008_0018, "UI", "1.2.3.4.6").Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("no SOP Instance UID", () => DicomBytes.Implicit().Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("an empty SOP Instance UID",
            () => DicomBytes.Explicit().Text(0x0008_0018, "UI", "").Text(0x0010_0010, "PN", "Doe^Jane").ToFile());
        yield return ("reserved octets set", () => DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", Uid)
            .Raw(0x10, 0, 0x00, 0x40, (byte)'U', (byte)'T', 1, 2, 4, 0, 0, 0, (byte)'D', (byte)'o', (byte)'e', (byte)' ').ToFile());
        yield return ("a VR that is not the dictionary's", () => DicomBytes.BigEndian()
            .Text(0x0008_0018, "LO", Uid).Words(0x0010_0010, "US", 1, 2).Text(0x0010_1010, "UT", "050Y").ToFile());
        yield return ("a long value in a short VR", () => DicomBytes.Implicit()
            .Text(0x0008_0018, "UI", Uid).Text(0x0010_0010, "PN", "Doe^Jane").Text(0x0010_21B0, "LT", new string('x', 70_000)).ToFile());
        yield return ("a large value in clear", () => Head(WireEncoding.ExplicitBigEndian)
            .Words(0x0028_1201, "OW", Words(40_000)).Words(0x7FE0_0010, "OW", 1, 2).ToFile());
        yield return ("pixels of three chunks", () => OctetImage(Octets((2 << 20) + 4_321)));
        yield return ("pixels that fill a chunk", () => OctetImage(Octets(1 << 20)));
        yield return ("empty pixels", () => OctetImage([]));
        yield return ("overlays and curves", () => DicomBytes.Explicit()
            .Text(0x0008_0018, "UI", Uid).Words(0x5000_0005, "US", 2).Words(0x5000_3000, "OW", 1, 2)
            .Words(0x6000_0010, "US", 8).Bytes(0x6000_3000, "OB", 1, 2).Words(0x6002_0010, "US", 8).ToFile());
        yield return ("big endian numbers of every width", () => DicomBytes.BigEndian()
            .Text(0x0008_0018, "UI", Uid).Words(0x0009_0010, "LO", 0x4143)
            .Bytes(0x0009_1001, "FD", Octets(16)).Bytes(0x0009_1002, "SL", Octets(8)).Bytes(0x0009_1003, "AT", Octets(8))
            .Bytes(0x0009_1004, "OF", Octets(9)).Bytes(0x0009_1005, "UV", Octets(8)).Bytes(0x0009_1006, "OW", Octets(7)).ToFile());
    }

    // A VR that PS3.5 does not know has the long header (PS3.5 7.1.2).
    private static byte[] UnknownVr(byte group, byte element, string value) =>
        [group, 0, element, 0, (byte)'Z', (byte)'X', 0, 0, (byte)value.Length, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(value)];

    private static DicomBytes Nested(DicomBytes dataSet, int depth) => dataSet.Sequence(
        0x0040_A730,
        isDefined: depth % 2 == 0,
        itemsAreDefined: depth % 3 == 0,
        item =>
        {
            item.Text(0x0040_A123, "PN", $"Doe^{depth}");
            if (depth > 1) Nested(item, depth - 1);
        });
}
