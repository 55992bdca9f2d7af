using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

public class AesKeyWrapTests
{
    // RFC 3394 4.1 to 4.6
    public static TheoryData<int, int, string> Vectors => new()
    {
        { 16, 16, "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5" },
        { 24, 16, "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D" },
        { 32, 16, "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7" },
        { 24, 24, "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2" },
        { 32, 24, "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1" },
        { 32, 32, "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Wrap_VectorOfRfc3394_ComesOutAndBack(int keyEncryptionKeyLength, int keyLength, string wrapped)
    {
        byte[] keyEncryptionKey = Convert.FromHexString(
            "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F")[..keyEncryptionKeyLength];
        byte[] key = Convert.FromHexString("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F")[..keyLength];
        byte[] expected = Convert.FromHexString(wrapped);

        byte[] actual = new byte[keyLength + AesKeyWrap.Overhead];
        AesKeyWrap.Wrap(keyEncryptionKey, key, actual);
        actual.Should().Equal(expected);

        byte[] unwrapped = new byte[keyLength];
        AesKeyWrap.TryUnwrap(keyEncryptionKey, expected, unwrapped).Should().BeTrue();
        unwrapped.Should().Equal(key);
    }

    [Fact]
    public void TryUnwrap_EveryBitFlipped_FailsAndLeavesNothing()
    {
        byte[] keyEncryptionKey = new byte[32];
        byte[] wrapped = new byte[40];
        AesKeyWrap.Wrap(keyEncryptionKey, [.. Enumerable.Repeat((byte)0x5A, 32)], wrapped);
        for (int i = 0; i < wrapped.Length * 8; i++)
        {
            byte[] changed = [.. wrapped];
            changed[i / 8] ^= (byte)(1 << (i % 8));
            byte[] key = [.. Enumerable.Repeat((byte)1, 32)];
            AesKeyWrap.TryUnwrap(keyEncryptionKey, changed, key).Should().BeFalse();
            key.Should().OnlyContain(octet => octet == 0);
        }
    }

    [Fact]
    public void Unwrap_EveryLengthThatIsNone_IsNull()
    {
        for (int length = 0; length < 200; length++)
            KeyWrapAlgorithm.Aes128.Unwrap(new byte[16], new byte[length]).Should().BeNull();
    }

    // A changed ciphertext changes all of the check value; a wrap with another one shows that each of its bits counts.
    [Fact]
    public void TryUnwrap_OneBitOfTheCheckValueWrong_Fails()
    {
        byte[] keyEncryptionKey = new byte[16], key = new byte[16];
        AesKeyWrap.TryUnwrap(keyEncryptionKey, Wrap(keyEncryptionKey, key, 0xA6A6A6A6A6A6A6A6), key).Should().BeTrue();
        for (int bit = 0; bit < 64; bit++)
        {
            byte[] wrapped = Wrap(keyEncryptionKey, key, 0xA6A6A6A6A6A6A6A6 ^ (1UL << bit));
            AesKeyWrap.TryUnwrap(keyEncryptionKey, wrapped, new byte[16]).Should().BeFalse("bit {0} is wrong", bit);
        }
    }

    // RFC 5649 3: the check value of the variant with padding is another.
    [Fact]
    public void TryUnwrap_CheckValueOfKeyWrapWithPadding_Fails() =>
        AesKeyWrap.TryUnwrap(new byte[16], Wrap(new byte[16], new byte[16], 0xA65959A6_00000010), new byte[16]).Should().BeFalse();

    [Theory]
    [InlineData(8, false)]
    [InlineData(16, true)]
    [InlineData(40, true)]
    [InlineData(64, true)]
    [InlineData(72, false)]
    public void Unwrap_KeyLength_IsSixteenTo64(int keyLength, bool isUnwrapped)
    {
        byte[] keyEncryptionKey = [.. Enumerable.Repeat((byte)3, 32)];
        byte[] key = [.. Enumerable.Range(1, keyLength).Select(i => (byte)i)];

        byte[]? unwrapped = KeyWrapAlgorithm.Aes256.Unwrap(keyEncryptionKey, Wrap(keyEncryptionKey, key, 0xA6A6A6A6A6A6A6A6));

        if (isUnwrapped) unwrapped.Should().Equal(key);
        else unwrapped.Should().BeNull();
    }

    /// <summary>RFC 3394 2.2.1 with any initial value and for a key of any length.</summary>
    private static byte[] Wrap(byte[] keyEncryptionKey, byte[] key, ulong initialValue)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(keyEncryptionKey);
        byte[] wrapped = [.. new byte[8], .. key];
        byte[] block = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(block, initialValue);
        int n = key.Length / 8;
        for (int t = 1; t <= 6 * n; t++)
        {
            Span<byte> register = wrapped.AsSpan(((t - 1) % n + 1) * 8, 8);
            register.CopyTo(block.AsSpan(8));
            aes.EncryptEcb(block, PaddingMode.None).CopyTo(block, 0);
            block.AsSpan(8).CopyTo(register);
            BinaryPrimitives.WriteUInt64BigEndian(block, BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)t);
        }

        block.AsSpan(0, 8).CopyTo(wrapped);
        return wrapped;
    }
}
