using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>SHA-224, which .NET has no word for, and RFC 5753 and RFC 8018 have.</summary>
internal static partial class Libcrypto
{
    private const int Sha224Length = 28;

    public static byte[] HashSha224(ReadOnlySpan<byte> input)
    {
        Debug.Assert(s_library != 0);
        byte[] digest = new byte[Sha224Length];
        if (EVP_Digest(input, (nuint)input.Length, digest, 0, EVP_sha224(), 0) <= 0) throw Failed("SHA-224");
        return digest;
    }

    public static void DerivePbkdf2Sha224(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> key)
    {
        Debug.Assert(s_library != 0);
        if (PKCS5_PBKDF2_HMAC(password, password.Length, salt, salt.Length, iterations, EVP_sha224(), key.Length, key) <= 0)
            throw Failed("PBKDF2");
    }

    private static CryptographicException Failed(string what)
    {
        ERR_clear_error(); // Or .NET would report it for its own next failure on this thread.
        return new CryptographicException($"{what} failed.");
    }

    [LibraryImport(Library)]
    private static partial nint EVP_sha224();

    [LibraryImport(Library)]
    private static partial int EVP_Digest(
        ReadOnlySpan<byte> data, nuint count, Span<byte> digest, nint size, nint type, nint engine);

    [LibraryImport(Library)]
    private static partial int PKCS5_PBKDF2_HMAC(
        ReadOnlySpan<byte> password, int passwordLength, ReadOnlySpan<byte> salt, int saltLength, int iterations,
        nint digest, int keyLength, Span<byte> key);
}
