using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Brings BER into DER: definite lengths, elements of a SET OF in order, OCTET STRINGs in one piece. Attributes are
/// authenticated in DER however they were sent (RFC 5083 2.2), and almost always come so already.
/// </summary>
internal static class DerEncoder
{
    // attribute SET OF > Attribute > attrValues > value, and what the value is made of.
    private const int MaxDepth = 16;

    /// <summary>The whole SET OF, under the universal tag 0x31, from a reader before its first element.</summary>
    public static byte[] EncodeSetOf(BerReader elements, string field) =>
        Wrap(DerSpanWriter.SetOf, EncodeElements(elements, sort: true, field, depth: 1));

    /// <summary>One whole TLV, such as a Name.</summary>
    public static byte[] EncodeValue(ReadOnlyMemory<byte> encoded, string field)
    {
        BerReader reader = new(encoded);
        return Encode(ref reader, field, depth: 1);
    }

    private static byte[] Encode(ref BerReader reader, string field, int depth)
    {
        BerReader value = reader;
        ReadOnlySpan<byte> encoded = reader.ReadEncodedValue(field).Span;
        Asn1Tag tag = Asn1Tag.Decode(encoded, out int tagLength);
        if (tagLength != 1 || depth > MaxDepth) throw value.Malformed(field, "a value that no known attribute holds");

        if (tag.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString))
            return Wrap(DerSpanWriter.OctetString, value.ReadOctetString(field).Span);

        if (tag.HasSameClassAndValue(Asn1Tag.SetOf))
            return Wrap(encoded[0], EncodeElements(value.ReadSetOf(field), sort: true, field, depth + 1));

        if (tag.IsConstructed && (tag.TagClass != TagClass.Universal || tag.HasSameClassAndValue(Asn1Tag.Sequence)))
            return Wrap(encoded[0], EncodeElements(value.ReadSequence(field, tag), sort: false, field, depth + 1));

        if (tag.IsConstructed) throw value.Malformed(field, $"constructed values of type {tag} are not read");

        // Rewritten, for its length may stand in more octets than DER allows.
        AsnDecoder.ReadEncodedValue(encoded, AsnEncodingRules.BER, out int offset, out int length, out _);
        return Wrap(encoded[0], encoded.Slice(offset, length));
    }

    private static byte[] EncodeElements(BerReader elements, bool sort, string field, int depth)
    {
        List<byte[]> encodings = [];
        while (elements.HasData) encodings.Add(Encode(ref elements, field, depth));

        // X.690 11.6. Shorter ones need no padding to compare: no TLV is the beginning of another.
        if (sort) encodings.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));

        byte[] joined = new byte[encodings.Sum(static encoding => encoding.Length)];
        DerSpanWriter writer = new(joined);
        foreach (byte[] encoding in encodings) writer.WriteRaw(encoding);
        return joined;
    }

    private static byte[] Wrap(byte tag, ReadOnlySpan<byte> content)
    {
        byte[] encoded = new byte[DerSpanWriter.GetLength(content.Length)];
        DerSpanWriter writer = new(encoded);
        writer.WriteHeader(tag, content.Length);
        writer.WriteRaw(content);
        return encoded;
    }
}
