using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// The key derivation function of ANSI X9.63: Hash(Z || counter || SharedInfo), for as many blocks as the key has.
/// RFC 5753 7.1.4, SEC 1 3.6.1.
/// </summary>
internal static class X963KeyDerivation
{
    private const int CounterLength = 4;

    /// <exception cref="CryptographicException">The platform could not agree on a key.</exception>
    public static void Derive(
        ECDiffieHellman own, ECDiffieHellmanPublicKey other, DigestAlgorithm digest, ReadOnlySpan<byte> sharedInfo, Span<byte> key)
    {
        byte[] suffix = new byte[CounterLength + sharedInfo.Length];
        sharedInfo.CopyTo(suffix.AsSpan(CounterLength));
        for (uint counter = 1; !key.IsEmpty; counter++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(suffix, counter);
            byte[] block = DeriveBlock(own, other, digest, suffix);
            try
            {
                int length = Math.Min(block.Length, key.Length);
                block.AsSpan(0, length).CopyTo(key);
                key = key[length..];
            }
            finally
            {
                CryptographicOperations.ZeroMemory(block);
            }
        }
    }

    // The shared secret Z stays inside the platform, except for SHA-224, which .NET has no word for.
    private static byte[] DeriveBlock(
        ECDiffieHellman own, ECDiffieHellmanPublicKey other, DigestAlgorithm digest, byte[] suffix)
    {
        if (digest != DigestAlgorithm.Sha224)
            return own.DeriveKeyFromHash(other, digest.HashAlgorithmName, secretPrepend: null, secretAppend: suffix);

        byte[] secret = own.DeriveRawSecretAgreement(other);
        byte[] input = GC.AllocateArray<byte>(secret.Length + suffix.Length, pinned: true);
        try
        {
            secret.CopyTo(input, 0);
            suffix.CopyTo(input, secret.Length);
            return Libcrypto.HashSha224(input);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(input);
        }
    }
}
