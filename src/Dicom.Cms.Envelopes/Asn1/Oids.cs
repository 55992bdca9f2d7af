using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>The object identifiers this project reads and writes, under the names of their RFCs.</summary>
internal static class Oids
{
    // RFC 5652 4, 6.1; RFC 5083 2.1
    public const string Data = "1.2.840.113549.1.7.1";
    public const string EnvelopedData = "1.2.840.113549.1.7.3";
    public const string AuthEnvelopedData = "1.2.840.113549.1.9.16.1.23";

    // RFC 3370 4.2.1; RFC 4055 1.2, 4.1
    public const string RsaEncryption = "1.2.840.113549.1.1.1";
    public const string RsaesOaep = "1.2.840.113549.1.1.7";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string PSpecified = "1.2.840.113549.1.1.9";

    // RFC 5480 2.1.1
    public const string EcPublicKey = "1.2.840.10045.2.1";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string P521 = "1.3.132.0.35";

    // RFC 3565 2.3.2
    public const string Aes128Wrap = "2.16.840.1.101.3.4.1.5";
    public const string Aes192Wrap = "2.16.840.1.101.3.4.1.25";
    public const string Aes256Wrap = "2.16.840.1.101.3.4.1.45";

    // RFC 3370 4.3.1; to name it only
    public const string TripleDesWrap = "1.2.840.113549.1.9.16.3.6";

    // RFC 3211 1.2.1; RFC 8018 A.2, B.1
    public const string PwriKek = "1.2.840.113549.1.9.16.3.9";
    public const string Pbkdf2 = "1.2.840.113549.1.5.12";
    public const string HmacSha1 = "1.2.840.113549.2.7";
    public const string HmacSha224 = "1.2.840.113549.2.8";
    public const string HmacSha256 = "1.2.840.113549.2.9";
    public const string HmacSha384 = "1.2.840.113549.2.10";
    public const string HmacSha512 = "1.2.840.113549.2.11";

    // RFC 9709 2
    public const string CekHkdfSha256 = "1.2.840.113549.1.9.16.3.31";

    // RFC 4055 2.1
    public const string Sha1 = "1.3.14.3.2.26";
    public const string Sha224 = "2.16.840.1.101.3.4.2.4";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Sha384 = "2.16.840.1.101.3.4.2.2";
    public const string Sha512 = "2.16.840.1.101.3.4.2.3";

    // RFC 3565 4.1; RFC 3370 5.1; RFC 5084 3.2
    public const string Aes128Cbc = "2.16.840.1.101.3.4.1.2";
    public const string Aes192Cbc = "2.16.840.1.101.3.4.1.22";
    public const string Aes256Cbc = "2.16.840.1.101.3.4.1.42";
    public const string DesEde3Cbc = "1.2.840.113549.3.7";
    public const string Aes128Gcm = "2.16.840.1.101.3.4.1.6";
    public const string Aes192Gcm = "2.16.840.1.101.3.4.1.26";
    public const string Aes256Gcm = "2.16.840.1.101.3.4.1.46";

    /// <summary>The OBJECT IDENTIFIER in DER, tag and length included.</summary>
    public static byte[] Encode(string oid)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode();
    }
}
