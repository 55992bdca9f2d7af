using System.Collections.Immutable;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>AES key wrap in its three sizes, as kari and kekri name it. RFC 3565 2.3.2.</summary>
internal sealed class KeyWrapAlgorithm
{
    public static readonly KeyWrapAlgorithm Aes128 = new("AES-128 wrap", Oids.Aes128Wrap, 16);
    public static readonly KeyWrapAlgorithm Aes192 = new("AES-192 wrap", Oids.Aes192Wrap, 24);
    public static readonly KeyWrapAlgorithm Aes256 = new("AES-256 wrap", Oids.Aes256Wrap, 32);

    /// <summary>Octets of the longest key-encryption key.</summary>
    public const int MaxKeyLength = 32;

    private static readonly ImmutableArray<KeyWrapAlgorithm> s_all = [Aes128, Aes192, Aes256];

    private KeyWrapAlgorithm(string name, string oid, int keyLength)
    {
        Name = name;
        Oid = oid;
        KeyLength = keyLength;
    }

    public string Name { get; }

    public string Oid { get; }

    /// <summary>Octets of the key-encryption key.</summary>
    public int KeyLength { get; }

    /// <summary>The one whose key has that many octets, or null.</summary>
    public static KeyWrapAlgorithm? OfKeyLength(int keyLength) =>
        s_all.FirstOrDefault(algorithm => algorithm.KeyLength == keyLength);

    /// <summary>What the identifier names; or null, and the reason.</summary>
    public static KeyWrapAlgorithm? Read(AlgorithmIdentifier identifier, out string? refusal)
    {
        KeyWrapAlgorithm? algorithm = s_all.FirstOrDefault(algorithm => algorithm.Oid == identifier.Oid);
        refusal =
            identifier.Oid == Oids.TripleDesWrap ? "The key is wrapped with Triple DES (RFC 3217), which is not read; AES wraps are."
            : algorithm is null ? $"The key wrap algorithm {identifier.Oid} is not known."
            : !identifier.HasNoParametersOrNull ? $"{algorithm.Name} has parameters, which it must not."
            : null;
        return refusal is null ? algorithm : null;
    }

    /// <summary>The KeyWrapAlgorithm identifier; RFC 3565 2.3.2: its parameters are absent.</summary>
    public void Write(AsnWriter writer)
    {
        using (writer.PushSequence()) writer.WriteObjectIdentifier(Oid);
    }

    /// <summary>The unwrapped key, in a pinned array the caller clears; null whatever the reason.</summary>
    public byte[]? Unwrap(ReadOnlySpan<byte> keyEncryptionKey, ReadOnlySpan<byte> wrapped)
    {
        Debug.Assert(keyEncryptionKey.Length == KeyLength);
        if (!AesKeyWrap.IsWrappedLength(wrapped.Length))
            return null; // What the length is, everybody sees.

        byte[] key = GC.AllocateArray<byte>(wrapped.Length - AesKeyWrap.Overhead, pinned: true);
        try
        {
            return AesKeyWrap.TryUnwrap(keyEncryptionKey, wrapped, key) ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
