using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// A record written from docs/restoration.md alone, octet by octet, with nothing of the library but the envelope around it.
/// </summary>
internal static class HandRecord
{
    public const string Creator = "DICOM-CMS RESTORATION 2";
    public const uint Name = 0x0010_0010, Id = 0x0010_0020, Comments = 0x0010_4000, Rows = 0x0028_0010, PixelData = 0x7FE0_0010;
    /// <summary>Places in the list of VRs, from 1.</summary>
    public const byte PlaceOfUi = 28, PlaceOfPn = 19, PlaceOfOb = 13;

    public static readonly byte[] Pixels = RecoverySamples.Octets((1 << 20) + 6);
    public static readonly byte[] ItemKey = RecoverySamples.Octets(32, seed: 11);
    public static readonly byte[] ProtectionId = RecoverySamples.Octets(16, seed: 12);

    private static readonly byte[] FullId = RecoverySamples.Octets(16, seed: 13);

    /// <summary>Its elements descend first, one has an odd length, and three octets stand behind it.</summary>
    public static readonly byte[] Original =
    [
        .. DicomBytes.Prefix("1.2.840.10008.1.2.1"),
        .. DicomBytes.Explicit().Text(Id, "LO", "P1").Text(Name, "PN", "Doe^Jane").Bytes(Comments, "LT", "odd"u8.ToArray())
        .Words(Rows, "US", 258).Bytes(PixelData, "OB", Pixels).ToArray(),
        0, 0, 0,
    ];

    /// <summary>The elements of the clear header: Rows, and of the Pixel Data the header.</summary>
    public static readonly byte[] ClearHeader =
        DicomBytes.Explicit().Words(Rows, "US", 258).Header(PixelData, "OB", (uint)Pixels.Length).ToArray();

    /// <summary>The elements of a record with everything, by tag. A test replaces one of them.</summary>
    public static SortedDictionary<uint, Action<DicomBytes>> Whole()
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Common();
        elements[0x0401_100E] = Octets(0x0401_100E,
            [.. ClearTag(0x0008_0018, PlaceOfUi, "2.25.77"u8), .. ClearTag(Name, PlaceOfPn, "dummy"u8)]);
        elements[0x0401_1020] = Octets(0x0401_1020, FullId);
        elements[0x0401_1021] = Octets(0x0401_1021, DicomBytes.Prefix("1.2.840.10008.1.2.1"));
        elements[0x0401_1022] = Octets(0x0401_1022, [0, 0, 0]);
        elements[0x0401_1024] = record => record.Sequence(0x0401_1024, loose => loose
            .Text(0x0401_0010, "LO", Creator).Bytes(0x0401_1025, "UL", 2, 0, 0, 0).Bytes(0x0401_1026, "UL", 0x00, 0x40, 0x10, 0x00)
            .Bytes(0x0401_1027, "OB", Padded(DicomBytes.Explicit().Bytes(Comments, "LT", "odd"u8.ToArray()).ToArray())));
        elements[0x0401_1028] = Octets(0x0401_1028,
            [0x20, 0, 0x10, 0, 0x10, 0, 0x10, 0, 0x10, 0, 0x28, 0, 0x10, 0, 0xE0, 0x7F]);
        elements[0x0401_1029] = Octets(0x0401_1029, ClearHeader);
        elements[0x0401_102B] = Octets(0x0401_102B, SHA256.HashData([.. Original[..^(Pixels.Length + 3)], 0, 0, 0]));
        return elements;
    }

    /// <summary>The elements of a record of a subset.</summary>
    public static SortedDictionary<uint, Action<DicomBytes>> Subset(params byte[][] commitments)
    {
        SortedDictionary<uint, Action<DicomBytes>> elements = Common();
        if (commitments.Length > 0) elements[0x0401_1007] = Octets(0x0401_1007, [.. commitments.SelectMany(digest => digest)]);
        elements[0x0401_100E] = Octets(0x0401_100E,
        [
            .. ClearTag(0x0008_0018, PlaceOfUi, "2.25.77"u8), .. ClearTag(Name, PlaceOfPn, "dummy"u8), .. ClearTag(Rows, 0, [2, 1]),
        ]);
        return elements;
    }

    /// <summary>The plaintext of an Item, with its content digest.</summary>
    public static byte[] Plaintext(IEnumerable<Action<DicomBytes>> record, Action<DicomBytes>? attributes = null)
    {
        DicomBytes plaintext = DicomBytes.Explicit().Sequence(
            0x0400_0550, attributes ?? (item => item.Text(Name, "PN", "Doe^Jane").Text(Id, "LO", "P1").Text(Comments, "LT", "odd")));
        foreach (Action<DicomBytes> element in record) element(plaintext);
        byte[] covered = plaintext.ToArray();
        return [.. covered, 0x01, 0x04, 0xFF, 0x10, (byte)'O', (byte)'B', 0, 0, 34, 0, 0, 0, .. SHA256.HashData(covered), 0, 2];
    }

    /// <summary>The protected object around Items for the envelopes.</summary>
    public static byte[] ObjectWith(params byte[][] envelopes) => DicomBytes.Explicit()
        .Text(0x0008_0018, "UI", "2.25.77")
        .Text(Name, "PN", "dummy")
        .Text(0x0012_0062, "CS", "YES")
        .Words(Rows, "US", 258)
        .Sequence(0x0400_0500, [.. envelopes.Select(envelope => ForeignItem.Item(envelope))])
        .Bytes(PixelData, "OB", Pixels).ToFile();

    /// <summary>An envelope that does not detect changes, for the archive unless another is named.</summary>
    public static byte[] Envelope(byte[] plaintext, params Recipient[] recipients) =>
        ForeignItem.Envelope(plaintext, EnvelopeSuite.Conformant, recipients);

    /// <summary>SHA-256 over encryptedContent, and mac if there is one (RFC 5652 6.1, RFC 5083 2.1).</summary>
    public static byte[] Commitment(byte[] envelope)
    {
        AsnReader data = new AsnReader(envelope, AsnEncodingRules.BER).ReadSequence();
        data.ReadObjectIdentifier();
        AsnReader fields = data.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        fields.ReadInteger();
        fields.ReadSetOf();
        AsnReader content = fields.ReadSequence();
        content.ReadObjectIdentifier();
        content.ReadSequence();
        byte[] encrypted = content.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
        return SHA256.HashData([.. encrypted, .. fields.HasData ? fields.ReadOctetString() : []]);
    }

    /// <summary>One Item of (0401,1009).</summary>
    public static Action<DicomBytes> BulkItem(byte[]? vr = null, byte[]? length = null, byte[]? chunkTags = null) => bulk =>
    {
        bulk.Text(0x0401_0010, "LO", Creator).Bytes(0x0401_100A, "UL", 0x10, 0x00, 0xE0, 0x7F);
        bulk.Bytes(0x0401_100B, "OB", Padded(vr ?? [PlaceOfOb])).Bytes(0x0401_100C, "OB", Padded(length ?? Length(Pixels.Length)));
        bulk.Bytes(0x0401_100D, "OB", Padded(chunkTags ?? [.. Gmac(0, Pixels[..(1 << 20)]), .. Gmac(1, Pixels[(1 << 20)..])]));
    };

    public static Action<DicomBytes> Octets(uint tag, byte[] octets) => record => record.Bytes(tag, "OB", Padded(octets));

    public static byte[] Padded(byte[] octets) => octets.Length % 2 == 0 ? [.. octets, 0, 2] : [.. octets, 1];

    public static byte[] Length(long octets)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, octets);
        return length;
    }

    /// <summary>Extract and expand for one block, as RFC 5869 constructs them.</summary>
    public static byte[] Derive(byte[] key, string info) =>
        HMACSHA256.HashData(HMACSHA256.HashData(new byte[32], key), (byte[])[.. Encoding.ASCII.GetBytes(info), 1]);

    /// <summary>An entry of (0401,100E) over an element that is a value.</summary>
    public static byte[] ClearTag(uint tag, byte vr, ReadOnlySpan<byte> value)
    {
        byte[] code = HMACSHA256.HashData(Derive(ItemKey, "clear"), (byte[])[.. value, (byte)'V', .. Length(value.Length)]);
        return [(byte)tag, (byte)(tag >> 8), (byte)(tag >> 16), (byte)(tag >> 24), vr, .. code[..16]];
    }

    private static SortedDictionary<uint, Action<DicomBytes>> Common() => new()
    {
        [0x0401_0010] = record => record.Text(0x0401_0010, "LO", Creator),
        [0x0401_1001] = record => record.Text(0x0401_1001, "UI", "2.25.77"),
        [0x0401_1002] = record => record.Text(0x0401_1002, "LO", "by hand"),
        [0x0401_1004] = Octets(0x0401_1004, ProtectionId),
        [0x0401_1005] = record => record.Text(0x0401_1005, "DT", "20261201081503.123456+0000"),
        [0x0401_1006] = Octets(0x0401_1006, ItemKey),
        [0x0401_1008] = record => record.Text(0x0401_1008, "UI", "1.2.840.10008.1.2.1"),
        [0x0401_1009] = record => record.Sequence(0x0401_1009, BulkItem()),
    };

    private static byte[] Gmac(byte chunk, byte[] octets)
    {
        using AesGcm gcm = new(Derive(ItemKey, "bulk"), 16);
        byte[] nonce = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, chunk], nothing = [], tag = new byte[16];
        gcm.Encrypt(nonce, nothing, nothing, tag, octets);
        return tag;
    }
}
