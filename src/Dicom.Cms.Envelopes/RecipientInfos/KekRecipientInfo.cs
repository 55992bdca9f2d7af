namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped under a symmetric key distributed before. RFC 5652 6.2.3. Described, not opened.</summary>
// KEKRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 4
//   kekid KEKIdentifier,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
// KEKIdentifier ::= SEQUENCE {
//   keyIdentifier OCTET STRING, date GeneralizedTime OPTIONAL, other OtherKeyAttribute OPTIONAL }
internal sealed class KekRecipientInfo : RecipientInfo
{
    private readonly ReadOnlyMemory<byte> _keyIdentifier;

    private KekRecipientInfo(ReadOnlyMemory<byte> keyIdentifier, string algorithmOid, int encodedLength)
        : base(encodedLength)
    {
        _keyIdentifier = keyIdentifier;
        KeyEncryption = algorithmOid;
    }

    public override string Kind => "kekri";

    public override string Identifier => "key " + DisplayText.Hex(_keyIdentifier.Span);

    public override string KeyEncryption { get; }

    internal static KekRecipientInfo Read(BerReader reader, int encodedLength)
    {
        reader.ReadInt32("version");
        BerReader kekIdentifier = reader.ReadSequence("kekid");
        ReadOnlyMemory<byte> keyIdentifier = kekIdentifier.ReadOctetString("keyIdentifier");
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        reader.ReadOctetString("encryptedKey");
        reader.RequireEnd("kekri");
        return new KekRecipientInfo(keyIdentifier, algorithm.Oid, encodedLength);
    }
}
