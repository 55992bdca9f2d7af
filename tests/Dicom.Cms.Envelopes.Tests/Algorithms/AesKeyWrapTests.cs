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
        byte[] keyEncryptionKey = Convert.FromHexString("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F")[..keyEncryptionKeyLength];
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
}
