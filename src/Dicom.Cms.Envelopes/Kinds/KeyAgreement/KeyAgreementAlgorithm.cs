using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>The keyEncryptionAlgorithm of a kari: how a key is agreed, and how it wraps another. RFC 5753 3.1.1.</summary>
// keyEncryptionAlgorithm { dhSinglePass-stdDH-*kdf-scheme, parameters KeyWrapAlgorithm }
// ECC-CMS-SharedInfo ::= SEQUENCE {                                          -- RFC 5753 7.2
//   keyInfo         AlgorithmIdentifier,
//   entityUInfo [0] EXPLICIT OCTET STRING OPTIONAL,
//   suppPubInfo [2] EXPLICIT OCTET STRING }
internal sealed class KeyAgreementAlgorithm
{
    private readonly ReadOnlyMemory<byte> _keyInfo;

    private KeyAgreementAlgorithm(KeyAgreementScheme scheme, KeyWrapAlgorithm wrap, ReadOnlyMemory<byte> keyInfo)
    {
        Scheme = scheme;
        Wrap = wrap;
        _keyInfo = keyInfo;
    }

    public string Name => $"{Scheme.Name}, {Wrap.Name}";

    public KeyAgreementScheme Scheme { get; }

    public KeyWrapAlgorithm Wrap { get; }

    /// <summary>The one written for a curve and a content-encryption key of so many octets.</summary>
    public static KeyAgreementAlgorithm For(EllipticCurve curve, int contentEncryptionKeyLength)
    {
        KeyWrapAlgorithm wrap = curve.ChooseWrap(contentEncryptionKeyLength);
        AsnWriter writer = new(AsnEncodingRules.DER);
        wrap.Write(writer);
        return new KeyAgreementAlgorithm(KeyAgreementScheme.Of(curve.Digest), wrap, writer.Encode());
    }

    /// <summary>What the identifier names; or null, and the reason.</summary>
    public static KeyAgreementAlgorithm? Read(AlgorithmIdentifier identifier, out string? refusal)
    {
        if (KeyAgreementScheme.Find(identifier.Oid) is not { } scheme)
        {
            refusal = $"The key agreement algorithm {identifier.Oid} is not known.";
            return null;
        }

        if (!scheme.Digest.IsAvailable)
        {
            refusal = $"{scheme.Name} is beyond the cryptography of this platform; it needs OpenSSL.";
            return null;
        }

        try
        {
            BerReader parameters = identifier.ReadParameters();
            AlgorithmIdentifier wrapIdentifier = AlgorithmIdentifier.Read(ref parameters, "KeyWrapAlgorithm");
            KeyWrapAlgorithm? wrap = KeyWrapAlgorithm.Read(wrapIdentifier, out refusal);

            // As it came, for so the sender hashed it, with parameters NULL where they ought to be absent; but in DER (RFC 5753 7.2).
            return wrap is null
                ? null
                : new KeyAgreementAlgorithm(scheme, wrap, DerEncoder.EncodeValue(identifier.Parameters, "KeyWrapAlgorithm"));
        }
        catch (EnvelopeFormatException e)
        {
            refusal = $"The parameters of {scheme.Name} are malformed: {e.Message}";
            return null;
        }
    }

    public void WriteAlgorithmIdentifier(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Scheme.Oid);
            writer.WriteEncodedValue(_keyInfo.Span);
        }
    }

    /// <summary>The DER of ECC-CMS-SharedInfo, which binds the derived key to what it is used for.</summary>
    public byte[] EncodeSharedInfo(ReadOnlyMemory<byte>? userKeyingMaterial)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(_keyInfo.Span);
            if (userKeyingMaterial is { } ukm)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteOctetString(ukm.Span);
            }

            // RFC 5753 7.2: the bits of the key-encryption key, in 32 bits.
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                writer.WriteOctetString([0, 0, (byte)(Wrap.KeyLength * 8 >> 8), (byte)(Wrap.KeyLength * 8)]);
        }

        return writer.Encode();
    }
}
