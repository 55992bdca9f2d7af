namespace Dicom.Cms.Envelopes;

/// <summary>
/// Whoever has a key-encryption key distributed before. It may be shorter than the content's key, as an RSA key may be
/// weaker: its strength is the choice of whoever distributed it.
/// </summary>
internal sealed class KekRecipient(KeyEncryptionKey key) : Recipient
{
    private readonly KeyEncryptionKey _key = key;

    public override RecipientName Name { get; } = RecipientName.OfKeyEncryptionKey(key.Identifier.Span);

    public override int KeySizeInBits => _key.Wrap.KeyLength * 8;

    public override bool HasSameKeyAs(Recipient other) =>
        other is KekRecipient recipient && recipient.Name.Equals(Name) && recipient._key.HasSameOctetsAs(_key);

    public override string ToString() => _key.ToString();

    internal override RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        suite.HasKeyTransportOnly
            ? throw NotForSuite(suite, "a symmetric key")
            : new KekRecipientInfoWriter(_key, suite.ContentEncryption.KeyLength);
}
