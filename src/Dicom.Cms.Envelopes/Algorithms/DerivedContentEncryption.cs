using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Another content encryption under a key derived from the content-encryption key and the algorithm's identifier:
/// id-alg-cek-hkdf-sha256. An attacker who turns AuthEnvelopedData into EnvelopedData gets nothing decrypted, for the
/// key comes out another. RFC 9709.
/// </summary>
// CEK' = HKDF-SHA256(IKM = CEK, salt = "The Cryptographic Message Syntax", info = DER of the inner identifier)
internal sealed class DerivedContentEncryption : ContentEncryptionAlgorithm
{
    private static readonly byte[] s_oid = Oids.Encode(Oids.CekHkdfSha256);

    private readonly ContentEncryptionAlgorithm _inner;
    private readonly ReadOnlyMemory<byte>? _received;

    /// <summary>For writing: the inner identifier follows from the IV.</summary>
    public DerivedContentEncryption(ContentEncryptionAlgorithm inner)
        : this(inner, null)
    {
    }

    /// <summary>For reading: the inner identifier counts as it came, for so the sender hashed it.</summary>
    public DerivedContentEncryption(ContentEncryptionAlgorithm inner, ReadOnlyMemory<byte>? received)
        : base(inner.Name + " with HKDF", Oids.CekHkdfSha256, inner.KeyLength)
    {
        Debug.Assert(inner is not DerivedContentEncryption);
        _inner = inner;
        _received = received;
    }

    public override bool IsAuthenticated => _inner.IsAuthenticated;

    public override int IvLength => _inner.IvLength;

    public override int TagLength => _inner.TagLength;

    // RFC 9709 3
    private static ReadOnlySpan<byte> Salt => "The Cryptographic Message Syntax"u8;

    public override long GetCiphertextLength(long contentLength) => _inner.GetCiphertextLength(contentLength);

    // The parameters are the identifier of the algorithm inside. RFC 9709 2.
    public override int AlgorithmIdentifierLength => (int)DerSpanWriter.GetLength(ContentLength);

    private int ContentLength => s_oid.Length + _inner.AlgorithmIdentifierLength;

    public override void WriteAlgorithmIdentifier(ReadOnlySpan<byte> iv, Span<byte> destination)
    {
        DerSpanWriter writer = new(destination);
        writer.WriteHeader(DerSpanWriter.Sequence, ContentLength);
        writer.WriteRaw(s_oid);
        _inner.WriteAlgorithmIdentifier(iv, writer.Reserve(_inner.AlgorithmIdentifierLength));
        Debug.Assert(writer.Remaining == 0);
    }

    public override void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> content, Span<byte> ciphertext, Span<byte> tag)
    {
        Debug.Assert(_received is null);
        Span<byte> identifier = stackalloc byte[_inner.AlgorithmIdentifierLength];
        Span<byte> derived = stackalloc byte[KeyLength];
        try
        {
            _inner.WriteAlgorithmIdentifier(iv, identifier);
            DeriveKey(key, identifier, derived);
            _inner.Encrypt(derived, iv, content, ciphertext, tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    public override byte[]? Decrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        ReadOnlySpan<byte> additionalData)
    {
        Span<byte> derived = stackalloc byte[KeyLength];
        try
        {
            DeriveKey(key, _received is { } received ? received.Span : _inner.EncodeAlgorithmIdentifier(iv), derived);
            return _inner.Decrypt(derived, iv, ciphertext, tag, additionalData);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    public static void DeriveKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> info, Span<byte> derived) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, Salt, info);
}
