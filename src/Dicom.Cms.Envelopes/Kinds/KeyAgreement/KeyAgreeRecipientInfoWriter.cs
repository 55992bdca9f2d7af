using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Writes a KeyAgreeRecipientInfo for an EC certificate, each time with a fresh ephemeral key; so no ukm is needed to
/// make the agreed key another. RFC 5652 6.2.2, RFC 5753 3.1.
/// </summary>
// KeyAgreeRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 3
//   originator [0] EXPLICIT OriginatorIdentifierOrKey,
//   ukm [1] EXPLICIT UserKeyingMaterial OPTIONAL,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   recipientEncryptedKeys RecipientEncryptedKeys }
internal sealed class KeyAgreeRecipientInfoWriter : RecipientInfoWriter
{
    private readonly EllipticCurve _curve;
    private readonly ECDiffieHellmanPublicKey _publicKey;
    private readonly KeyAgreementAlgorithm _algorithm;
    private readonly byte[] _identifier;
    private readonly byte[] _sharedInfo;

    public KeyAgreeRecipientInfoWriter(EcRecipient recipient, int contentEncryptionKeyLength)
    {
        _curve = recipient.Curve;
        _publicKey = recipient.PublicKey;
        _algorithm = KeyAgreementAlgorithm.For(recipient.Curve, contentEncryptionKeyLength);
        _identifier = recipient.KeyIdentifier is { } key
            ? RecipientIdentifier.EncodeRecipientKeyIdentifier(key.Span)
            : recipient.Identifier.Encode();
        _sharedInfo = _algorithm.EncodeSharedInfo(null);
        EncodedLength =
            Encode(new byte[_curve.PointLength], new byte[contentEncryptionKeyLength + AesKeyWrap.Overhead]).Length;
    }

    public override int EncodedLength { get; }

    public override int EnvelopedDataVersion => 2;

    public override ReadOnlySpan<byte> Prefix => _identifier;

    public override bool IsOrderedByPrefix => false;

    public override void Write(ReadOnlySpan<byte> contentEncryptionKey, Span<byte> destination)
    {
        Debug.Assert(destination.Length == EncodedLength);
        byte[] encryptedKey = new byte[contentEncryptionKey.Length + AesKeyWrap.Overhead];
        Span<byte> keyEncryptionKey = stackalloc byte[_algorithm.Wrap.KeyLength];
        try
        {
            using ECDiffieHellman ephemeral = ECDiffieHellman.Create(_curve.Curve);
            X963KeyDerivation.Derive(ephemeral, _publicKey, _algorithm.Scheme.Digest, _sharedInfo, keyEncryptionKey);
            AesKeyWrap.Wrap(keyEncryptionKey, contentEncryptionKey, encryptedKey);
            byte[] encoded = Encode(_curve.ExportPoint(ephemeral), encryptedKey);
            if (encoded.Length != EncodedLength)
                throw new UnreachableException("The KeyAgreeRecipientInfo has another length than computed.");
            encoded.CopyTo(destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyEncryptionKey);
        }
    }

    private byte[] Encode(ReadOnlySpan<byte> ephemeralPoint, ReadOnlySpan<byte> encryptedKey)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
        {
            writer.WriteInteger(3);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
            {
                // RFC 5753 3.1.1: without parameters the curve is that of the recipient's certificate.
                using (writer.PushSequence()) writer.WriteObjectIdentifier(Oids.EcPublicKey);
                writer.WriteBitString(ephemeralPoint);
            }

            _algorithm.WriteAlgorithmIdentifier(writer);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(_identifier);
                writer.WriteOctetString(encryptedKey);
            }
        }

        return writer.Encode();
    }
}
