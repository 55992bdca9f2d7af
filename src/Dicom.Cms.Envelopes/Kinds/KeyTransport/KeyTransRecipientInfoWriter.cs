using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>Writes a KeyTransRecipientInfo for an RSA certificate. RFC 5652 6.2.1.</summary>
// KeyTransRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 0 or 2
//   rid RecipientIdentifier,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class KeyTransRecipientInfoWriter : RecipientInfoWriter
{
    private readonly RSA _publicKey;
    private readonly RSAEncryptionPadding _padding;
    private readonly int _encryptedKeyLength;
    private readonly byte[] _prefix;

    public KeyTransRecipientInfoWriter(RsaRecipient recipient, KeyTransportAlgorithm algorithm)
    {
        _publicKey = recipient.PublicKey;
        _padding = algorithm.Padding ?? throw new ArgumentException("Not writable.", nameof(algorithm));
        _encryptedKeyLength = (recipient.KeySizeInBits + 7) / 8; // RFC 8017 7.1.1, 7.2.1: k octets
        _prefix = EncodePrefix(recipient, algorithm, _encryptedKeyLength);
        EnvelopedDataVersion = recipient.KeyIdentifier is null ? 0 : 2; // RFC 5652 6.1
        EncodedLength = _prefix.Length + _encryptedKeyLength;
    }

    public override int EncodedLength { get; }

    public override int EnvelopedDataVersion { get; }

    public override ReadOnlySpan<byte> Prefix => _prefix;

    public override void Write(ReadOnlySpan<byte> contentEncryptionKey, Span<byte> destination)
    {
        Debug.Assert(destination.Length == EncodedLength);
        _prefix.CopyTo(destination);
        int written = _publicKey.Encrypt(contentEncryptionKey, destination[_prefix.Length..], _padding);
        if (written != _encryptedKeyLength)
            throw new CryptographicException("The RSA operation returned another length than the modulus has.");
    }

    // Everything up to and with the header of encryptedKey.
    private static byte[] EncodePrefix(RsaRecipient recipient, KeyTransportAlgorithm algorithm, int encryptedKeyLength)
    {
        AsnWriter asn = new(AsnEncodingRules.DER);
        asn.WriteInteger(recipient.KeyIdentifier is null ? 0 : 2); // RFC 5652 6.2.1: version 0 goes with issuerAndSerialNumber.
        asn.WriteEncodedValue(
            recipient.KeyIdentifier is { } key ? RecipientIdentifier.EncodeKeyIdentifier(key.Span) : recipient.Identifier.Encode());
        algorithm.WriteAlgorithmIdentifier(asn);
        byte[] fields = asn.Encode();

        int keyHeaderLength = DerSpanWriter.GetHeaderLength(encryptedKeyLength);
        int contentLength = fields.Length + keyHeaderLength + encryptedKeyLength;
        byte[] prefix = new byte[DerSpanWriter.GetHeaderLength(contentLength) + fields.Length + keyHeaderLength];
        DerSpanWriter writer = new(prefix);
        writer.WriteHeader(DerSpanWriter.Sequence, contentLength);
        writer.WriteRaw(fields);
        writer.WriteHeader(DerSpanWriter.OctetString, encryptedKeyLength);
        Debug.Assert(writer.Remaining == 0);
        return prefix;
    }
}
