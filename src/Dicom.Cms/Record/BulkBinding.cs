using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms;

/// <summary>Computes or checks the tags of bulk values: AES-256-GMAC, that is GCM without plaintext (NIST SP 800-38D).</summary>
/// <remarks>
/// The key is random for each object and lies in the restoration record, so that the nonce may count: the ordinal of the bulk value
/// in the record, then the number of the chunk. No pair occurs twice under one key.
/// </remarks>
internal sealed class BulkBinding : ChunkTagger
{
    public const int KeyLength = 32;

    private readonly AesGcm _gmac;
    private readonly bool _checks;

    private BulkBinding(ReadOnlySpan<byte> key, bool checks)
    {
        _gmac = new AesGcm(key, BulkValue.ChunkTagLength);
        _checks = checks;
    }

    /// <summary>What computes tags under a key; null where there is no key.</summary>
    public static Func<ChunkTagger>? Computing(ReadOnlyMemory<byte> key) =>
        key.IsEmpty ? null : () => new BulkBinding(key.Span, checks: false);

    /// <summary>What checks tags under a key; null where there is no key.</summary>
    public static Func<ChunkTagger>? Checking(ReadOnlyMemory<byte> key) =>
        key.IsEmpty ? null : () => new BulkBinding(key.Span, checks: true);

    /// <inheritdoc/>
    public override bool Visit(BulkValue bulk, long number, ReadOnlySpan<byte> octets)
    {
        Debug.Assert(octets.Length <= BulkValue.ChunkLength, "A chunk is at most 1 MiB.");
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(nonce, bulk.Ordinal);
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
        if (!_checks)
        {
            _gmac.Encrypt(nonce, [], [], bulk.TagOf(number), octets);
            return true;
        }

        Span<byte> computed = stackalloc byte[BulkValue.ChunkTagLength];
        _gmac.Encrypt(nonce, [], [], computed, octets);
        return CryptographicOperations.FixedTimeEquals(computed, bulk.TagOf(number));
    }

    /// <inheritdoc/>
    public override void Dispose() => _gmac.Dispose();
}
