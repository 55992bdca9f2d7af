using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Reads BER forward and knows where it stands: every failure is an <see cref="EnvelopeFormatException"/> with the
/// field's RFC name and position. Contents are slices of the input, not copies, wherever BER allows it.
/// </summary>
internal struct BerReader
{
    // The deepest that constructed OCTET STRINGs nest here. Real ones nest once (X.690 8.7.3).
    private const int MaxDepth = 8;

    private readonly ReadOnlyMemory<byte> _octets;
    private readonly int _base;
    private int _offset;

    public BerReader(ReadOnlyMemory<byte> octets, int position = 0)
    {
        _octets = octets;
        _base = position;
        _offset = 0;
    }

    /// <summary>Octets from the beginning of the envelope.</summary>
    public readonly int Position => _base + _offset;

    /// <summary>Where what it reads ends, in octets from the beginning of the envelope.</summary>
    public readonly int EndPosition => _base + _octets.Length;

    public readonly bool HasData => _offset < _octets.Length;

    private readonly bool IsConstructed => Asn1Tag.TryDecode(Rest, out Asn1Tag tag, out _) && tag.IsConstructed;

    private readonly ReadOnlySpan<byte> Rest => _octets.Span[_offset..];

    /// <summary>Whether the next TLV has this tag, primitive or constructed.</summary>
    public readonly bool HasTag(Asn1Tag tag)
    {
        // A tag that cannot be read is no tag looked for; whoever reads next will say so.
        return Asn1Tag.TryDecode(Rest, out Asn1Tag next, out _) && next.HasSameClassAndValue(tag);
    }

    public BerReader ReadSequence(string field, Asn1Tag? tag = null)
    {
        int start = _offset;
        try
        {
            AsnDecoder.ReadSequence(Rest, AsnEncodingRules.BER, out int offset, out int length, out int consumed, tag);
            _offset += consumed;
            return new BerReader(_octets.Slice(start + offset, length), _base + start + offset);
        }
        catch (AsnContentException e)
        {
            throw Malformed(field, start, e);
        }
    }

    public BerReader ReadSetOf(string field, Asn1Tag? tag = null)
    {
        int start = _offset;
        try
        {
            AsnDecoder.ReadSetOf(
                Rest, AsnEncodingRules.BER, out int offset, out int length, out int consumed,
                skipSortOrderValidation: true, tag);
            _offset += consumed;
            return new BerReader(_octets.Slice(start + offset, length), _base + start + offset);
        }
        catch (AsnContentException e)
        {
            throw Malformed(field, start, e);
        }
    }

    public int ReadInt32(string field)
    {
        int start = _offset;
        try
        {
            if (!AsnDecoder.TryReadInt32(Rest, AsnEncodingRules.BER, out int value, out int consumed))
                throw Malformed(field, start, "the INTEGER is far too large");
            _offset += consumed;
            return value;
        }
        catch (AsnContentException e)
        {
            throw Malformed(field, start, e);
        }
    }

    /// <summary>The content octets of an INTEGER of any size.</summary>
    public ReadOnlyMemory<byte> ReadIntegerOctets(string field)
    {
        int start = _offset;
        // Not AsnDecoder.ReadIntegerBytes: certificates with redundant leading octets in the serial number exist.
        if (!HasTag(Asn1Tag.Integer)) throw Malformed(field, start, "INTEGER expected");

        if (IsConstructed) throw Malformed(field, start, "an INTEGER is not constructed");

        ReadOnlyMemory<byte> value = ReadContent(field)._octets;
        return value.IsEmpty ? throw Malformed(field, start, "the INTEGER is empty") : value;
    }

    public string ReadObjectIdentifier(string field)
    {
        int start = _offset;
        try
        {
            string oid = AsnDecoder.ReadObjectIdentifier(Rest, AsnEncodingRules.BER, out int consumed);
            _offset += consumed;
            return oid;
        }
        catch (AsnContentException e)
        {
            throw Malformed(field, start, e);
        }
    }

    /// <summary>An OCTET STRING, put together where it comes in segments (X.690 8.7.3).</summary>
    public ReadOnlyMemory<byte> ReadOctetString(string field, Asn1Tag? tag = null)
    {
        int start = _offset;
        Asn1Tag expected = tag ?? Asn1Tag.PrimitiveOctetString;
        if (!HasTag(expected)) throw Malformed(field, start, $"{expected} expected");

        bool isConstructed = IsConstructed;
        BerReader content = ReadContent(field);
        if (!isConstructed) return content._octets;

        byte[] joined = new byte[content._octets.Length];
        int length = 0;
        JoinSegments(content, joined, ref length, field, depth: 1);
        return joined.AsMemory(0, length);
    }

    /// <summary>A BIT STRING of whole octets, as keys are.</summary>
    public ReadOnlyMemory<byte> ReadBitString(string field)
    {
        int start = _offset;
        try
        {
            byte[] octets = AsnDecoder.ReadBitString(Rest, AsnEncodingRules.BER, out int unusedBits, out int consumed);
            if (unusedBits != 0) throw Malformed(field, start, "the BIT STRING does not end with an octet");
            _offset += consumed;
            return octets;
        }
        catch (AsnContentException e)
        {
            throw Malformed(field, start, e);
        }
    }

    /// <summary>The next TLV whole, whatever it is.</summary>
    public ReadOnlyMemory<byte> ReadEncodedValue(string field)
    {
        int start = _offset;
        ReadContent(field);
        return _octets[start.._offset];
    }

    public readonly void RequireEnd(string field)
    {
        if (HasData) throw Malformed(field, _offset, "data follows where it should end");
    }

    public readonly EnvelopeFormatException Malformed(string field, string problem) => Malformed(field, _offset, problem);

    private static void JoinSegments(BerReader segments, Span<byte> joined, ref int length, string field, int depth)
    {
        if (depth > MaxDepth) throw segments.Malformed(field, "constructed OCTET STRINGs nest too deep");

        while (segments.HasData)
        {
            if (!segments.HasTag(Asn1Tag.PrimitiveOctetString))
                throw segments.Malformed(field, "segments of an OCTET STRING are OCTET STRINGs");

            bool isConstructed = segments.IsConstructed;
            BerReader content = segments.ReadContent(field);
            if (isConstructed)
            {
                JoinSegments(content, joined, ref length, field, depth + 1);
                continue;
            }

            content._octets.Span.CopyTo(joined[length..]);
            length += content._octets.Length;
        }
    }

    /// <summary>Passes over the next TLV, whatever its tag, and returns what is in it.</summary>
    private BerReader ReadContent(string field)
    {
        int start = _offset;
        try
        {
            AsnDecoder.ReadEncodedValue(Rest, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
            _offset += consumed;
            return new BerReader(_octets.Slice(start + offset, length), _base + start + offset);
        }
        catch (AsnContentException e)
        {
            throw Malformed(field, start, e);
        }
    }

    private readonly EnvelopeFormatException Malformed(string field, int offset, AsnContentException e) =>
        offset == _octets.Length
            ? new EnvelopeFormatException(field, _base + offset, "missing", e)
            : new EnvelopeFormatException(field, _base + offset, e.Message, e);

    private readonly EnvelopeFormatException Malformed(string field, int offset, string problem) =>
        new(field, _base + offset, offset == _octets.Length ? "missing" : problem);
}
