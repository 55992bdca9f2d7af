using System.Security.Cryptography;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// What no envelope of a suite can do without, and nothing else: fresh key and nonce, one RSA operation for each recipient, the key
/// derivation where the suite has one, and the content encryption. Nothing is encoded, looked up or checked.
/// </summary>
internal sealed class EnvelopeFloor(SuiteUnderTest suite)
{
    private const int KeyLength = 32, TagLength = 16, MaxModulusLength = 512;

    private readonly RSAEncryptionPadding _padding = suite.Padding();
    private readonly bool _isGcm = suite.IsGcm(), _isDerived = suite.IsDerived();

    /// <summary>Octets of the AlgorithmIdentifier that RFC 9709 derives from, about.</summary>
    private static ReadOnlySpan<byte> Info => "an AlgorithmIdentifier of 32 byt"u8;

    private int IvLength => _isGcm ? 12 : 16;

    /// <summary>Octets that <see cref="Seal"/> needs.</summary>
    public static int GetLength(int contentLength, int recipients) =>
        (recipients * MaxModulusLength) + contentLength + KeyLength + TagLength;

    /// <summary>Writes encrypted keys, IV, ciphertext and tag one after the other; returns their octets.</summary>
    public int Seal(ReadOnlySpan<byte> content, ReadOnlySpan<RSA> recipients, Span<byte> destination)
    {
        Span<byte> random = stackalloc byte[KeyLength + IvLength];
        RandomNumberGenerator.Fill(random);
        Span<byte> key = random[..KeyLength], iv = random[KeyLength..];
        Span<byte> rest = destination;
        foreach (RSA recipient in recipients) rest = rest[recipient.Encrypt(key, rest, _padding)..];
        iv.CopyTo(rest);
        rest = rest[iv.Length..];
        Derive(key);
        rest = rest[Encrypt(key, iv, content, rest)..];
        CryptographicOperations.ZeroMemory(random);
        return destination.Length - rest.Length;
    }

    /// <summary>Opens what <see cref="Seal"/> wrote for one recipient, into an array of its own.</summary>
    public byte[] Open(ReadOnlySpan<byte> sealedContent, RSA privateKey)
    {
        Span<byte> buffer = stackalloc byte[MaxModulusLength];
        int modulusLength = privateKey.KeySize / 8;
        Span<byte> key = buffer[..privateKey.Decrypt(sealedContent[..modulusLength], buffer, _padding)];
        Derive(key);
        ReadOnlySpan<byte> iv = sealedContent.Slice(modulusLength, IvLength);
        byte[] content = Decrypt(key, iv, sealedContent[(modulusLength + IvLength)..]);
        CryptographicOperations.ZeroMemory(buffer);
        return content;
    }

    private void Derive(Span<byte> key)
    {
        if (!_isDerived) return;
        Span<byte> derived = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, "The Cryptographic Message Syntax"u8, Info);
        derived.CopyTo(key);
    }

    private int Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> content, Span<byte> destination)
    {
        if (!_isGcm)
        {
            using Aes aes = Aes.Create();
            aes.SetKey(key);
            return aes.EncryptCbc(content, iv, destination);
        }

        using AesGcm gcm = new(key, TagLength);
        gcm.Encrypt(iv, content, destination[..content.Length], destination.Slice(content.Length, TagLength));
        return content.Length + TagLength;
    }

    // The padding's length is known from the length of the content; so is it to whoever decrypts the last block first.
    private byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext)
    {
        byte[] content = GC.AllocateUninitializedArray<byte>(ciphertext.Length - TagLength);
        if (!_isGcm)
        {
            using Aes aes = Aes.Create();
            aes.SetKey(key);
            aes.DecryptCbc(ciphertext, iv, content);
            return content;
        }

        using AesGcm gcm = new(key, TagLength);
        gcm.Decrypt(iv, ciphertext[..content.Length], ciphertext[content.Length..], content);
        return content;
    }
}
