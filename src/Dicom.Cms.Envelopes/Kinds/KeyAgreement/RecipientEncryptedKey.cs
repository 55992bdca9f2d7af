namespace Dicom.Cms.Envelopes;

/// <summary>The key, wrapped for one of the recipients of a kari. RFC 5652 6.2.2.</summary>
// RecipientEncryptedKey ::= SEQUENCE {
//   rid KeyAgreeRecipientIdentifier,
//   encryptedKey EncryptedKey }
internal sealed record RecipientEncryptedKey(RecipientIdentifier Recipient, ReadOnlyMemory<byte> EncryptedKey)
{
    public static RecipientEncryptedKey Read(ref BerReader reader)
    {
        BerReader sequence = reader.ReadSequence("recipientEncryptedKey");
        RecipientIdentifier recipient = RecipientIdentifier.ReadKeyAgree(ref sequence);
        ReadOnlyMemory<byte> encryptedKey = sequence.ReadOctetString("encryptedKey");
        sequence.RequireEnd("recipientEncryptedKey");
        return new RecipientEncryptedKey(recipient, encryptedKey);
    }
}
