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
    public static readonly ContentEncryptionAlgorithm Aes128Gcm = new GcmContentEncryption("AES-128-GCM", Oids.Aes128Gcm, 16);
    public static readonly ContentEncryptionAlgorithm Aes192Gcm = new GcmContentEncryption("AES-192-GCM", Oids.Aes192Gcm, 24);
    public static readonly ContentEncryptionAlgorithm Aes256Gcm = new GcmContentEncryption("AES-256-GCM", Oids.Aes256Gcm, 32);
    public static readonly ContentEncryptionAlgorithm Aes128Cbc = new CbcContentEncryption("AES-128-CBC", Oids.Aes128Cbc, 16, 16);
    public static readonly ContentEncryptionAlgorithm Aes192Cbc = new CbcContentEncryption("AES-192-CBC", Oids.Aes192Cbc, 24, 16);
    public static readonly ContentEncryptionAlgorithm Aes256Cbc = new CbcContentEncryption("AES-256-CBC", Oids.Aes256Cbc, 32, 16);
    public static readonly ContentEncryptionAlgorithm DesEde3Cbc = new CbcContentEncryption("DES-EDE3-CBC", Oids.DesEde3Cbc, 24, 8);

    public static readonly ImmutableArray<ContentEncryptionAlgorithm> All =
        [Aes128Gcm, Aes192Gcm, Aes256Gcm, Aes128Cbc, Aes192Cbc, Aes256Cbc, DesEde3Cbc];

    private protected ContentEncryptionAlgorithm(string name, string oid, int keyLength)
    {
        Name = name;
        Oid = oid;
        KeyLength = keyLength;
    }

    public string Name { get; }

    public string Oid { get; }

    /// <summary>Octets of the content-encryption key.</summary>
    public int KeyLength { get; }

    public abstract bool IsAuthenticated { get; }

    /// <summary>Octets of the initialization vector or nonce.</summary>
    public abstract int IvLength { get; }

    /// <summary>Octets of the tag on writing; 0 where there is none.</summary>
    public abstract int TagLength { get; }

    public static ContentEncryptionAlgorithm? Find(string oid)
    {
        foreach (ContentEncryptionAlgorithm algorithm in All)
        {
            if (algorithm.Oid == oid) return algorithm;
        }

        return null;
    }

    /// <summary>Octets of ciphertext for that many octets of content, without the tag.</summary>
    public abstract long GetCiphertextLength(long contentLength);

    /// <summary>Octets of the ContentEncryptionAlgorithmIdentifier in DER, whatever the IV.</summary>
    public abstract int AlgorithmIdentifierLength { get; }

    /// <summary>
    /// Writes the ContentEncryptionAlgorithmIdentifier with this IV: exactly <see cref="AlgorithmIdentifierLength"/> octets.
    /// </summary>
    public abstract void WriteAlgorithmIdentifier(ReadOnlySpan<byte> iv, Span<byte> destination);

    /// <summary>The ContentEncryptionAlgorithmIdentifier with this IV, in DER.</summary>
    public byte[] EncodeAlgorithmIdentifier(ReadOnlySpan<byte> iv)
    {
        byte[] encoded = new byte[AlgorithmIdentifierLength];
        WriteAlgorithmIdentifier(iv, encoded);
        return encoded;
    }

    /// <summary>Encrypts into <paramref name="ciphertext"/>, of exactly the computed length.</summary>
    public abstract void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> content, Span<byte> ciphertext, Span<byte> tag);

    /// <summary>Decrypts, or returns null whatever the reason.</summary>
    public abstract byte[]? Decrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        ReadOnlySpan<byte> additionalData);
}
