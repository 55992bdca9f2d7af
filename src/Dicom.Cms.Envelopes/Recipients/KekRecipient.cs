namespace Dicom.Cms.Envelopes;

/// <summary>
/// Whoever has a key-encryption key distributed before. It may be shorter than the content's key, as an RSA key may be
/// weaker: its strength is the choice of whoever distributed it.
/// </summary>
internal sealed class KekRecipient(KeyEncryptionKey key) : Recipient
{
    public override int KeySizeInBits => key.Wrap.KeyLength * 8;

    public override string ToString() => key.ToString();

    internal override RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        suite.HasKeyTransportOnly
            ? throw NotForSuite(suite, "a symmetric key")
            : new KekRecipientInfoWriter(key, suite.ContentEncryption.KeyLength);
}
