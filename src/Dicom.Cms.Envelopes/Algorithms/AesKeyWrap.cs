using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes;

/// <summary>
/// The AES Key Wrap Algorithm over the platform's AES: .NET offers only the padded variant (RFC 5649), whose output
/// differs.
/// </summary>
/// <remarks>
/// | fact            | octets                                    | reference       |
/// |-----------------|-------------------------------------------|-----------------|
/// | key to wrap     | 16 to 64 here, a multiple of 8            | RFC 3394 2      |
/// | wrapped key     | 8 more                                    | RFC 3394 2.2.1  |
/// | check value     | 8 of A6, compared in constant time        | RFC 3394 2.2.3.1|
/// </remarks>
internal static class AesKeyWrap
{
    /// <summary>What wrapping adds.</summary>
    public const int Overhead = 8;

    private const int MinKeyLength = 16;
    private const int MaxKeyLength = 64;
    private const int HalfBlock = 8;
    private const int Rounds = 6;

    private static ReadOnlySpan<byte> InitialValue => [0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6, 0xA6];

    /// <summary>Whether something of that length can be a wrapped key; nothing else is unwrapped.</summary>
    public static bool IsWrappedLength(int length) =>
        length % HalfBlock == 0 && length is >= MinKeyLength + Overhead and <= MaxKeyLength + Overhead;

    // RFC 3394 2.2.1, index based
    public static void Wrap(ReadOnlySpan<byte> keyEncryptionKey, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        Debug.Assert(IsWrappedLength(destination.Length) && destination.Length == key.Length + Overhead);
        Span<byte> block = stackalloc byte[2 * HalfBlock];
        try
        {
            InitialValue.CopyTo(destination);
            key.CopyTo(destination[HalfBlock..]);
            int n = key.Length / HalfBlock;
            using Aes aes = CreateAes(keyEncryptionKey);
            for (int j = 0; j < Rounds; j++)
            {
                for (int i = 1; i <= n; i++)
                {
                    Span<byte> register = destination.Slice(i * HalfBlock, HalfBlock);
                    destination[..HalfBlock].CopyTo(block);
                    register.CopyTo(block[HalfBlock..]);
                    aes.EncryptEcb(block, block, PaddingMode.None);
                    block[HalfBlock..].CopyTo(register);
                    XorCounter(block[..HalfBlock], n * j + i);
                    block[..HalfBlock].CopyTo(destination);
                }
            }
        }
        catch
        {
            CryptographicOperations.ZeroMemory(destination);
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
        }
    }

    /// <summary>Unwraps into <paramref name="key"/>; false, and zeros there, where the check value does not come out.</summary>
    // RFC 3394 2.2.2, index based
    public static bool TryUnwrap(ReadOnlySpan<byte> keyEncryptionKey, ReadOnlySpan<byte> wrapped, Span<byte> key)
    {
        Debug.Assert(IsWrappedLength(wrapped.Length) && key.Length == wrapped.Length - Overhead);
        Span<byte> check = stackalloc byte[HalfBlock];
        Span<byte> block = stackalloc byte[2 * HalfBlock];
        bool fits = false;
        try
        {
            wrapped[..HalfBlock].CopyTo(check);
            wrapped[HalfBlock..].CopyTo(key);
            int n = key.Length / HalfBlock;
            using Aes aes = CreateAes(keyEncryptionKey);
            for (int j = Rounds - 1; j >= 0; j--)
            {
                for (int i = n; i >= 1; i--)
                {
                    Span<byte> register = key.Slice((i - 1) * HalfBlock, HalfBlock);
                    XorCounter(check, n * j + i);
                    check.CopyTo(block);
                    register.CopyTo(block[HalfBlock..]);
                    aes.DecryptEcb(block, block, PaddingMode.None);
                    block[..HalfBlock].CopyTo(check);
                    block[HalfBlock..].CopyTo(register);
                }
            }

            fits = CryptographicOperations.FixedTimeEquals(check, InitialValue);
            return fits;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
            if (!fits) CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void XorCounter(Span<byte> register, int t) =>
        BinaryPrimitives.WriteUInt64BigEndian(register, BinaryPrimitives.ReadUInt64BigEndian(register) ^ (uint)t);

    private static Aes CreateAes(ReadOnlySpan<byte> keyEncryptionKey)
    {
        Aes aes = Aes.Create();
        aes.SetKey(keyEncryptionKey);
        return aes;
    }
}
