namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped under a symmetric key distributed before. RFC 5652 6.2.3.</summary>
// KEKRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 4
//   kekid KEKIdentifier,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
// KEKIdentifier ::= SEQUENCE {
//   keyIdentifier OCTET STRING, date GeneralizedTime OPTIONAL, other OtherKeyAttribute OPTIONAL }
internal sealed class KekRecipientInfo : RecipientInfo
{
    private readonly string _algorithmOid;

    private KekRecipientInfo(
        ReadOnlyMemory<byte> keyIdentifier, AlgorithmIdentifier algorithm, ReadOnlyMemory<byte> encryptedKey, ReadOnlyMemory<byte> encoded)
        : base(encoded)
    {
        KeyIdentifier = keyIdentifier;
        EncryptedKey = encryptedKey;
        _algorithmOid = algorithm.Oid;
        Algorithm = KeyWrapAlgorithm.Read(algorithm, out string? refusal);
        Refusal = refusal;
    }

    public override string Kind => "kekri";

    public override string Identifier => "key " + DisplayText.Hex(KeyIdentifier.Span);

    public override string KeyEncryption => Algorithm?.Name ?? _algorithmOid;

    public override string Description => "key identifier " + DisplayText.Hex(KeyIdentifier.Span);

    public ReadOnlyMemory<byte> KeyIdentifier { get; }

    /// <summary>The algorithm, or null where there is a <see cref="Refusal"/>.</summary>
    public KeyWrapAlgorithm? Algorithm { get; }

    public string? Refusal { get; }

    public ReadOnlyMemory<byte> EncryptedKey { get; }

    internal override bool IsFor(RecipientName name) => name.HasKeyIdentifier(KeyIdentifier.Span);

    public static KekRecipientInfo Read(BerReader reader, ReadOnlyMemory<byte> encoded)
    {
        reader.ReadInt32("version");

        // date and other, which may follow, only help to find the key.
        BerReader kekIdentifier = reader.ReadSequence("kekid");
        ReadOnlyMemory<byte> keyIdentifier = kekIdentifier.ReadOctetString("keyIdentifier");
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        ReadOnlyMemory<byte> encryptedKey = reader.ReadOctetString("encryptedKey");
        reader.RequireEnd("kekri");
        return new KekRecipientInfo(keyIdentifier, algorithm, encryptedKey, encoded);
    }
}
