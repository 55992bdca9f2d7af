using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Encodes the same value in other ways that BER allows.</summary>
internal static class BerForms
{
    /// <summary>Every constructed value with indefinite length (X.690 8.1.3.6), encryptedContent and OCTET STRINGs in segments.</summary>
    internal static byte[] Indefinite(ReadOnlySpan<byte> der, int segmentLength) => Rewrite(der, Form.Indefinite, segmentLength);

    /// <summary>Every length in four octets more than it needs (X.690 8.1.3.5), encryptedContent and OCTET STRINGs in segments.</summary>
    internal static byte[] LongLengths(ReadOnlySpan<byte> der, int segmentLength) => Rewrite(der, Form.LongLengths, segmentLength);

    private static byte[] Rewrite(ReadOnlySpan<byte> der, Form form, int segmentLength)
    {
        var rewritten = new List<byte>();
        while (!der.IsEmpty)
        {
            Asn1Tag tag = AsnDecoder.ReadEncodedValue(der, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
            ReadOnlySpan<byte> content = der.Slice(offset, length);

            // encryptedContent and subjectKeyIdentifier are [0] IMPLICIT OCTET STRING.
            bool isOctetString = !tag.IsConstructed
                && (tag.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString)
                    || tag.HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)));
            byte[] inner = isOctetString && segmentLength > 0 ? Segments(content, form, segmentLength, depth: 2)
                : tag.IsConstructed ? Rewrite(content, form, segmentLength)
                : content.ToArray();
            byte first = (byte)(isOctetString && segmentLength > 0 ? der[0] | 0x20 : der[0]);
            Append(rewritten, first, inner, form);
            der = der[consumed..];
        }

        return [.. rewritten];
    }

    // At the outer level segments of segments, for X.690 8.7.3.2 lets them nest.
    private static byte[] Segments(ReadOnlySpan<byte> content, Form form, int segmentLength, int depth)
    {
        var segments = new List<byte>();
        int size = depth > 1 ? segmentLength * 3 : segmentLength;
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> segment = content[..Math.Min(size, content.Length)];
            if (depth > 1)
                Append(segments, 0x24, Segments(segment, form, segmentLength, depth - 1), form);
            else
                Append(segments, 0x04, segment, form);
            content = content[segment.Length..];
        }

        return [.. segments];
    }

    private static void Append(List<byte> target, byte tag, ReadOnlySpan<byte> content, Form form)
    {
        target.Add(tag);
        if (form == Form.Indefinite && (tag & 0x20) != 0)
        {
            target.AddRange([0x80, .. content, 0x00, 0x00]);
            return;
        }

        target.AddRange(form == Form.LongLengths
            ? [0x84, (byte)(content.Length >> 24), (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length]
            : TestEnvelope.Tlv(tag, content)[1..^content.Length]);
        target.AddRange(content);
    }

    private enum Form
    {
        Indefinite,
        LongLengths,
    }
}
