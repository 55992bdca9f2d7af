using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Reads the KeyEncryptionAlgorithmIdentifier of a ktri. What cannot be used has a reason instead of an algorithm:
/// malformed OAEP parameters never fall back to anything, least of all to RSAES-PKCS1-v1_5.
/// </summary>
internal static class KeyTransportReading
{
    private const string Field = "RSAES-OAEP-params";

    public static KeyTransportAlgorithm? Read(AlgorithmIdentifier identifier, out string? refusal)
    {
        refusal = null;
        try
        {
            switch (identifier.Oid)
            {
                case Oids.RsaEncryption:
                    if (identifier.HasNoParametersOrNull) return KeyTransportAlgorithm.RsaesPkcs1;
                    refusal = "The parameters of rsaEncryption are not NULL.";
                    return null;

                case Oids.RsaesOaep:
                    return ReadOaep(identifier, out refusal);

                default:
                    refusal = $"The key transport algorithm {identifier.Oid} is not known.";
                    return null;
            }
        }
        catch (EnvelopeFormatException e)
        {
            refusal = $"The parameters of RSAES-OAEP are malformed: {e.Message}";
            return null;
        }
    }

    // RFC 4055 4.1; the SEQUENCE itself is required, each field has a DEFAULT.
    private static KeyTransportAlgorithm? ReadOaep(AlgorithmIdentifier identifier, out string? refusal)
    {
        BerReader outer = identifier.ReadParameters();
        BerReader parameters = outer.ReadSequence(Field);
        DigestAlgorithm? hash = DigestAlgorithm.Sha1;
        DigestAlgorithm? maskHash = DigestAlgorithm.Sha1;
        ReadOnlyMemory<byte> label = default;

        if (TryReadExplicit(ref parameters, 0, "hashFunc", out BerReader hashFunc))
        {
            hash = ReadDigest(ref hashFunc, "hashFunc", out refusal);
            hashFunc.RequireEnd("hashFunc");
            if (hash is null) return null;
        }

        if (TryReadExplicit(ref parameters, 1, "maskGenFunc", out BerReader maskGenFunc))
        {
            AlgorithmIdentifier mask = AlgorithmIdentifier.Read(ref maskGenFunc, "maskGenFunc");
            maskGenFunc.RequireEnd("maskGenFunc");
            if (mask.Oid != Oids.Mgf1)
            {
                refusal = $"The mask generation function {mask.Oid} is not known.";
                return null;
            }

            BerReader maskParameters = mask.ReadParameters();
            maskHash = ReadDigest(ref maskParameters, "maskGenFunc.parameters", out refusal);
            if (maskHash is null) return null;
        }

        if (TryReadExplicit(ref parameters, 2, "pSourceFunc", out BerReader pSourceFunc))
        {
            AlgorithmIdentifier source = AlgorithmIdentifier.Read(ref pSourceFunc, "pSourceFunc");
            pSourceFunc.RequireEnd("pSourceFunc");
            if (source.Oid != Oids.PSpecified)
            {
                refusal = $"The source of the label {source.Oid} is not known.";
                return null;
            }

            BerReader sourceParameters = source.ReadParameters();
            label = sourceParameters.ReadOctetString("pSourceFunc.parameters");
        }

        parameters.RequireEnd(Field);
        refusal = null;
        return KeyTransportAlgorithm.Oaep(hash, maskHash, label);
    }

    private static bool TryReadExplicit(ref BerReader parameters, int number, string field, out BerReader content)
    {
        Asn1Tag tag = new(TagClass.ContextSpecific, number, isConstructed: true);
        bool present = parameters.HasTag(tag);
        content = present ? parameters.ReadSequence(field, tag) : default;
        return present;
    }

    // RFC 4055 2.1: parameters NULL or absent.
    private static DigestAlgorithm? ReadDigest(ref BerReader reader, string field, out string? refusal)
    {
        AlgorithmIdentifier identifier = AlgorithmIdentifier.Read(ref reader, field);
        DigestAlgorithm? digest = identifier.HasNoParametersOrNull ? DigestAlgorithm.Find(identifier.Oid) : null;
        refusal = digest is null ? $"RSAES-OAEP with the hash function {identifier.Oid} is not known." : null;
        return digest;
    }
}
