using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

public class PasswordTests
{
    // RFC 3211 3: the key-encryption key is PBKDF2 of "All n-entities must communicate with other n-entities via n-1
    // entiteeheehees", salt 1234567878563412, 500 iterations.
    private const string Rfc3211Key = "6A8970BF68C92CAEA84A8DF28510858607126380CC47AB2D";

    [Fact]
    public void Derive_VectorOfRfc3211_ComesOut()
    {
        byte[] key = new byte[24];
        Read(Pbkdf2("1234567878563412", 500, null))
            .Derive("All n-entities must communicate with other n-entities via n-1 entiteeheehees"u8, key);
        Convert.ToHexString(key).Should().Be(Rfc3211Key);
    }

    [Fact]
    public void Unwrap_VectorOfRfc3211_ComesOut()
    {
        var cipher = (CbcContentEncryption)ContentEncryptionAlgorithm.DesEde3Cbc;
        var wrap = new PasswordKeyWrap(cipher, Convert.FromHexString("BAF1CA7931213C4E"));
        byte[] wrapped = Convert.FromHexString("C03C514ABDB9E2C5AAC038572B5E24553876B377AAFB82ECA5A9D73F8AB143D9EC74E6CAD7DB260C");

        Convert.ToHexString(wrap.Unwrap(Convert.FromHexString(Rfc3211Key), wrapped)!)
            .Should().Be("8C637D887223A2F965B566EB014B0FA5D52300A3F7EA40FFFC577203C71BAF3B");
    }

    [Fact]
    public void Wrap_EveryKeyLength_ComesBack()
    {
        var cipher = (CbcContentEncryption)ContentEncryptionAlgorithm.Aes256Cbc;
        var wrap = new PasswordKeyWrap(cipher, RandomNumberGenerator.GetBytes(16));
        byte[] keyEncryptionKey = RandomNumberGenerator.GetBytes(32);
        for (int length = 3; length < 256; length++)
        {
            byte[] key = RandomNumberGenerator.GetBytes(length);
            byte[] wrapped = wrap.Wrap(keyEncryptionKey, key);
            wrapped.Length.Should().Be(wrap.GetEncryptedLength(length));
            wrap.Unwrap(keyEncryptionKey, wrapped).Should().Equal(key);
        }
    }

    // python3: hashlib.pbkdf2_hmac(prf, b"password", b"salt", 4096, 32).hex()
    [Theory]
    [InlineData(null, "4b007901b765489abead49d926f721d065a429c12e463f6c4cd79401085b03db")]
    [InlineData(Oids.HmacSha1, "4b007901b765489abead49d926f721d065a429c12e463f6c4cd79401085b03db")]
    [InlineData(Oids.HmacSha224, "218c453bf90635bd0a21a75d172703ff6108ef603f65bb821aedade1d6961683")]
    [InlineData(Oids.HmacSha256, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a")]
    [InlineData(Oids.HmacSha384, "559726be38db125bc85ed7895f6e3cf574c7a01c080c3447db1e8a76764deb3c")]
    [InlineData(Oids.HmacSha512, "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5")]
    public void Derive_OtherPseudorandomFunctions_ComeOut(string? prf, string expected)
    {
        byte[] key = new byte[32];
        Read(Pbkdf2(Convert.ToHexString("salt"u8), 4096, prf)).Derive("password"u8, key);
        Convert.ToHexStringLower(key).Should().Be(expected);
    }

    [Theory]
    [InlineData(0, 16, null, "none")]
    [InlineData(-5, 16, null, "none")]
    [InlineData(1000, 1025, null, "1025 octets")]
    [InlineData(1000, 16, "1.2.3", "1.2.3")]
    public void Read_ParametersThatAreNotDone_HaveAReason(int iterations, int saltLength, string? prf, string reason)
    {
        PasswordKeyDerivation.Read(Pbkdf2(new string('0', saltLength * 2), iterations, prf), out string? refusal).Should().BeNull();
        refusal.Should().Contain(reason);
    }

    [Fact]
    public void Read_ParametersAtTheirLimits_AreDone()
    {
        Read(Pbkdf2(new string('0', 1024 * 2), 1, null)).Iterations.Should().Be(1);
        Read(Pbkdf2("", 1, Oids.HmacSha256)).Name.Should().Be("PBKDF2 HMAC-SHA-256, 1 iterations");
    }

    // RFC 8018 A.2: keyLength must be what the key wrap takes.
    [Theory]
    [InlineData(null, true)]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Refuse_KeyLength_MustBeThatOfTheKeyWrap(int? keyLength, bool isDone)
    {
        string? refusal = Read(Pbkdf2("00", 5, null, keyLength)).Refuse(32, EnvelopePolicy.Default);

        if (isDone) refusal.Should().BeNull();
        else refusal.Should().Contain($"{keyLength} octets").And.Contain("needs 32");
    }

    [Fact]
    public async Task OpenAsync_MoreIterationsThanThePolicyAllows_IsNotAcceptedWithoutTrying()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Oaep, [Kinds.QuickPassword("secret", 10)]).Write("x"u8);
        using RecipientKey key = RecipientKey.FromPassword("secret");

        EnvelopeOpening refused = await Kinds.Open(encoded, key, EnvelopePolicy.Default with { MaxPasswordIterations = 9 });
        refused.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
        refused.Reason.Should().Contain("10 iterations").And.Contain("9 are accepted");
        (await Kinds.Open(encoded, key, EnvelopePolicy.Default with { MaxPasswordIterations = 10 })).IsOpened.Should().BeTrue();
        EnvelopePolicy.Default.MaxPasswordIterations.Should().Be(10_000_000);
    }

    [Fact]
    public async Task OpenAsync_WrittenByThePublicApi_OpensWithTheSamePasswordOnly()
    {
        Recipient recipient = Recipient.FromPassword("pässwörd ☃");
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [recipient]).Write("x"u8);
        Envelope envelope = Envelope.Parse(encoded);
        envelope.Recipients[0].KeyEncryption.Should().Be("PBKDF2 HMAC-SHA-256, 600000 iterations, PWRI AES-256-CBC");

        using RecipientKey key = RecipientKey.FromPassword("pässwörd ☃");
        (await Kinds.Open(encoded, key)).Content.Should().Equal("x"u8.ToArray());
        using RecipientKey other = RecipientKey.FromPassword("passwort");
        EnvelopeOpening opening = await Kinds.Open(encoded, other);
        opening.Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        foreach (string text in new[] { recipient.ToString(), key.ToString(), envelope.Recipients[0].ToString(), opening.ToString() })
            text.Should().NotContain("pässwörd").And.NotContain("passwort");
    }

    // Four pwri are tried with one password, and no fifth.
    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 4)]
    public async Task OpenAsync_RightPasswordBehindOthers_IsTriedOnFour(int count, int expected)
    {
        Recipient[] recipients = [.. Enumerable.Range(0, count).Select(i => Kinds.QuickPassword($"p{i}"))];
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, recipients).Write("x"u8);
        int opened = 0;
        for (int i = 0; i < count; i++)
        {
            using RecipientKey key = RecipientKey.FromPassword($"p{i}");
            opened += (await Kinds.Open(encoded, key)).IsOpened ? 1 : 0;
        }

        opened.Should().Be(expected);
    }

    [Fact]
    public void FromPassword_NoPassword_Refuses()
    {
        FluentActions.Invoking(() => Recipient.FromPassword("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RecipientKey.FromPassword(new string('x', 1025))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RecipientKey.FromPassword("secret\uD800")).Should().Throw<ArgumentException>()
            .Which.ToString().Should().NotContain("secret");
        FluentActions.Invoking(() => Recipient.FromPassword("x", 599_999)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Recipient.FromPassword("x", 10_000_001)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void FromPassword_AtTheLimits_IsTaken()
    {
        Recipient.FromPassword("x", 600_000).Name.Should().Be(RecipientName.Password);
        Recipient.FromPassword("x", 10_000_000).Name.Should().Be(RecipientName.Password);
        using RecipientKey longest = RecipientKey.FromPassword(new string('x', 1024));
        longest.KeySizeInBits.Should().Be(0);
        (EnvelopePolicy.Default with { MaxPasswordIterations = 1 }).MaxPasswordIterations.Should().Be(1);
    }

    private static PasswordKeyDerivation Read(AlgorithmIdentifier identifier)
    {
        PasswordKeyDerivation? derivation = PasswordKeyDerivation.Read(identifier, out string? refusal);
        refusal.Should().BeNull();
        return derivation!;
    }

    private static AlgorithmIdentifier Pbkdf2(string salt, int iterations, string? prf, int? keyLength = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteOctetString(Convert.FromHexString(salt));
            writer.WriteInteger(iterations);
            if (keyLength is { } octets) writer.WriteInteger(octets);
            if (prf is not null)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(prf);
                    writer.WriteNull();
                }
            }
        }

        return new AlgorithmIdentifier(Oids.Pbkdf2, writer.Encode(), 0);
    }
}
