namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped under a password. RFC 5652 6.2.4. Described, not opened.</summary>
// PasswordRecipientInfo ::= SEQUENCE {
//   version CMSVersion,   -- always set to 0
//   keyDerivationAlgorithm [0] KeyDerivationAlgorithmIdentifier OPTIONAL,
//   keyEncryptionAlgorithm KeyEncryptionAlgorithmIdentifier,
//   encryptedKey EncryptedKey }
internal sealed class PasswordRecipientInfo : RecipientInfo
{
    private PasswordRecipientInfo(string algorithmOid, int encodedLength)
        : base(encodedLength) => KeyEncryption = algorithmOid;

    public override string Kind => "pwri";

    public override string Identifier => "password";

    public override string KeyEncryption { get; }

    internal static PasswordRecipientInfo Read(BerReader reader, int encodedLength)
    {
        reader.ReadInt32("version");
        if (reader.HasTag(Tag(0)))
            AlgorithmIdentifier.Read(ref reader, "keyDerivationAlgorithm", Tag(0));
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.Read(ref reader, "keyEncryptionAlgorithm");
        reader.ReadOctetString("encryptedKey");
        reader.RequireEnd("pwri");
        return new PasswordRecipientInfo(algorithm.Oid, encodedLength);
    }
}
