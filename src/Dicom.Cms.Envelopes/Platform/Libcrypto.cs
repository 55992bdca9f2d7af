using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>RSAES-OAEP in the terms of libcrypto.</summary>
/// <param name="Digest">libcrypto's name of the hash function.</param>
/// <param name="MaskDigest">libcrypto's name of the hash function of MGF1.</param>
/// <param name="Label">The label, often empty.</param>
internal readonly record struct LibcryptoOaep(string Digest, string MaskDigest, ReadOnlyMemory<byte> Label);

/// <summary>
/// The libcrypto that .NET itself uses, for what its RSA has no word for: RSAES-OAEP with two hash functions (Java's
/// default is SHA-256 with MGF1 SHA-1) or with a label. Linux only.
/// </summary>
internal static partial class Libcrypto
{
    private const string Library = "libcrypto";

    private static readonly nint s_library = Load();

    [SupportedOSPlatformGuard("linux")]
    public static bool IsAvailable => s_library != 0;

    /// <summary>Decrypts with RSAES-OAEP, or without <paramref name="oaep"/> with RSAES-PKCS1-v1_5.</summary>
    /// <returns>Octets written to <paramref name="destination"/>, of the modulus' length; or -1, whatever the reason.</returns>
    [SupportedOSPlatform("linux")]
    public static int Decrypt(
        RSAOpenSsl rsa, ReadOnlySpan<byte> encryptedKey, LibcryptoOaep? oaep, Span<byte> destination)
    {
        using SafeEvpPKeyHandle key = rsa.DuplicateKeyHandle();
        nint context = EVP_PKEY_CTX_new(key, 0);
        try
        {
            if (context == 0 || EVP_PKEY_decrypt_init(context) <= 0 || !SetPadding(context, oaep)) return -1;

            nuint length = (nuint)destination.Length;
            return EVP_PKEY_decrypt(context, destination, ref length, encryptedKey, (nuint)encryptedKey.Length) > 0
                ? (int)length
                : -1;
        }
        finally
        {
            EVP_PKEY_CTX_free(context);
            ERR_clear_error(); // Or .NET would report it for its own next failure on this thread.
        }
    }

    // The textual controls, for they are functions in OpenSSL 1.1 and 3 alike; the others were macros before 3.
    private static bool SetPadding(nint context, LibcryptoOaep? padding)
    {
        if (padding is not { } oaep) return Set(context, "rsa_padding_mode", "pkcs1");

        return Set(context, "rsa_padding_mode", "oaep")
            && Set(context, "rsa_oaep_md", oaep.Digest)
            && Set(context, "rsa_mgf1_md", oaep.MaskDigest)
            && (oaep.Label.IsEmpty || Set(context, "rsa_oaep_label", Convert.ToHexString(oaep.Label.Span)));
    }

    private static bool Set(nint context, string control, string value) => EVP_PKEY_CTX_ctrl_str(context, control, value) > 0;

    /// <summary>
    /// Loads the very library .NET works with (two versions may be installed), for keys pass between them.
    /// </summary>
    private static nint Load()
    {
        if (!OperatingSystem.IsLinux()) return 0;

        try
        {
            string[] names = SafeEvpPKeyHandle.OpenSslVersion >= 0x3000_0000
                ? ["libcrypto.so.3", "libcrypto.so.4"]
                : ["libcrypto.so.1.1", "libcrypto.so.1.1.1"];
            foreach (string name in names)
            {
                if (NativeLibrary.TryLoad(name, out nint library))
                {
                    NativeLibrary.SetDllImportResolver(typeof(Libcrypto).Assembly, (asked, _, _) => asked == Library ? library : 0);
                    return library;
                }
            }
        }
        catch (Exception e) when (e is PlatformNotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            // .NET itself has no OpenSSL here; then there is no RSAOpenSsl either.
        }

        return 0;
    }

    [LibraryImport(Library)]
    private static partial nint EVP_PKEY_CTX_new(SafeEvpPKeyHandle pkey, nint engine);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_decrypt_init(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int EVP_PKEY_CTX_ctrl_str(nint context, string type, string value);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_decrypt(
        nint context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> input, nuint inputLength);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}
