using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// How a content-encryption key is encrypted to an RSA key: RSAES-PKCS1-v1_5 (RFC 3370 4.2.1) or RSAES-OAEP
/// (RFC 3560, RFC 4055 4.1) with its hash, the hash of its mask generation function and its label.
/// </summary>
/// <remarks>A closed set: instances come from an envelope that was read, or are the two static ones.</remarks>
// RSAES-OAEP-params ::= SEQUENCE {
//   hashFunc          [0] AlgorithmIdentifier DEFAULT sha1Identifier,
//   maskGenFunc       [1] AlgorithmIdentifier DEFAULT mgf1SHA1Identifier,
//   pSourceFunc       [2] AlgorithmIdentifier DEFAULT pSpecifiedEmptyIdentifier }
public sealed class KeyTransportAlgorithm
{
    private readonly DigestAlgorithm? _hash;
    private readonly DigestAlgorithm? _maskHash;

    private KeyTransportAlgorithm(DigestAlgorithm? hash, DigestAlgorithm? maskHash, ReadOnlyMemory<byte> label)
    {
        Debug.Assert((hash is null) == (maskHash is null));
        _hash = hash;
        _maskHash = maskHash;
        Label = label;
        Name = NameOf(hash, maskHash, label);
        Padding = hash is null ? RSAEncryptionPadding.Pkcs1
            : hash == maskHash && label.IsEmpty ? RSAEncryptionPadding.CreateOaep(hash.HashAlgorithmName)
            : null;
    }

    /// <summary>RSAES-PKCS1-v1_5, rsaEncryption 1.2.840.113549.1.1.1.</summary>
    public static KeyTransportAlgorithm RsaesPkcs1 { get; } = new(null, null, default);

    /// <summary>RSAES-OAEP with SHA-256 in both places and the empty label: the one this project writes.</summary>
    public static KeyTransportAlgorithm RsaesOaepSha256 { get; } =
        new(DigestAlgorithm.Sha256, DigestAlgorithm.Sha256, default);

    /// <summary>The name for people, such as "RSAES-OAEP SHA-256, MGF1 SHA-1".</summary>
    public string Name { get; }

    /// <summary>Whether this is RSAES-OAEP; otherwise it is RSAES-PKCS1-v1_5.</summary>
    public bool IsOaep => _hash is not null;

    /// <summary>The hash function of RSAES-OAEP; null for RSAES-PKCS1-v1_5.</summary>
    public HashAlgorithmName? Hash => _hash?.HashAlgorithmName;

    /// <summary>The hash function of MGF1; null for RSAES-PKCS1-v1_5.</summary>
    public HashAlgorithmName? MaskGenerationHash => _maskHash?.HashAlgorithmName;

    /// <summary>The label of RSAES-OAEP (pSpecified); almost always empty.</summary>
    public ReadOnlyMemory<byte> Label { get; }

    internal DigestAlgorithm? HashDigest => _hash;

    internal DigestAlgorithm? MaskGenerationDigest => _maskHash;

    /// <summary>
    /// The padding in .NET's terms, or null: it knows one hash for both places and the empty label only.
    /// </summary>
    internal RSAEncryptionPadding? Padding { get; }

    internal static KeyTransportAlgorithm Oaep(DigestAlgorithm hash, DigestAlgorithm maskHash, ReadOnlyMemory<byte> label) =>
        hash == DigestAlgorithm.Sha256 && maskHash == DigestAlgorithm.Sha256 && label.IsEmpty
            ? RsaesOaepSha256
            : new KeyTransportAlgorithm(hash, maskHash, label);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The KeyEncryptionAlgorithmIdentifier, in DER.</summary>
    internal void WriteAlgorithmIdentifier(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            if (_hash is null)
            {
                writer.WriteObjectIdentifier(Oids.RsaEncryption);
                writer.WriteNull(); // RFC 3370 4.2.1: the parameters MUST be present and NULL.
                return;
            }

            writer.WriteObjectIdentifier(Oids.RsaesOaep);
            WriteOaepParameters(writer, _hash, _maskHash!, Label.Span);
        }
    }

    private static void WriteOaepParameters(
        AsnWriter writer, DigestAlgorithm hash, DigestAlgorithm maskHash, ReadOnlySpan<byte> label)
    {
        using (writer.PushSequence())
        {
            // X.690 11.5: DER leaves out what equals its DEFAULT.
            if (hash != DigestAlgorithm.Sha1)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) hash.WriteAlgorithmIdentifier(writer);
            }

            if (maskHash != DigestAlgorithm.Sha1)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.Mgf1);
                    maskHash.WriteAlgorithmIdentifier(writer);
                }
            }

            if (!label.IsEmpty)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Oids.PSpecified);
                    writer.WriteOctetString(label);
                }
            }
        }
    }

    private static string NameOf(DigestAlgorithm? hash, DigestAlgorithm? maskHash, ReadOnlyMemory<byte> label)
    {
        if (hash is null) return "RSAES-PKCS1-v1_5";

        string name = "RSAES-OAEP " + hash.Name;
        if (maskHash != hash) name += ", MGF1 " + maskHash!.Name;
        if (!label.IsEmpty) name += ", with a label";
        return name;
    }
}
