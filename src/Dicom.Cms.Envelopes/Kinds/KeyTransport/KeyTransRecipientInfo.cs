namespace Dicom.Cms.Envelopes;

/// <summary>The key, encrypted to a public RSA key. RFC 5652 6.2.1.</summary>
// KeyTransRecipientInfo ::= SEQUENCE {
//   version CMSVersion,  -- always set to 0 or 2
//   rid RecipientIdentifier,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class KeyTransRecipientInfo : RecipientInfo
{
    private readonly string _algorithmOid;

    private KeyTransRecipientInfo(
        RecipientIdentifier recipient, AlgorithmIdentifier algorithm, ReadOnlyMemory<byte> encryptedKey, ReadOnlyMemory<byte> encoded)
        : base(encoded)
    {
        Recipient = recipient;
        EncryptedKey = encryptedKey;
        _algorithmOid = algorithm.Oid;
        Algorithm = KeyTransportReading.Read(algorithm, out string? refusal);
        Refusal = refusal;
    }

    public override string Kind => "ktri";

    public override string Identifier => Recipient.ToString();

    public override string KeyEncryption => Algorithm?.Name ?? _algorithmOid;

    public override string Description => Recipient.Description;

    // RFC 5652 6.2.1: version 0 goes with issuerAndSerialNumber, 2 with subjectKeyIdentifier.
    internal override int EnvelopedDataVersion => Recipient.Certificate is null ? 2 : 0;

    public RecipientIdentifier Recipient { get; }

    /// <summary>The algorithm, or null where there is a <see cref="Refusal"/>.</summary>
    public KeyTransportAlgorithm? Algorithm { get; }

    public string? Refusal { get; }

    public ReadOnlyMemory<byte> EncryptedKey { get; }

    internal override bool IsFor(RecipientName name) => name.IsMeantBy(Recipient);

    internal override bool NamesByIssuer(RecipientName name) => Recipient.Certificate is not null && IsFor(name);

    public static KeyTransRecipientInfo Read(BerReader reader, ReadOnlyMemory<byte> encoded)
    {
        // The version says which rid follows; the rid says so itself, and some writers got the version wrong.
        reader.ReadInt32("version");
        RecipientIdentifier recipient = RecipientIdentifier.Read(ref reader);
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        ReadOnlyMemory<byte> encryptedKey = reader.ReadOctetString("encryptedKey");
        reader.RequireEnd("ktri");
        return new KeyTransRecipientInfo(recipient, algorithm, encryptedKey, encoded);
    }
}
