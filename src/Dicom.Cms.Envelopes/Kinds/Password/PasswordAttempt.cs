namespace Dicom.Cms.Envelopes;

/// <summary>A pwri with a password.</summary>
internal sealed class PasswordAttempt(PasswordRecipientInfo recipient, PasswordKey key) : Attempt
{
    public override SecretKey Key => key;

    public override RecipientInfo Recipient => recipient;

    public override string? CacheName => NameOf(recipient);

    public override string? Refuse(EnvelopePolicy policy) =>
        recipient.Refusal ?? recipient.Derivation!.Refuse(recipient.Wrap!.KeyLength, policy) ?? policy.Refuse(recipient.Wrap);

    public override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // One derivation takes a while; several add up.
        return new(key.UnwrapKey(recipient.Derivation!, recipient.Wrap!, recipient.EncryptedKey.Span));
    }
}
