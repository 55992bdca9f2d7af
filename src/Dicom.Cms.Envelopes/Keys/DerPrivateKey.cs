using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>Private keys in DER, without the label that PEM gives them: told by their first elements.</summary>
internal static class DerPrivateKey
{
    /// <summary>The label that PEM has for what a file holds.</summary>
    /// <returns>Null where it is none of these, PKCS#12 for example, whose version is 3 and is followed by its contents.</returns>
    public static string? LabelOf(ReadOnlySpan<byte> der)
    {
        try
        {
            AsnDecoder.ReadSequence(der, AsnEncodingRules.BER, out int offset, out int length, out _);
            ReadOnlySpan<byte> content = der.Slice(offset, length);
            Asn1Tag first = Asn1Tag.Decode(content, out _);
            if (first == Asn1Tag.Sequence)
            {
                // RFC 5958 3: an algorithm and an OCTET STRING. A certificate has neither behind its first element.
                AsnDecoder.ReadSequence(content, AsnEncodingRules.BER, out _, out _, out int consumed);
                return Asn1Tag.Decode(content[consumed..], out _) == Asn1Tag.PrimitiveOctetString ? "ENCRYPTED PRIVATE KEY" : null;
            }

            if (first != Asn1Tag.Integer) return null;
            int version = (int)AsnDecoder.ReadInteger(content, AsnEncodingRules.BER, out int versionLength);
            Asn1Tag second = Asn1Tag.Decode(content[versionLength..], out _);
            return version switch
            {
                0 or 1 when second == Asn1Tag.Sequence => "PRIVATE KEY",
                0 when second == Asn1Tag.Integer => "RSA PRIVATE KEY",
                1 when second == Asn1Tag.PrimitiveOctetString => "EC PRIVATE KEY",
                _ => null,
            };
        }
        catch (Exception exception) when (exception is AsnContentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The same in PEM, in memory that does not move and that the caller clears.</summary>
    public static char[] ToPem(string label, ReadOnlySpan<byte> der)
    {
        char[] text = GC.AllocateArray<char>(PemEncoding.GetEncodedSize(label.Length, der.Length), pinned: true);
        if (!PemEncoding.TryWrite(label, der, text, out _)) throw new CryptographicException("The key is too long.");
        return text;
    }
}
