using System.Security.Cryptography;

namespace Dicom.Cms;

/// <summary>
/// The key of an Item's own, from which those of its tags are derived (HKDF-SHA-256, RFC 5869): whoever opens another Item cannot make
/// tags for this one.
/// </summary>
internal sealed class ItemKey(ReadOnlyMemory<byte> key)
{
    /// <summary>Octets of it, and of the keys derived.</summary>
    public const int Length = 32;

    private byte[]? _bulk, _clear;

    /// <summary>The key as it stands in the record.</summary>
    public ReadOnlyMemory<byte> Octets => key;

    /// <summary>The key of the tags of bulk values.</summary>
    public ReadOnlyMemory<byte> Bulk => _bulk ??= Derive("bulk"u8);

    /// <summary>The key of the tags of elements in clear.</summary>
    public ReadOnlyMemory<byte> Clear => _clear ??= Derive("clear"u8);

    /// <summary>Makes a random key.</summary>
    public static ItemKey Create()
    {
        byte[] key = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        RandomNumberGenerator.Fill(key);
        return new ItemKey(key);
    }

    private byte[] Derive(ReadOnlySpan<byte> info)
    {
        byte[] derived = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span, derived, salt: [], info);
        return derived;
    }
}
