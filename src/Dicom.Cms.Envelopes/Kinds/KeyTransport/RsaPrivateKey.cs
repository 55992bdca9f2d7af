using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// A private RSA key in this process. Operations from several threads on one RSA object are safe: OpenSSL and CNG
/// count references to the key and keep the state of each operation apart.
/// </summary>
internal sealed class RsaPrivateKey : PrivateKey
{
    // Octets of the largest modulus that OpenSSL works with. Somebody's own RSA class may do more.
    private const int MaxStackLength = RsaRecipient.MaxKeySizeInBits / 8;

    private readonly RSA _rsa;
    private readonly bool _ownsRsa;
    private readonly Lazy<RSAOpenSsl?> _openSsl;

    public RsaPrivateKey(RSA rsa, bool ownsRsa)
    {
        _rsa = rsa;
        _ownsRsa = ownsRsa;
        _openSsl = new Lazy<RSAOpenSsl?>(() => Libcrypto.IsAvailable ? ToOpenSsl(rsa) : null);
    }

    public override string? Refuse(KeyTransportAlgorithm algorithm) =>
        algorithm.Padding is null && _openSsl.Value is null
            ? $"{algorithm.Name} is beyond the RSA of this platform or key; it needs OpenSSL."
            : null;

    public override ValueTask<byte[]?> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken) =>
        new(Decrypt(request));

    private protected override void Destroy()
    {
        if (_openSsl.IsValueCreated && !ReferenceEquals(_openSsl.Value, _rsa)) _openSsl.Value?.Dispose();
        if (_ownsRsa) _rsa.Dispose();
    }

    private byte[]? Decrypt(KeyTransportRequest request)
    {
        ReadOnlySpan<byte> encryptedKey = request.EncryptedKey.Span;
        int modulusLength = (_rsa.KeySize + 7) / 8;
        if (encryptedKey.Length != modulusLength)
            return null; // RFC 8017 7.1.2, 7.2.2 step 1; what the length is, everybody sees.

        // No garbage collection copies either.
        Span<byte> buffer = modulusLength <= MaxStackLength
            ? stackalloc byte[modulusLength]
            : GC.AllocateUninitializedArray<byte>(modulusLength, pinned: true);
        try
        {
            int length = Decrypt(encryptedKey, request.Algorithm, buffer);
            if (length < 0) return null;

            byte[] key = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            buffer[..length].CopyTo(key);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private int Decrypt(ReadOnlySpan<byte> encryptedKey, KeyTransportAlgorithm algorithm, Span<byte> destination)
    {
        // RSAES-PKCS1-v1_5 goes to libcrypto where it can, though .NET knows it: .NET tells of bad padding by throwing,
        // which takes long enough to measure.
        RSAEncryptionPadding? padding = algorithm.Padding;
        if ((padding is null || !algorithm.IsOaep) && Libcrypto.IsAvailable && _openSsl.Value is { } openSsl)
            return Libcrypto.Decrypt(openSsl, encryptedKey, OaepOf(algorithm), destination);

        try
        {
            return _rsa.Decrypt(encryptedKey, destination, padding!);
        }
        catch (CryptographicException)
        {
            return -1;
        }
    }

    private static LibcryptoOaep? OaepOf(KeyTransportAlgorithm algorithm) =>
        algorithm is { HashDigest: { } hash, MaskGenerationDigest: { } maskHash }
            ? new LibcryptoOaep(hash.LibcryptoName, maskHash.LibcryptoName, algorithm.Label)
            : null;

    /// <summary>The key as OpenSSL's, or null where it does not let itself be copied there.</summary>
    [SupportedOSPlatform("linux")]
    private static RSAOpenSsl? ToOpenSsl(RSA rsa)
    {
        if (rsa is RSAOpenSsl openSsl) return openSsl;

        RSAParameters parameters = default;
        try
        {
            parameters = rsa.ExportParameters(includePrivateParameters: true);
            return new RSAOpenSsl(parameters);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException or NotImplementedException)
        {
            return null;
        }
        finally
        {
            foreach (byte[]? secret in
                (byte[]?[])[parameters.D, parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ])
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }
}
