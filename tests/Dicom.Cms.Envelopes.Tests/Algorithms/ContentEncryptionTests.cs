using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Content-encryption parameters, and algorithms where they do not belong.</summary>
public sealed class ContentEncryptionTests
{
    private static void ShouldBeRefusedUnused(TestEnvelope envelope, string reason)
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        key.Open(envelope.Encode()).ShouldBeNotAccepted(reason);
        service.Count.Should().Be(0, "no private key is used for what is refused");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(16)]
    public void OpenAsync_GcmNonceOfAnotherLength_IsNotAccepted(int length) =>
        ShouldBeRefusedUnused(TestEnvelope.Gcm(nonceLength: length), $"nonce has {length} octets");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(17)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void OpenAsync_GcmTagOfForbiddenLength_IsNotAccepted(int length)
    {
        foreach (int macLength in new[] { Math.Clamp(length, 0, 17), 16, 12 })
            ShouldBeRefusedUnused(TestEnvelope.Gcm(tagLength: macLength, icvLength: length), $"tag has {length} octets");
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public void OpenAsync_GcmTagOfAllowedLength_Opens(int length)
    {
        EnvelopeOpening opening = TestKeys.Key().Open(TestEnvelope.Gcm(length, length).Encode(), EnvelopePolicy.AuthenticatedOnly);
        opening.ShouldBeOpenedAs(TestEnvelope.Content);
        opening.IsAuthenticated.Should().BeTrue();
    }

    [Fact]
    public void OpenAsync_GcmTagLengthLeftOut_IsTwelve()
    {
        TestKeys.Key().Open(TestEnvelope.Gcm(12, null).Encode()).ShouldBeOpenedAs(TestEnvelope.Content);
        ShouldBeRefusedUnused(TestEnvelope.Gcm(16, null), "mac has 16 octets instead of the 12");
    }

    [Theory]
    [InlineData(12, 16)]
    [InlineData(16, 12)]
    [InlineData(15, 16)]
    [InlineData(0, 16)]
    [InlineData(4, 12)]
    [InlineData(17, 16)]
    public void OpenAsync_MacOfAnotherLengthThanAnnounced_IsNotAccepted(int macLength, int icvLength) =>
        ShouldBeRefusedUnused(TestEnvelope.Gcm(macLength, icvLength), $"mac has {macLength} octets instead of the {icvLength}");

    // RFC 5084 allows to shorten the tag; the content stays what it was.
    [Fact]
    public void OpenAsync_TagAndAnnouncementShortenedTogether_StillAuthenticates()
    {
        TestEnvelope gcm = TestEnvelope.Gcm();
        byte[] nonce = [.. Enumerable.Repeat((byte)7, 12)];
        TestEnvelope shortened = gcm with { Tag = gcm.Tag[..12], Parameters = TestEnvelope.GcmParameters(nonce, 12) };
        TestKeys.Key().Open(shortened.Encode()).ShouldBeOpenedAs(TestEnvelope.Content);
        byte[] changed = [.. gcm.Ciphertext!];
        changed[0] ^= 1;
        TestKeys.Key().Open((shortened with { Ciphertext = changed }).Encode()).ShouldBeNotAuthentic();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0500")]
    [InlineData("3000")]
    [InlineData("040c000000000000000000000000")]
    [InlineData("3013040c0000000000000000000000000201100500")]
    [InlineData("300d040c0000000000000000000000ff")]
    public void Parse_MalformedGcmParameters_IsRefused(string parameters)
    {
        TestEnvelope gcm = TestEnvelope.Gcm() with { Parameters = Convert.FromHexString(parameters) };
        FluentActions.Invoking(() => Envelope.Parse(gcm.Encode())).Should().Throw<EnvelopeFormatException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0500")]
    [InlineData("0400")]
    [InlineData("040f000000000000000000000000000000")]
    [InlineData("04110000000000000000000000000000000000")]
    public void Parse_MalformedIv_IsRefused(string parameters)
    {
        TestEnvelope cbc = TestEnvelope.Cbc() with { Parameters = Convert.FromHexString(parameters) };
        FluentActions.Invoking(() => Envelope.Parse(cbc.Encode())).Should().Throw<EnvelopeFormatException>()
            .Which.Field.Should().Be("contentEncryptionAlgorithm.parameters");
    }

    [Fact]
    public void OpenAsync_GcmInsideEnvelopedData_IsNotAccepted() =>
        ShouldBeRefusedUnused(TestEnvelope.Gcm() with { Kind = EnvelopeKind.EnvelopedData },
            "AES-256-GCM inside EnvelopedData leaves out its tag");

    [Fact]
    public void OpenAsync_CbcInsideAuthEnvelopedData_IsNotAccepted() =>
        ShouldBeRefusedUnused(TestEnvelope.Cbc() with { Kind = EnvelopeKind.AuthEnvelopedData, Tag = new byte[16] },
            "AES-256-CBC inside AuthEnvelopedData does not authenticate");

    [Fact]
    public void OpenAsync_Camellia_IsNotAcceptedByItsIdentifier()
    {
        byte[] encoded = Vectors.Read("crafted/39-camellia256.p7");
        Envelope.Parse(encoded).ContentEncryption.Name.Should().Be("1.2.392.200011.61.1.1.1.4");
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        key.Open(encoded).ShouldBeNotAccepted("1.2.392.200011.61.1.1.1.4 is not known");
        service.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("1.2.840.113549.3.2")] // RC2-CBC
    [InlineData("1.3.14.3.2.7")] // DES-CBC
    [InlineData("2.16.840.1.101.3.4.1.7")] // AES-128-CCM
    public void OpenAsync_OtherAlgorithm_IsNotAccepted(string oid)
    {
        ShouldBeRefusedUnused(TestEnvelope.Cbc() with { Algorithm = oid }, oid);
        ShouldBeRefusedUnused(TestEnvelope.Gcm() with { Algorithm = oid }, oid);
    }

    // A known weakness (RFC 9709): CTR blocks relabelled as CBC go to the same key. The result says it is not authentic.
    [Fact]
    public void OpenAsync_GcmRelabelledAsCbc_NeverCountsAsAuthenticated()
    {
        TestEnvelope relabelled = TestEnvelope.Gcm() with
        {
            Kind = EnvelopeKind.EnvelopedData,
            Algorithm = Oids.Aes256Cbc,
            Parameters = TestEnvelope.Tlv(0x04, new byte[16]),
            Ciphertext = new byte[32],
        };
        TestKeys.Key().Open(relabelled.Encode(), EnvelopePolicy.AuthenticatedOnly).ShouldBeNotAccepted("not authenticate");
        TestKeys.Key().Open(relabelled.Encode()).IsAuthenticated.Should().BeFalse();
    }

    [Fact]
    public void OpenAsync_KeyLengthOfAnotherAes_IsNotAuthentic()
    {
        foreach (int length in new[] { 0, 16, 24, 31, 33 })
        {
            byte[] key = RandomNumberGenerator.GetBytes(length);
            TestKeys.Key().Open((TestEnvelope.Gcm() with { RecipientInfos = [TestEnvelope.KtriPkcs1(key)] }).Encode())
                .ShouldBeNotAuthentic();
            TestKeys.Key().Open((TestEnvelope.Cbc() with { RecipientInfos = [TestEnvelope.KtriOaep(key)] }).Encode())
                .ShouldBeNotAuthentic();
        }
    }
}
