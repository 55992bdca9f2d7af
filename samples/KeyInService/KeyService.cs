using System.Security.Cryptography;
using Dicom.Cms.Envelopes;

namespace KeyInService;

/// <summary>The place where the private key is: the only one that uses it, one use at a time, and each is counted.</summary>
/// <remarks>In earnest this is a service of its own, which knows who asks, writes down each call, and stops those who ask too
/// often.</remarks>
internal sealed class KeyService(RSA privateKey) : IKeyTransportDecryptor, IDisposable
{
    private readonly SemaphoreSlim _session = new(1);

    public int Calls { get; private set; }

    // No RSAES-PKCS1-v1_5: a service that decrypts what strangers send it had better not have it (RFC 3218).
    public bool Supports(KeyTransportAlgorithm algorithm) => algorithm == KeyTransportAlgorithm.RsaesOaepSha256;

    public async ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        await _session.WaitAsync(cancellationToken);
        try
        {
            Calls++;

            // Whatever goes wrong in here is a CryptographicException, and says nothing more.
            return privateKey.Decrypt(request.EncryptedKey.Span, RSAEncryptionPadding.OaepSHA256);
        }
        finally
        {
            _session.Release();
        }
    }

    public void Dispose() => _session.Dispose();
}
