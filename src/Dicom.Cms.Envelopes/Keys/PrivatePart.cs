using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// Whether a key object of the platform can do more than its public part. .NET says so nowhere; without it every envelope
/// would seem to have been changed.
/// </summary>
internal static class PrivatePart
{
    public static bool IsIn(RSA rsa) =>
        !IsOfPlatform(rsa) || CanDecrypt(rsa, RSAEncryptionPadding.OaepSHA256) || CanDecrypt(rsa, RSAEncryptionPadding.Pkcs1);

    public static bool IsIn(ECDiffieHellman ecdh)
    {
        if (!IsOfPlatform(ecdh)) return true;

        try
        {
            using ECDiffieHellmanPublicKey publicKey = ecdh.PublicKey;
            CryptographicOperations.ZeroMemory(ecdh.DeriveKeyFromHash(publicKey, HashAlgorithmName.SHA256));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Somebody's own class stands for a key elsewhere, where an operation may cost, and is believed.
    private static bool IsOfPlatform(AsymmetricAlgorithm key) => key.GetType().Assembly == typeof(RSA).Assembly;

    // By what it will be used for: keys of a module are often not exported, and often not for every padding.
    private static bool CanDecrypt(RSA rsa, RSAEncryptionPadding padding)
    {
        try
        {
            rsa.Decrypt(rsa.Encrypt([0], padding), padding);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
