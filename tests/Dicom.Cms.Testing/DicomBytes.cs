using System.Buffers.Binary;
using System.Text;

namespace Dicom.Cms.Testing;

/// <summary>
/// Builds data sets octet by octet (PS3.5 7), independent of the library under test. What is added last stands last:
/// nothing is sorted, padded or checked, so that wrong data sets are as easy to build as right ones.
/// </summary>
/// <example><c>DicomBytes.Explicit().Text(0x00100010, "PN", "A^B").ToFile()</c></example>
public sealed class DicomBytes
{
    private const uint Undefined = 0xFFFF_FFFF;
    private const string LongVrs = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

    private readonly List<byte> _bytes = [];

    private DicomBytes(WireEncoding encoding) => Encoding = encoding;

    public WireEncoding Encoding { get; }

    private bool IsBigEndian => Encoding == WireEncoding.ExplicitBigEndian;

    public static DicomBytes In(WireEncoding encoding) => new(encoding);

    public static DicomBytes Implicit() => new(WireEncoding.ImplicitLittleEndian);

    public static DicomBytes Explicit() => new(WireEncoding.ExplicitLittleEndian);

    public static DicomBytes BigEndian() => new(WireEncoding.ExplicitBigEndian);

    /// <summary>Octets as they are.</summary>
    public DicomBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A header with any length, true or not. Explicit VR writes it in the form that PS3.5 7.1.2 gives the VR.</summary>
    public DicomBytes Header(uint tag, string vr, uint length)
    {
        PutTag(tag);
        if (Encoding == WireEncoding.ImplicitLittleEndian) return Put32(length);
        Raw((byte)vr[0], (byte)vr[1]);
        return LongVrs.Contains(vr, StringComparison.Ordinal) ? Raw(0, 0).Put32(length) : Put16((ushort)length);
    }

    /// <summary>An element whose value octets stand as given, whatever the byte ordering.</summary>
    public DicomBytes Bytes(uint tag, string vr, params byte[] value) => Header(tag, vr, (uint)value.Length).Raw(value);

    /// <summary>A text, padded to even length.</summary>
    public DicomBytes Text(uint tag, string vr, string text)
    {
        byte[] value = System.Text.Encoding.Latin1.GetBytes(text.Length % 2 == 0 ? text : text + (vr == "UI" ? '\0' : ' '));
        return Bytes(tag, vr, value);
    }

    /// <summary>Numbers of 16 bits: US, SS, OW, AT (group and element one after the other).</summary>
    public DicomBytes Words(uint tag, string vr, params ushort[] values)
    {
        Header(tag, vr, (uint)values.Length * 2);
        foreach (ushort value in values) Put16(value);
        return this;
    }

    /// <summary>A sequence whose length, and its Items' lengths, are defined.</summary>
    public DicomBytes Sequence(uint tag, params Action<DicomBytes>[] items) => Sequence(tag, true, true, items);

    /// <summary>A sequence that ends, and whose Items end, with delimitations.</summary>
    public DicomBytes UndefinedSequence(uint tag, params Action<DicomBytes>[] items) => Sequence(tag, false, false, items);

    /// <summary>A sequence in any mixture of defined and undefined lengths.</summary>
    public DicomBytes Sequence(uint tag, bool isDefined, bool itemsAreDefined, params Action<DicomBytes>[] items)
    {
        byte[] content = ItemsOf(Encoding, itemsAreDefined, items);
        Header(tag, "SQ", isDefined ? (uint)content.Length : Undefined).Raw(content);
        return isDefined ? this : Delimiter(0xFFFE_E0DD, 0);
    }

    /// <summary>A sequence of VR UN: its Items are Implicit VR Little Endian whatever stands around (PS3.5 6.2.2).</summary>
    public DicomBytes UnknownSequence(uint tag, bool isDefined, params Action<DicomBytes>[] items)
    {
        byte[] content = ItemsOf(WireEncoding.ImplicitLittleEndian, isDefined, items);
        Header(tag, "UN", isDefined ? (uint)content.Length : Undefined).Raw(content);
        return isDefined ? this : Raw(0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0);
    }

    /// <summary>Encapsulated Pixel Data: the first fragment is the offset table (PS3.5 A.4).</summary>
    public DicomBytes Fragments(params byte[][] fragments)
    {
        Header(0x7FE0_0010, "OB", Undefined);
        foreach (byte[] fragment in fragments) Delimiter(0xFFFE_E000, (uint)fragment.Length).Raw(fragment);
        return Delimiter(0xFFFE_E0DD, 0);
    }

    /// <summary>A Private Creator and its elements, by their last octet (PS3.5 7.8.1).</summary>
    public DicomBytes PrivateBlock(ushort group, byte block, string creator, params (byte Element, string Vr, byte[] Value)[] elements)
    {
        uint high = (uint)group << 16;
        Text(high | block, "LO", creator);
        foreach ((byte element, string vr, byte[] value) in elements) Bytes(high | (uint)block << 8 | element, vr, value);
        return this;
    }

    /// <summary>An Item or delimitation tag with its length field.</summary>
    public DicomBytes Delimiter(uint tag, uint length)
    {
        PutTag(tag);
        return Put32(length);
    }

    public byte[] ToArray() => [.. _bytes];

    /// <summary>Preamble, DICM, File Meta Information and this data set.</summary>
    /// <param name="transferSyntax">What (0002,0010) states; by default the truth.</param>
    public byte[] ToFile(string? transferSyntax = null) => [.. Prefix(transferSyntax ?? UidOf(Encoding)), .. _bytes];

    /// <summary>Preamble, DICM and File Meta Information alone.</summary>
    public static byte[] Prefix(string transferSyntax) => [.. new byte[128], .. "DICM"u8, .. Meta(transferSyntax)];

    /// <summary>File Meta Information alone.</summary>
    public static byte[] Meta(string transferSyntax)
    {
        byte[] rest = Explicit()
            .Bytes(0x0002_0001, "OB", 0, 1)
            .Text(0x0002_0002, "UI", "1.2.840.10008.5.1.4.1.1.7")
            .Text(0x0002_0003, "UI", "2.25.1")
            .Text(0x0002_0010, "UI", transferSyntax)
            .Text(0x0002_0012, "UI", "2.25.2").ToArray();
        return Explicit().Header(0x0002_0000, "UL", 4).Put32((uint)rest.Length).Raw(rest).ToArray();
    }

    public static string UidOf(WireEncoding encoding) => encoding switch
    {
        WireEncoding.ImplicitLittleEndian => "1.2.840.10008.1.2",
        WireEncoding.ExplicitLittleEndian => "1.2.840.10008.1.2.1",
        _ => "1.2.840.10008.1.2.2",
    };

    private static byte[] ItemsOf(WireEncoding encoding, bool areDefined, Action<DicomBytes>[] items)
    {
        DicomBytes content = In(encoding);
        foreach (Action<DicomBytes> fill in items)
        {
            DicomBytes item = In(encoding);
            fill(item);
            content.Delimiter(0xFFFE_E000, areDefined ? (uint)item._bytes.Count : Undefined).Raw([.. item._bytes]);
            if (!areDefined) content.Delimiter(0xFFFE_E00D, 0);
        }

        return content.ToArray();
    }

    private void PutTag(uint tag) => Put16((ushort)(tag >> 16)).Put16((ushort)tag);

    private DicomBytes Put16(ushort value)
    {
        byte[] bytes = new byte[2];
        if (IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return Raw(bytes);
    }

    private DicomBytes Put32(uint value)
    {
        byte[] bytes = new byte[4];
        if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }
}

/// <summary>The three ways to put a data set into octets (PS3.5 A.1 to A.3).</summary>
public enum WireEncoding
{
    ImplicitLittleEndian,
    ExplicitLittleEndian,
    ExplicitBigEndian,
}
