using System.Diagnostics;
using System.Formats.Asn1;

namespace Dicom.Cms.Envelopes;

/// <summary>Writes a KEKRecipientInfo. RFC 5652 6.2.3.</summary>
// KEKRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 4
//   kekid KEKIdentifier,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class KekRecipientInfoWriter : RecipientInfoWriter
{
    private readonly KeyEncryptionKey _key;
    private readonly byte[] _prefix;

    public KekRecipientInfoWriter(KeyEncryptionKey key, int contentEncryptionKeyLength)
    {
        _key = key;
        byte[] encoded = Encode(key, new byte[contentEncryptionKeyLength + AesKeyWrap.Overhead]);
        EncodedLength = encoded.Length;
        _prefix = encoded[..^(contentEncryptionKeyLength + AesKeyWrap.Overhead)];
    }

    public override int EncodedLength { get; }

    public override int EnvelopedDataVersion => 2;

    public override ReadOnlySpan<byte> Prefix => _prefix;

    public override void Write(ReadOnlySpan<byte> contentEncryptionKey, Span<byte> destination)
    {
        Debug.Assert(destination.Length == EncodedLength);
        _prefix.CopyTo(destination);
        _key.WrapKey(contentEncryptionKey, destination[_prefix.Length..]);
    }

    private static byte[] Encode(KeyEncryptionKey key, ReadOnlySpan<byte> encryptedKey)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
        {
            writer.WriteInteger(4);
            using (writer.PushSequence()) writer.WriteOctetString(key.Identifier.Span);
            key.Wrap.Write(writer);
            writer.WriteOctetString(encryptedKey);
        }

        return writer.Encode();
    }
}
