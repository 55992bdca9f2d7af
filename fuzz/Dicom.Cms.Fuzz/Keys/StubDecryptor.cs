using System.Security.Cryptography;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>
/// Decrypts with the real key until it is frozen, and remembers. Then it knows the encryptedKeys it has seen and answers any other
/// with <see cref="FixedEnvelope.ContentKey"/>.
/// </summary>
internal sealed class StubDecryptor(RSA rsa) : IKeyTransportDecryptor
{
    private static readonly RSAEncryptionPadding[] s_paddings =
        [RSAEncryptionPadding.OaepSHA256, RSAEncryptionPadding.OaepSHA1, RSAEncryptionPadding.Pkcs1];

    private readonly Dictionary<string, byte[]> _known = [];
    private RSA? _rsa = rsa;

    public ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> encryptedKey = request.EncryptedKey.Span;
        if (_rsa is null)
        {
            return encryptedKey.IsEmpty
                ? throw new CryptographicException("A failure, as a key service reports it.")
                : new([.. Known(encryptedKey) ?? FixedEnvelope.ContentKey]);
        }

        byte[]? decrypted = TryDecrypt(encryptedKey, request.Algorithm.IsOaep);
        if (decrypted is not null) _known[Convert.ToHexString(encryptedKey)] = decrypted;
        return new([.. decrypted ?? FixedEnvelope.ContentKey]);
    }

    public void Freeze() => _rsa = null;

    private byte[]? Known(ReadOnlySpan<byte> encryptedKey) =>
        encryptedKey.Length > 512 ? null : _known.GetValueOrDefault(Convert.ToHexString(encryptedKey));

    private byte[]? TryDecrypt(ReadOnlySpan<byte> encryptedKey, bool isOaep)
    {
        foreach (RSAEncryptionPadding padding in isOaep ? s_paddings[..2] : s_paddings[2..])
        {
            try
            {
                return _rsa!.Decrypt(encryptedKey, padding);
            }
            catch (CryptographicException)
            {
                // Another hash function, or another's key.
            }
        }

        return null;
    }
}
