namespace Dicom.Cms.Envelopes;

/// <summary>
/// Something that decrypts content-encryption keys. Several <see cref="RecipientKey"/>s may hold one; the last to let
/// go disposes it.
/// </summary>
internal abstract class PrivateKey
{
    private int _holders = 1;

    internal void Hold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            Destroy();
    }

    /// <summary>Why this key cannot do the algorithm, or null; decided without using the key.</summary>
    internal abstract string? Refuse(KeyTransportAlgorithm algorithm);

    /// <summary>
    /// What the RSA operation gave, of any length, or null where it failed. Completes at once for a local key. The
    /// caller clears it.
    /// </summary>
    internal abstract ValueTask<byte[]?> DecryptAsync(KeyTransportRequest request, CancellationToken cancellationToken);

    private protected abstract void Destroy();
}
