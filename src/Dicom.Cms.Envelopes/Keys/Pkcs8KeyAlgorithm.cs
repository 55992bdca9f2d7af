using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>Which algorithm a PKCS#8 key is for (RFC 5958 2), to say so where it is not RSA.</summary>
// OneAsymmetricKey ::= SEQUENCE {
//   version Version, privateKeyAlgorithm PrivateKeyAlgorithmIdentifier, privateKey PrivateKey, ... }
internal static class Pkcs8KeyAlgorithm
{
    /// <summary>The algorithm for people where it is another than rsaEncryption; null where it is RSA, or unreadable.</summary>
    internal static string? FindOther(ReadOnlySpan<byte> privateKeyInfo)
    {
        try
        {
            AsnDecoder.ReadSequence(privateKeyInfo, AsnEncodingRules.BER, out int offset, out int length, out _);
            ReadOnlySpan<byte> fields = privateKeyInfo.Slice(offset, length);
            AsnDecoder.ReadInteger(fields, AsnEncodingRules.BER, out int consumed);
            fields = fields[consumed..];
            AsnDecoder.ReadSequence(fields, AsnEncodingRules.BER, out offset, out length, out _);
            string oid = AsnDecoder.ReadObjectIdentifier(fields.Slice(offset, length), AsnEncodingRules.BER, out _);
            return oid == Oids.RsaEncryption ? null : Describe(new Oid(oid));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The same of an encrypted key that RSA did not take. .NET decrypts PKCS#8 only on the way into a key, and fails
    /// alike for a wrong password and another algorithm; so the one other algorithm that is common is tried.
    /// </summary>
    internal static string? FindOtherEncrypted(ReadOnlySpan<byte> encryptedPrivateKeyInfo, ReadOnlySpan<char> password)
    {
        try
        {
            using ECDiffieHellman key = ECDiffieHellman.Create();
            key.ImportEncryptedPkcs8PrivateKey(password, encryptedPrivateKeyInfo, out _);
            return Describe(new Oid(Oids.EcPublicKey));
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    internal static string Describe(Oid algorithm) => $"{algorithm.FriendlyName ?? "unknown"} ({algorithm.Value})";
}
