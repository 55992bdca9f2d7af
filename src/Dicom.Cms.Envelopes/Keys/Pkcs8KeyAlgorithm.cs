using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>Which algorithm a PKCS#8 key is for (RFC 5958 2).</summary>
// OneAsymmetricKey ::= SEQUENCE {
//   version Version, privateKeyAlgorithm PrivateKeyAlgorithmIdentifier, privateKey PrivateKey, ... }
internal static class Pkcs8KeyAlgorithm
{
    /// <summary>The algorithm's object identifier, or null where it cannot be read.</summary>
    public static string? Find(ReadOnlySpan<byte> privateKeyInfo)
    {
        try
        {
            AsnDecoder.ReadSequence(privateKeyInfo, AsnEncodingRules.BER, out int offset, out int length, out _);
            ReadOnlySpan<byte> fields = privateKeyInfo.Slice(offset, length);
            AsnDecoder.ReadInteger(fields, AsnEncodingRules.BER, out int consumed);
            fields = fields[consumed..];
            AsnDecoder.ReadSequence(fields, AsnEncodingRules.BER, out offset, out length, out _);
            return AsnDecoder.ReadObjectIdentifier(fields.Slice(offset, length), AsnEncodingRules.BER, out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    public static string Describe(Oid algorithm) => $"{algorithm.FriendlyName ?? "unknown"} ({algorithm.Value})";
}
