using System.Collections.Immutable;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// A content-encryption algorithm: its identifier, its sizes, and the two operations. The closed set of what is read;
/// the suites write a part of it.
/// </summary>
/// <remarks>
/// | algorithm       | key       | IV or nonce | tag    | reference          |
/// |-----------------|-----------|-------------|--------|--------------------|
/// | AES-*-GCM       | 16 24 32  | 12          | 12..16 | RFC 5084 3.2       |
/// | AES-*-CBC       | 16 24 32  | 16          | none   | RFC 3565 4.1       |
/// | DES-EDE3-CBC    | 24        | 8           | none   | RFC 3370 5.1, read only |
/// </remarks>
internal abstract class ContentEncryptionAlgorithm
{
    internal static readonly ContentEncryptionAlgorithm Aes128Gcm = new GcmContentEncryption("AES-128-GCM", Oids.Aes128Gcm, 16);
    internal static readonly ContentEncryptionAlgorithm Aes192Gcm = new GcmContentEncryption("AES-192-GCM", Oids.Aes192Gcm, 24);
    internal static readonly ContentEncryptionAlgorithm Aes256Gcm = new GcmContentEncryption("AES-256-GCM", Oids.Aes256Gcm, 32);
    internal static readonly ContentEncryptionAlgorithm Aes128Cbc = new CbcContentEncryption("AES-128-CBC", Oids.Aes128Cbc, 16, 16);
    internal static readonly ContentEncryptionAlgorithm Aes192Cbc = new CbcContentEncryption("AES-192-CBC", Oids.Aes192Cbc, 24, 16);
    internal static readonly ContentEncryptionAlgorithm Aes256Cbc = new CbcContentEncryption("AES-256-CBC", Oids.Aes256Cbc, 32, 16);
    internal static readonly ContentEncryptionAlgorithm DesEde3Cbc = new CbcContentEncryption("DES-EDE3-CBC", Oids.DesEde3Cbc, 24, 8);

    internal static readonly ImmutableArray<ContentEncryptionAlgorithm> All =
        [Aes128Gcm, Aes192Gcm, Aes256Gcm, Aes128Cbc, Aes192Cbc, Aes256Cbc, DesEde3Cbc];

    private protected ContentEncryptionAlgorithm(string name, string oid, int keyLength)
    {
        Name = name;
        Oid = oid;
        KeyLength = keyLength;
    }

    internal string Name { get; }

    internal string Oid { get; }

    /// <summary>Octets of the content-encryption key.</summary>
    internal int KeyLength { get; }

    internal abstract bool IsAuthenticated { get; }

    /// <summary>Octets of the initialization vector or nonce.</summary>
    internal abstract int IvLength { get; }

    /// <summary>Octets of the tag on writing; 0 where there is none.</summary>
    internal abstract int TagLength { get; }

    internal static ContentEncryptionAlgorithm? Find(string oid)
    {
        foreach (ContentEncryptionAlgorithm algorithm in All)
        {
            if (algorithm.Oid == oid) return algorithm;
        }

        return null;
    }

    /// <summary>Octets of ciphertext for that many octets of content, without the tag.</summary>
    internal abstract long GetCiphertextLength(long contentLength);

    /// <summary>Octets of the ContentEncryptionAlgorithmIdentifier in DER, whatever the IV.</summary>
    internal abstract int AlgorithmIdentifierLength { get; }

    /// <summary>Writes the ContentEncryptionAlgorithmIdentifier with this IV: exactly <see cref="AlgorithmIdentifierLength"/> octets.</summary>
    internal abstract void WriteAlgorithmIdentifier(ReadOnlySpan<byte> iv, Span<byte> destination);

    /// <summary>The ContentEncryptionAlgorithmIdentifier with this IV, in DER.</summary>
    internal byte[] EncodeAlgorithmIdentifier(ReadOnlySpan<byte> iv)
    {
        byte[] encoded = new byte[AlgorithmIdentifierLength];
        WriteAlgorithmIdentifier(iv, encoded);
        return encoded;
    }

    /// <summary>Encrypts into <paramref name="ciphertext"/>, of exactly the computed length.</summary>
    internal abstract void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> content, Span<byte> ciphertext, Span<byte> tag);

    /// <summary>Decrypts, or returns null whatever the reason.</summary>
    internal abstract byte[]? Decrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        ReadOnlySpan<byte> additionalData);
}
