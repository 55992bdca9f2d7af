using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>A private key that is kept elsewhere.</summary>
internal sealed class KeyServicePrivateKey(IKeyTransportDecryptor decryptor) : PrivateKey
{
    public override string? Refuse(KeyTransportAlgorithm algorithm) =>
        decryptor.Supports(algorithm) ? null : $"The key service does not do {algorithm.Name}.";

    public override async ValueTask<byte[]?> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await decryptor.DecryptAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // The service is the caller's.
    private protected override void Destroy()
    {
    }
}
