namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Key-encryption keys: their identifiers, their lengths, and which of them fits.</summary>
public sealed class KeyEncryptionKeyTests
{
    [Theory]
    [InlineData(0, 16, false)]
    [InlineData(1, 16, true)]
    [InlineData(64, 24, true)]
    [InlineData(65, 32, false)]
    [InlineData(1, 15, false)]
    [InlineData(1, 17, false)]
    [InlineData(1, 33, false)]
    public void FromKeyEncryptionKey_Lengths_AreChecked(int identifierLength, int keyLength, bool isTaken)
    {
        Action create = () => Recipient.FromKeyEncryptionKey(new byte[identifierLength], new byte[keyLength]);
        Action createKey = () => RecipientKey.FromKeyEncryptionKey(new byte[identifierLength], new byte[keyLength]).Dispose();
        foreach (Action call in (Action[])[create, createKey])
        {
            if (isTaken) call.Should().NotThrow();
            else call.Should().Throw<ArgumentException>();
        }
    }

    // The identifier alone does not tell the length of the key: the algorithm in the envelope does.
    [Fact]
    public async Task OpenAsync_KeyOfAnotherLengthUnderTheIdentifier_IsNotAcceptedAndNamed()
    {
        byte[] encoded = Write([7], new byte[16]);
        using RecipientKey longer = RecipientKey.FromKeyEncryptionKey([7], new byte[32]);

        EnvelopeOpening opening = await Kinds.Open(encoded, longer);

        opening.ShouldBeNotAccepted("has 256 bits; the envelope was written with AES-128 wrap");
        opening.IsKeyNamed.Should().BeTrue();
    }

    [Theory]
    [InlineData("07", true)]
    [InlineData("0700", false)]
    [InlineData("08", false)]
    public async Task OpenAsync_Identifier_MustBeTheWholeOne(string identifier, bool isNamed)
    {
        using RecipientKey key = RecipientKey.FromKeyEncryptionKey(Convert.FromHexString(identifier), new byte[16]);
        (await Kinds.Open(Write([7], new byte[16]), key)).IsOpened.Should().Be(isNamed);
        RecipientName name = RecipientName.OfKeyEncryptionKey(Convert.FromHexString(identifier));
        Envelope.Parse(Write([7], new byte[16])).Names(name).Should().Be(isNamed);
    }

    [Fact]
    public void HasSameKeyAs_IdentifierAndKey_BothCount()
    {
        byte[] octets = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Recipient one = Recipient.FromKeyEncryptionKey([1], octets);

        one.HasSameKeyAs(Recipient.FromKeyEncryptionKey([1], octets)).Should().BeTrue();
        one.HasSameKeyAs(Recipient.FromKeyEncryptionKey([2], octets)).Should().BeFalse();
        one.HasSameKeyAs(Recipient.FromKeyEncryptionKey([1], [.. octets[..15], 0xFF])).Should().BeFalse();
        one.HasSameKeyAs(Recipient.FromKeyEncryptionKey([1], [.. octets, .. new byte[8]])).Should().BeFalse();
        one.HasSameKeyAs(Recipient.FromPassword("x")).Should().BeFalse();
    }

    private static byte[] Write(byte[] identifier, byte[] key) =>
        new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromKeyEncryptionKey(identifier, key)]).Write("x"u8);
}
