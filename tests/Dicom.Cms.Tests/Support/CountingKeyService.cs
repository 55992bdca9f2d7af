using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>The archive's key in a key service that counts what is asked of it, and answers later.</summary>
internal sealed class CountingKeyService : IKeyTransportDecryptor, IDisposable
{
    private readonly RSA _rsa = RecoveryKeys.ArchiveCertificate.GetRSAPrivateKey()!;

    private int _operations;

    /// <summary>Private-key operations so far.</summary>
    public int Operations => _operations;

    /// <summary>Runs with each operation.</summary>
    public Action? OnOperation { get; init; }

    public RecipientKey NewKey() => RecipientKey.FromKeyService(this, RecoveryKeys.ArchiveCertificate);

    public async ValueTask<byte[]> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _operations);
        OnOperation?.Invoke();
        await Task.Yield();
        RSAEncryptionPadding padding = request.Algorithm.IsOaep ? RSAEncryptionPadding.OaepSHA256 : RSAEncryptionPadding.Pkcs1;
        return _rsa.Decrypt(request.EncryptedKey.Span, padding);
    }

    public void Dispose() => _rsa.Dispose();
}
