using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>id-alg-PWRI-KEK: a key encrypted twice in CBC mode, with a count and check octets. RFC 3211 2.3.</summary>
/// <remarks>
/// | fact            | octets                                                    | reference       |
/// |-----------------|-----------------------------------------------------------|-----------------|
/// | plaintext       | count 1, check 3, key, random; at least two blocks        | RFC 3211 2.3.1  |
/// | check           | the first three octets of the key, inverted               | RFC 3211 2.3.1  |
/// | encrypted key   | 2 blocks to 272 octets, for a count of one octet          |                 |
/// </remarks>
internal sealed class PasswordKeyWrap
{
    /// <summary>Octets of count and check.</summary>
    private const int HeaderLength = 4;

    private const int CheckLength = 3;
    private const int MaxEncryptedLength = 272;

    private readonly CbcContentEncryption _cipher;
    private readonly ReadOnlyMemory<byte> _iv;

    public PasswordKeyWrap(CbcContentEncryption cipher, ReadOnlyMemory<byte> iv)
    {
        Debug.Assert(iv.Length == cipher.IvLength);
        _cipher = cipher;
        _iv = iv;
    }

    public string Name => $"PWRI {_cipher.Name}";

    /// <summary>Octets of the key-encryption key.</summary>
    public int KeyLength => _cipher.KeyLength;

    public bool UsesTripleDes => _cipher == ContentEncryptionAlgorithm.DesEde3Cbc;

    /// <summary>What the identifier names; or null, and the reason.</summary>
    public static PasswordKeyWrap? Read(AlgorithmIdentifier identifier, out string? refusal)
    {
        if (identifier.Oid != Oids.PwriKek)
        {
            refusal = $"The key wrap algorithm {identifier.Oid} of a password is not known.";
            return null;
        }

        try
        {
            BerReader parameters = identifier.ReadParameters();
            ContentEncryption cipher = ContentEncryption.From(AlgorithmIdentifier.Read(ref parameters, "PWRI-KEK.parameters"));
            refusal = cipher.Algorithm is CbcContentEncryption ? null : $"PWRI-KEK with {cipher.Name} is not known.";
            return refusal is null ? new PasswordKeyWrap((CbcContentEncryption)cipher.Algorithm!, cipher.Iv) : null;
        }
        catch (EnvelopeFormatException e)
        {
            refusal = $"The parameters of PWRI-KEK are malformed: {e.Message}";
            return null;
        }
    }

    public void WriteAlgorithmIdentifier(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.PwriKek);
            writer.WriteEncodedValue(_cipher.EncodeAlgorithmIdentifier(_iv.Span));
        }
    }

    /// <summary>Octets of the encrypted key for a key of so many.</summary>
    public int GetEncryptedLength(int keyLength)
    {
        int block = _cipher.IvLength;
        return Math.Max(2, (HeaderLength + keyLength + block - 1) / block) * block;
    }

    // RFC 3211 2.3.1
    public byte[] Wrap(ReadOnlySpan<byte> keyEncryptionKey, ReadOnlySpan<byte> key)
    {
        Debug.Assert(keyEncryptionKey.Length == KeyLength && key.Length is >= CheckLength and <= byte.MaxValue);
        byte[] octets = GC.AllocateArray<byte>(GetEncryptedLength(key.Length), pinned: true);
        try
        {
            octets[0] = (byte)key.Length;
            for (int i = 0; i < CheckLength; i++) octets[1 + i] = (byte)~key[i];
            key.CopyTo(octets.AsSpan(HeaderLength));
            RandomNumberGenerator.Fill(octets.AsSpan(HeaderLength + key.Length));

            using SymmetricAlgorithm cipher = _cipher.CreateCipher();
            cipher.SetKey(keyEncryptionKey);
            byte[] once = cipher.EncryptCbc(octets, _iv.Span, PaddingMode.None);
            return cipher.EncryptCbc(once, once.AsSpan(once.Length - _cipher.IvLength), PaddingMode.None);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    /// <summary>The unwrapped key, in a pinned array the caller clears; null whatever the reason.</summary>
    // RFC 3211 2.3.2
    public byte[]? Unwrap(ReadOnlySpan<byte> keyEncryptionKey, ReadOnlySpan<byte> encryptedKey)
    {
        Debug.Assert(keyEncryptionKey.Length == KeyLength);
        int block = _cipher.IvLength;
        if (encryptedKey.Length % block != 0 || encryptedKey.Length < 2 * block || encryptedKey.Length > MaxEncryptedLength)
            return null; // What the length is, everybody sees.

        byte[] octets = GC.AllocateArray<byte>(encryptedKey.Length, pinned: true);
        Span<byte> lastBlock = stackalloc byte[block];
        try
        {
            using SymmetricAlgorithm cipher = _cipher.CreateCipher();
            cipher.SetKey(keyEncryptionKey);

            // The IV of the outer encryption is the last block of the inner one: decrypt that first.
            cipher.DecryptCbc(encryptedKey[^block..], encryptedKey[^(2 * block)..^block], lastBlock, PaddingMode.None);
            byte[] once = cipher.DecryptCbc(encryptedKey, lastBlock, PaddingMode.None);
            cipher.DecryptCbc(once, _iv.Span, octets, PaddingMode.None);
            return TakeKey(octets);
        }
        catch (CryptographicException)
        {
            return null; // A weak DES key, which a password may derive.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    // All the checks are made whatever each gives; the answer is one.
    private static byte[]? TakeKey(ReadOnlySpan<byte> octets)
    {
        int count = octets[0];
        int wrong = ((count - CheckLength) | (octets.Length - HeaderLength - count)) >> 31;
        for (int i = 0; i < CheckLength; i++) wrong |= octets[1 + i] ^ octets[HeaderLength + i] ^ 0xFF;
        if (wrong != 0) return null;

        byte[] key = GC.AllocateUninitializedArray<byte>(count, pinned: true);
        octets.Slice(HeaderLength, count).CopyTo(key);
        return key;
    }
}
