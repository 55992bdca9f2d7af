using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>One encrypted key of the envelope with one key at hand.</summary>
internal abstract class Attempt
{
    /// <summary>Whose key is tried.</summary>
    internal abstract SecretKey Key { get; }

    /// <summary>Names the result in <see cref="SecretKey.DecryptedKeys"/>; null where it is not to be kept.</summary>
    internal abstract string? CacheName { get; }

    /// <summary>Why it is not made, or null; decided from what is public.</summary>
    internal abstract string? Refuse(EnvelopePolicy policy);

    /// <summary>The content-encryption key, of any length, in an array the caller clears; null where it failed.</summary>
    internal abstract ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken);

    private protected static string NameOf(RecipientInfo recipient) => NameOf(recipient.Encoded.Span);

    private protected static string NameOf(ReadOnlySpan<byte> encoded)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(encoded, digest);
        return Convert.ToHexString(digest);
    }
}

/// <summary>A ktri with a private RSA key.</summary>
internal sealed class KeyTransportAttempt(KeyTransRecipientInfo recipient, PrivateKey key) : Attempt
{
    internal override SecretKey Key => key;

    // Not for RSAES-PKCS1-v1_5: nothing about it is to depend on whether the padding was right (RFC 3218), and none of our suites has
    // it together with derived keys.
    internal override string? CacheName => recipient.Algorithm is { IsOaep: true } ? NameOf(recipient) : null;

    internal override string? Refuse(EnvelopePolicy policy) =>
        recipient.Algorithm is { } algorithm
            ? policy.Refuse(algorithm) ?? key.Refuse(algorithm)
            : recipient.Refusal;

    internal override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken) =>
        key.DecryptAsync(new KeyTransportRequest(recipient.EncryptedKey, recipient.Algorithm!), cancellationToken);
}

/// <summary>One encrypted key of a kari with a private EC key.</summary>
internal sealed class KeyAgreementAttempt(KeyAgreeRecipientInfo recipient, RecipientEncryptedKey encrypted, EcPrivateKey key)
    : Attempt
{
    internal override SecretKey Key => key;

    // A kari holds several encrypted keys; this one is meant.
    internal override string? CacheName => NameOf(recipient) + NameOf(encrypted.EncryptedKey.Span);

    internal override string? Refuse(EnvelopePolicy policy) =>
        recipient.Refusal ?? recipient.Originator!.Refuse(key.Curve);

    internal override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken) =>
        new(key.Unwrap(
            recipient.Originator!, recipient.Algorithm!, recipient.UserKeyingMaterial, encrypted.EncryptedKey.Span));
}

/// <summary>A kekri with the key-encryption key it names.</summary>
internal sealed class KeyEncryptionKeyAttempt(KekRecipientInfo recipient, KeyEncryptionKey key) : Attempt
{
    internal override SecretKey Key => key;

    internal override string? CacheName => NameOf(recipient);

    internal override string? Refuse(EnvelopePolicy policy) =>
        recipient.Algorithm is not { } algorithm ? recipient.Refusal
        : algorithm != key.Wrap
            ? $"The key with {key} has {key.Wrap.KeyLength * 8} bits; the envelope was written with {algorithm.Name}."
        : null;

    internal override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken) =>
        new(key.UnwrapKey(recipient.EncryptedKey.Span));
}

/// <summary>A pwri with a password.</summary>
internal sealed class PasswordAttempt(PasswordRecipientInfo recipient, PasswordKey key) : Attempt
{
    internal override SecretKey Key => key;

    internal override string? CacheName => NameOf(recipient);

    internal override string? Refuse(EnvelopePolicy policy) =>
        recipient.Refusal ?? recipient.Derivation!.Refuse(recipient.Wrap!.KeyLength, policy);

    internal override ValueTask<byte[]?> DecryptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // One derivation takes a while; several add up.
        return new(key.UnwrapKey(recipient.Derivation!, recipient.Wrap!, recipient.EncryptedKey.Span));
    }
}
