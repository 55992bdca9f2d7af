using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms;

/// <summary>Computes or checks the tags of bulk values: AES-256-GMAC, that is GCM without plaintext (NIST SP 800-38D).</summary>
/// <remarks>
/// Each key is random for one Item, and lies in its restoration record, so that the nonce may count: the ordinal of the bulk value in the
/// record, then the number of the chunk. No pair occurs twice under one key.
/// </remarks>
internal sealed class BulkBinding : ChunkTagger
{
    private readonly AesGcm[] _gmacs;
    private readonly bool _checks;

    private BulkBinding(IReadOnlyList<ItemKey> keys, bool checks)
    {
        _gmacs = new AesGcm[keys.Count];
        for (int i = 0; i < _gmacs.Length; i++) _gmacs[i] = new AesGcm(keys[i].Bulk.Span, BulkValue.ChunkTagLength);
        _checks = checks;
    }

    /// <summary>What computes tags, for each key; null where there are no keys.</summary>
    public static Func<ChunkTagger>? Computing(IReadOnlyList<ItemKey> keys)
    {
        foreach (ItemKey key in keys) _ = key.Bulk; // Derived once, before several workers ask.
        return keys.Count == 0 ? null : () => new BulkBinding(keys, checks: false);
    }

    /// <summary>What checks tags under a key; null where there is none.</summary>
    public static Func<ChunkTagger>? Checking(ItemKey? key)
    {
        _ = key?.Bulk;
        return key is null ? null : () => new BulkBinding([key], checks: true);
    }

    /// <inheritdoc/>
    public override bool Visit(BulkValue bulk, long number, ReadOnlySpan<byte> octets)
    {
        Debug.Assert(octets.Length <= BulkValue.ChunkLength, "A chunk is at most 1 MiB.");
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(nonce, bulk.Ordinal);
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
        if (!_checks)
        {
            for (int i = 0; i < _gmacs.Length; i++) _gmacs[i].Encrypt(nonce, [], [], bulk.TagOf(i, number), octets);
            return true;
        }

        Span<byte> computed = stackalloc byte[BulkValue.ChunkTagLength];
        _gmacs[0].Encrypt(nonce, [], [], computed, octets);
        return CryptographicOperations.FixedTimeEquals(computed, bulk.TagOf(0, number));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (AesGcm gmac in _gmacs) gmac.Dispose();
    }
}
