using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms;

/// <summary>Computes and checks the tags of bulk values: AES-256-GMAC, that is GCM without plaintext (NIST SP 800-38D).</summary>
/// <remarks>
/// The key is random for each object and lies in the restoration record, so that the nonce may count: the ordinal of the bulk value
/// in the record, then the number of the chunk. No pair occurs twice under one key.
/// </remarks>
internal sealed class BulkBinding(ReadOnlySpan<byte> key) : IDisposable
{
    public const int KeyLength = 32;

    private readonly AesGcm _gmac = new(key, BulkValue.ChunkTagLength);

    /// <summary>Computes the tag of a chunk.</summary>
    public void ComputeTag(int bulkOrdinal, long chunk, ReadOnlySpan<byte> bytes, Span<byte> tag)
    {
        Debug.Assert(bytes.Length <= BulkValue.ChunkLength, "A chunk is at most 1 MiB.");
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, bulkOrdinal, chunk);
        _gmac.Encrypt(nonce, [], [], tag, bytes);
    }

    /// <summary>Checks the tag of a chunk.</summary>
    public bool IsBound(int bulkOrdinal, long chunk, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> tag)
    {
        Span<byte> nonce = stackalloc byte[12];
        WriteNonce(nonce, bulkOrdinal, chunk);
        Span<byte> computed = stackalloc byte[BulkValue.ChunkTagLength];
        _gmac.Encrypt(nonce, [], [], computed, bytes);
        return CryptographicOperations.FixedTimeEquals(computed, tag);
    }

    public void Dispose() => _gmac.Dispose();

    private static void WriteNonce(Span<byte> nonce, int bulkOrdinal, long chunk)
    {
        BinaryPrimitives.WriteInt32BigEndian(nonce, bulkOrdinal);
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], chunk);
    }
}
