namespace Dicom.Cms.Envelopes;

/// <summary>One encrypted key of a kari with a private EC key.</summary>
internal sealed class KeyAgreementAttempt(KeyAgreeRecipientInfo recipient, RecipientEncryptedKey encrypted, EcPrivateKey key)
    : Attempt
{
    public override SecretKey Key => key;

    public override RecipientInfo Recipient => recipient;

    public override RecipientIdentifier? Identifier => encrypted.Recipient;

    // A kari holds several encrypted keys; this one is meant.
    public override string? CacheName => NameOf(recipient) + NameOf(encrypted.EncryptedKey.Span);

    public override string? Refuse(EnvelopePolicy policy) =>
        recipient.Refusal ?? policy.Refuse(recipient.Algorithm!) ?? recipient.Originator!.Refuse(key.Curve);

    public override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken) =>
        new(key.Unwrap(recipient.Originator!, recipient.Algorithm!, recipient.UserKeyingMaterial, encrypted.EncryptedKey.Span));
}
