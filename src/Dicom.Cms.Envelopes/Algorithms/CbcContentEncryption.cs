using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// AES (RFC 3565 4.1) and three-key Triple DES (RFC 3370 5.1) in cipher block chaining mode, padded as RFC 5652 6.3
/// says. It keeps a secret but does not notice changes.
/// </summary>
// AES-IV ::= OCTET STRING (SIZE(16));  CBCParameter ::= OCTET STRING (SIZE(8))
internal sealed class CbcContentEncryption(string name, string oid, int keyLength, int blockLength)
    : ContentEncryptionAlgorithm(name, oid, keyLength)
{
    private const int MaxBlockLength = 16;

    private readonly AlgorithmIdentifierTemplate _identifier = new(oid, blockLength, static (writer, iv) => writer.WriteOctetString(iv));

    public override bool IsAuthenticated => false;

    public override int IvLength => blockLength;

    public override int TagLength => 0;

    // RFC 5652 6.3: always padded, by 1 to a whole block.
    public override long GetCiphertextLength(long contentLength) => (contentLength / blockLength + 1) * blockLength;

    public override int AlgorithmIdentifierLength => _identifier.Length;

    public override void WriteAlgorithmIdentifier(ReadOnlySpan<byte> iv, Span<byte> destination) => _identifier.Write(iv, destination);

    public override void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> content, Span<byte> ciphertext, Span<byte> tag)
    {
        Debug.Assert(key.Length == KeyLength && iv.Length == IvLength && tag.IsEmpty);
        Debug.Assert(ciphertext.Length == GetCiphertextLength(content.Length));
        using SymmetricAlgorithm cipher = CreateCipher();
        cipher.SetKey(key);
        int written = cipher.EncryptCbc(content, iv, ciphertext, PaddingMode.PKCS7);
        Debug.Assert(written == ciphertext.Length);
    }

    public override byte[]? Decrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ciphertext,
        ReadOnlySpan<byte> tag,
        ReadOnlySpan<byte> additionalData)
    {
        Debug.Assert(key.Length == KeyLength && iv.Length == IvLength && tag.IsEmpty && additionalData.IsEmpty);
        if (ciphertext.IsEmpty || ciphertext.Length % blockLength != 0) return null;

        Span<byte> lastBlock = stackalloc byte[MaxBlockLength];
        lastBlock = lastBlock[..blockLength];
        try
        {
            using SymmetricAlgorithm cipher = CreateCipher();
            cipher.SetKey(key);

            // The last block first: it says how long the content is. The others are decrypted whatever it says, for the time must not.
            ReadOnlySpan<byte> others = ciphertext[..^blockLength];
            ReadOnlySpan<byte> lastIv = others.IsEmpty ? iv : others[^blockLength..];
            cipher.DecryptCbc(ciphertext[^blockLength..], lastIv, lastBlock, PaddingMode.None);
            int lastLength = GetUnpaddedLength(lastBlock);
            byte[] content = GC.AllocateUninitializedArray<byte>(others.Length + Math.Max(lastLength, 0));
            cipher.DecryptCbc(others, iv, content, PaddingMode.None);
            if (lastLength < 0)
            {
                CryptographicOperations.ZeroMemory(content);
                return null;
            }

            lastBlock[..lastLength].CopyTo(content.AsSpan(others.Length));
            return content;
        }
        catch (CryptographicException)
        {
            return null; // A weak DES key, such as a stranger might have chosen.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(lastBlock);
        }
    }

    /// <summary>
    /// The length of the last block without the padding of RFC 5652 6.3, or -1. Looks at every octet of it whatever it
    /// finds, and throws nothing, so that the time does not tell where the padding broke.
    /// </summary>
    private int GetUnpaddedLength(ReadOnlySpan<byte> block)
    {
        int count = block[^1];
        int wrong = ((count - 1) | (blockLength - count)) >> 31; // all ones unless 1 <= count <= blockLength
        for (int i = 1; i <= blockLength; i++)
        {
            int inPadding = (i - 1 - count) >> 31; // all ones while i <= count
            wrong |= inPadding & (block[^i] ^ count);
        }

        return wrong == 0 ? blockLength - count : -1;
    }

    public SymmetricAlgorithm CreateCipher()
    {
        if (blockLength == 16) return Aes.Create();

#pragma warning disable CA5350 // Triple DES is read, never written: files of this kind exist (GDCM, OpenSSL's default).
        return TripleDES.Create();
#pragma warning restore CA5350
    }
}
