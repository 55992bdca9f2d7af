using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms.Envelopes;

/// <summary>A password, as the octets of its UTF-8. RFC 8018 3 leaves the encoding open; this is what others use.</summary>
internal sealed class PasswordKey : SecretKey
{
    private const int MaxLength = 1024;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SecretOctets _password;

    /// <exception cref="ArgumentException">It is empty, far too long, or no text.</exception>
    public PasswordKey(ReadOnlySpan<char> password)
    {
        if (password.Length is 0 or > MaxLength)
            throw new ArgumentException($"A password has 1 to {MaxLength} characters.", nameof(password));

        byte[] octets = GC.AllocateArray<byte>(s_strictUtf8.GetMaxByteCount(password.Length), pinned: true);
        try
        {
            _password = new SecretOctets(octets.AsSpan(0, s_strictUtf8.GetBytes(password, octets)));
        }
        catch (EncoderFallbackException)
        {
            // Without the inner exception, for that one names the character.
            throw new ArgumentException("The password holds half of a surrogate pair.", nameof(password));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    public bool HasSameOctetsAs(PasswordKey other) => _password.HasSameOctetsAs(other._password);

    public override string Describe(KeyIdentity identity) => "password";

    public override void FindAttempts(RecipientInfo recipientInfo, KeyIdentity identity, AttemptList attempts)
    {
        if (recipientInfo is PasswordRecipientInfo recipient) attempts.AddPassword(new PasswordAttempt(recipient, this));
    }

    /// <exception cref="CryptographicException">The platform could not derive a key.</exception>
    public void DeriveKey(PasswordKeyDerivation derivation, Span<byte> key)
    {
        byte[] password = GC.AllocateUninitializedArray<byte>(_password.Length, pinned: true);
        try
        {
            _password.CopyTo(password);
            derivation.Derive(password, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    /// <summary>The unwrapped key, in an array the caller clears; null whatever the reason.</summary>
    public byte[]? UnwrapKey(PasswordKeyDerivation derivation, PasswordKeyWrap wrap, ReadOnlySpan<byte> encryptedKey)
    {
        Span<byte> keyEncryptionKey = stackalloc byte[wrap.KeyLength];
        try
        {
            DeriveKey(derivation, keyEncryptionKey);
            return wrap.Unwrap(keyEncryptionKey, encryptedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keyEncryptionKey);
        }
    }

    private protected override void Destroy() => _password.Clear();
}
