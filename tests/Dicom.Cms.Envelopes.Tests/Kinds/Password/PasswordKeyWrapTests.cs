using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Each condition of RFC 3211 2.3.2 on its own, on plaintexts that differ from a good one in just that.</summary>
public sealed class PasswordKeyWrapTests
{
    private const int Block = 16, Header = 4;

    private static readonly byte[] s_keyEncryptionKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] s_iv = [.. Enumerable.Repeat((byte)0x5C, Block)];
    private static readonly PasswordKeyWrap s_wrap = new((CbcContentEncryption)ContentEncryptionAlgorithm.Aes256Cbc, s_iv);

    [Fact]
    public void Unwrap_PlaintextMadeHere_GivesTheKey() =>
        Unwrap(Plaintext(32, 3 * Block)).Should().Equal(Plaintext(32, 3 * Block)[Header..(Header + 32)]);

    // 2.3.2: all three check octets count, in every bit. Two right ones are 2^8 times as easy to hit as three.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Unwrap_OneCheckOctetWrong_IsNull(int octet)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            byte[] plaintext = Plaintext(32, 3 * Block);
            plaintext[1 + octet] ^= (byte)(1 << bit);
            Unwrap(plaintext).Should().BeNull("bit {0} of check octet {1} is wrong", bit, octet);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(2 * Block - Header, true)]
    [InlineData(2 * Block - Header + 1, false)]
    [InlineData(255, false)]
    public void Unwrap_Count_IsThreeToAllOctetsBehindTheHeader(int count, bool isKey)
    {
        byte[] plaintext = Plaintext(count, 2 * Block);

        byte[]? key = Unwrap(plaintext);

        if (isKey) key.Should().Equal(plaintext[Header..(Header + count)]);
        else key.Should().BeNull();
    }

    [Theory]
    [InlineData(2 * Block, true)]
    [InlineData(272, true)]
    [InlineData(272 + Block, false)]
    public void Unwrap_Length_IsTwoBlocksTo272Octets(int length, bool isKey) =>
        (Unwrap(Plaintext(16, length)) is not null).Should().Be(isKey);

    [Fact]
    public void Unwrap_NoWholeBlocksOrTooFew_IsNull()
    {
        for (int length = 0; length < 3 * Block; length++)
        {
            if (length != 2 * Block) s_wrap.Unwrap(s_keyEncryptionKey, new byte[length]).Should().BeNull("{0} octets", length);
        }
    }

    [Theory]
    [InlineData(3, 2 * Block)]
    [InlineData(28, 2 * Block)]
    [InlineData(29, 3 * Block)]
    [InlineData(255, 272)]
    public void GetEncryptedLength_Key_IsWholeBlocksAndAtLeastTwo(int keyLength, int expected) =>
        s_wrap.GetEncryptedLength(keyLength).Should().Be(expected);

    /// <summary>Count and check octets as they should be, before octets that count up.</summary>
    private static byte[] Plaintext(int count, int length)
    {
        byte[] octets = [.. Enumerable.Range(0, length).Select(i => (byte)(0x40 + i))];
        octets[0] = (byte)count;
        for (int i = 1; i < Header; i++) octets[i] = (byte)~octets[Header + i - 1];
        return octets;
    }

    private static byte[]? Unwrap(byte[] plaintext)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(s_keyEncryptionKey);
        byte[] once = aes.EncryptCbc(plaintext, s_iv, PaddingMode.None);
        return s_wrap.Unwrap(s_keyEncryptionKey, aes.EncryptCbc(once, once[^Block..], PaddingMode.None));
    }
}
