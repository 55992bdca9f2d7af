namespace Dicom.Cms.Envelopes;

/// <summary>A ktri with a private RSA key.</summary>
internal sealed class KeyTransportAttempt(KeyTransRecipientInfo recipient, PrivateKey key) : Attempt
{
    public override SecretKey Key => key;

    public override RecipientInfo Recipient => recipient;

    public override RecipientIdentifier? Identifier => recipient.Recipient;

    // Not for RSAES-PKCS1-v1_5: nothing about it is to depend on whether the padding was right (RFC 3218), and none of our suites has
    // it together with derived keys.
    public override string? CacheName => recipient.Algorithm is { IsOaep: true } ? NameOf(recipient) : null;

    public override string? Refuse(EnvelopePolicy policy) =>
        recipient.Algorithm is { } algorithm
            ? policy.Refuse(algorithm) ?? key.Refuse(algorithm)
            : recipient.Refusal;

    public override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken) =>
        key.DecryptAsync(new KeyTransportRequest(recipient.EncryptedKey, recipient.Algorithm!), cancellationToken);
}
