using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Which keys are tried, how often, and that nothing is tried which the policy refuses.</summary>
public sealed class AttemptTests
{
    private static byte[] Garbage(byte[]? identifier = null) =>
        TestEnvelope.Ktri(TestEnvelope.Der(KeyTransportAlgorithm.RsaesPkcs1.WriteAlgorithmIdentifier),
            [.. Enumerable.Repeat((byte)3, 256)], identifier);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 16)]
    [InlineData(500, 16)]
    public void OpenAsync_RecipientsThatNameTheKeyInVain_AreTriedSixteenTimesAtMost(int recipients, int attempts)
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        TestEnvelope cbc = TestEnvelope.Cbc() with { RecipientInfos = [.. Enumerable.Repeat(Garbage(), recipients)] };
        key.Open(cbc.Encode()).ShouldBeNotAuthentic();
        service.Count.Should().Be(attempts);
    }

    [Fact]
    public void OpenAsync_RightRecipientIsTheSixteenth_OpensAndTheSeventeenthDoesNot()
    {
        TestEnvelope cbc = TestEnvelope.Cbc();
        byte[] Encode(int before) =>
            (cbc with { RecipientInfos = [.. Enumerable.Repeat(Garbage(), before), cbc.RecipientInfos[0]] }).Encode();

        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        key.Open(Encode(15)).ShouldBeOpenedAs(TestEnvelope.Content);
        service.Count.Should().Be(16);
        key.Open(Encode(16)).ShouldBeNotAuthentic();
        service.Count.Should().Be(32);
    }

    // With no certificate the name says nothing; other lengths cannot be meant and cost nothing.
    [Fact]
    public void OpenAsync_KeyWithoutCertificate_TriesSixteenOfItsLength()
    {
        using RSA counting = new CountingRsa();
        using RecipientKey key = RecipientKey.FromRsa(counting);
        byte[] otherLength = TestEnvelope.Ktri(TestEnvelope.Der(KeyTransportAlgorithm.RsaesPkcs1.WriteAlgorithmIdentifier), new byte[384],
            TestEnvelope.KeyIdentifier([1]));
        TestEnvelope cbc = TestEnvelope.Cbc();
        byte[] right = TestEnvelope.KtriPkcs1(TestEnvelope.Key, TestKeys.Issue(TestKeys.Rsa()));

        key.Open((cbc with { RecipientInfos = [.. Enumerable.Repeat(otherLength, 1000), right] }).Encode())
            .ShouldBeOpenedAs(TestEnvelope.Content);
        ((CountingRsa)counting).Count.Should().Be(1);
        key.Open((cbc with { RecipientInfos = [.. Enumerable.Repeat(Garbage(TestEnvelope.KeyIdentifier([1])), 4000), right] })
            .Encode()).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        ((CountingRsa)counting).Count.Should().Be(17);
    }

    // Who is named comes before who is not, wherever they stand.
    [Fact]
    public void OpenAsync_NamedKeyAmongMany_IsTriedFirst()
    {
        (CountingDecryptor service, RecipientKey named) = CountingDecryptor.Create();
        TestEnvelope cbc = TestEnvelope.Cbc();
        byte[] encoded =
            (cbc with { RecipientInfos = [.. Enumerable.Repeat(Garbage(TestEnvelope.KeyIdentifier([1])), 100), cbc.RecipientInfos[0]] })
                .Encode();
        using RSA bare = new CountingRsa();
        using RecipientKey unnamed = RecipientKey.FromRsa(bare);
        Opening.Open([unnamed, unnamed, named], Envelope.Parse(encoded)).ShouldBeOpenedAs(TestEnvelope.Content);
        service.Count.Should().Be(1);
        ((CountingRsa)bare).Count.Should().Be(0);
    }

    [Fact]
    public void OpenAsync_NoKeys_IsNoMatchingRecipient()
    {
        EnvelopeOpening opening = Opening.Open([], Envelope.Parse(TestEnvelope.Cbc().Encode()));
        opening.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        opening.Reason.Should().Contain("CN=gdcm-fixture rsa2048, serial ");
    }

    [Fact]
    public void OpenAsync_NullArguments_Throw()
    {
        Envelope envelope = Envelope.Parse(TestEnvelope.Cbc().Encode());
        FluentActions.Invoking(() => Opening.Open(null!, envelope)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => envelope.OpenAsync([], null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Opening.Open([TestKeys.Key(), null!], envelope))
            .Should().Throw<ArgumentException>().WithParameterName("keys");
    }

    [Fact]
    public void OpenAsync_PolicyRefusesTheContent_UsesNoPrivateKey()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        foreach (string file in new[] { "crafted/01-aes256cbc-pkcs1.p7", "crafted/03-aes256cbc-oaep-sha256.p7",
            "crafted/12-des3-pkcs1.p7" })
        {
            key.Open(Vectors.Read(file), EnvelopePolicy.AuthenticatedOnly).ShouldBeNotAccepted("only authenticated content is accepted");
        }

        service.Count.Should().Be(0);
        key.Open(Vectors.Read("crafted/05-aes256gcm-pkcs1-authenveloped.p7"), EnvelopePolicy.AuthenticatedOnly)
            .ShouldBeOpenedAs(Vectors.Plain);
        key.Open(Vectors.Read("crafted/06-aes256gcm-oaep-sha256.p7"), EnvelopePolicy.AuthenticatedOnly).ShouldBeOpenedAs(Vectors.Plain);
    }

    [Fact]
    public void OpenAsync_PolicyRefusesTheKeyTransport_UsesNoPrivateKey()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        foreach (string file in new[] { "crafted/01-aes256cbc-pkcs1.p7", "crafted/05-aes256gcm-pkcs1-authenveloped.p7" })
        {
            key.Open(Vectors.Read(file), EnvelopePolicy.OaepOnly).ShouldBeNotAccepted("RSAES-PKCS1-v1_5; only RSAES-OAEP is accepted");
            TestKeys.BareKey().Open(Vectors.Read(file), EnvelopePolicy.OaepOnly).ShouldBeNotAccepted("only RSAES-OAEP");
        }

        service.Count.Should().Be(0);
        key.Open(Vectors.Read("crafted/03-aes256cbc-oaep-sha256.p7"), EnvelopePolicy.OaepOnly).ShouldBeOpenedAs(Vectors.Plain);
        key.Open(Vectors.Read("crafted/06-aes256gcm-oaep-sha256.p7"), EnvelopePolicy.OaepOnly).ShouldBeOpenedAs(Vectors.Plain);
    }

    // One ktri that the policy refuses does not take the place of one it accepts.
    [Fact]
    public void OpenAsync_RefusedBesideAccepted_TriesTheAcceptedOnly()
    {
        (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
        TestEnvelope gcm = TestEnvelope.Gcm();
        byte[] encoded =
            (gcm with { RecipientInfos = [.. Enumerable.Repeat(Garbage(), 40), TestEnvelope.KtriOaep(TestEnvelope.Key)] }).Encode();
        key.Open(encoded, EnvelopePolicy.OaepOnly).ShouldBeOpenedAs(TestEnvelope.Content);
        service.Count.Should().Be(1);
        service.Requests[0].Algorithm.Should().BeSameAs(KeyTransportAlgorithm.RsaesOaepSha256);
    }
}
