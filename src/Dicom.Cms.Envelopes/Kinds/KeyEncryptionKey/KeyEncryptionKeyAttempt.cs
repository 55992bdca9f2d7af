namespace Dicom.Cms.Envelopes;

/// <summary>A kekri with the key-encryption key it names.</summary>
internal sealed class KeyEncryptionKeyAttempt(KekRecipientInfo recipient, KeyEncryptionKey key) : Attempt
{
    public override SecretKey Key => key;

    public override RecipientInfo Recipient => recipient;

    public override string? CacheName => NameOf(recipient);

    public override string? Refuse(EnvelopePolicy policy) =>
        recipient.Algorithm is not { } algorithm ? recipient.Refusal
        : algorithm != key.Wrap
            ? $"The key with {key} has {key.Wrap.KeyLength * 8} bits; the envelope was written with {algorithm.Name}."
        : null;

    public override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken) =>
        new(key.UnwrapKey(recipient.EncryptedKey.Span));
}
