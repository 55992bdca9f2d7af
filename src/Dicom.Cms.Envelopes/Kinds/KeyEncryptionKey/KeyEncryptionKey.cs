using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>A symmetric key distributed before, and the identifier that was agreed for it. RFC 5652 6.2.3.</summary>
internal sealed class KeyEncryptionKey : SecretKey
{
    /// <summary>Octets of the longest identifier: more than any known one, few enough to show.</summary>
    private const int MaxIdentifierLength = 64;

    private readonly byte[] _identifier;
    private readonly SecretOctets _key;

    /// <exception cref="ArgumentException">The identifier or the key has a length that is not taken.</exception>
    public KeyEncryptionKey(ReadOnlySpan<byte> keyIdentifier, ReadOnlySpan<byte> key)
    {
        if (keyIdentifier.Length is 0 or > MaxIdentifierLength)
        {
            throw new ArgumentException(
                $"The key identifier has {keyIdentifier.Length} octets; 1 to {MaxIdentifierLength} are accepted.", nameof(keyIdentifier));
        }

        Wrap = KeyWrapAlgorithm.OfKeyLength(key.Length)
            ?? throw new ArgumentException($"The key has {key.Length} octets; AES keys have 16, 24 or 32.", nameof(key));
        _identifier = keyIdentifier.ToArray();
        _key = new SecretOctets(key);
    }

    public ReadOnlyMemory<byte> Identifier => _identifier;

    /// <summary>The key wrap that takes a key of this length.</summary>
    public KeyWrapAlgorithm Wrap { get; }

    public override string ToString() => "key identifier " + DisplayText.Hex(_identifier);

    public override string Describe(KeyIdentity identity) => ToString();

    public override void FindAttempts(RecipientInfo recipientInfo, KeyIdentity identity, AttemptList attempts)
    {
        if (recipientInfo is KekRecipientInfo recipient && recipient.KeyIdentifier.Span.SequenceEqual(_identifier))
            attempts.AddNamed(new KeyEncryptionKeyAttempt(recipient, this), identity);
    }

    public bool HasSameOctetsAs(KeyEncryptionKey other) => _key.HasSameOctetsAs(other._key);

    public void WrapKey(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        Span<byte> keyEncryptionKey = stackalloc byte[Wrap.KeyLength];
        try
        {
            _key.CopyTo(keyEncryptionKey);
            AesKeyWrap.Wrap(keyEncryptionKey, key, destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyEncryptionKey);
        }
    }

    /// <summary>The unwrapped key, in an array the caller clears; null whatever the reason.</summary>
    public byte[]? UnwrapKey(ReadOnlySpan<byte> encryptedKey)
    {
        Span<byte> keyEncryptionKey = stackalloc byte[Wrap.KeyLength];
        try
        {
            _key.CopyTo(keyEncryptionKey);
            return Wrap.Unwrap(keyEncryptionKey, encryptedKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyEncryptionKey);
        }
    }

    private protected override void Destroy() => _key.Clear();
}
