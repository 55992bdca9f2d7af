namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What is for others is not judged: neither its algorithm nor the policy matters.</summary>
public sealed class ForOthersTests
{
    private static readonly byte[] s_unknown = (TestEnvelope.Cbc() with { Algorithm = "1.2.392.200011.61.1.1.1.4" }).Encode();

    [Fact]
    public void OpenAsync_UnknownAlgorithmForOthers_IsNoMatchingRecipient()
    {
        EnvelopeOpening opening = TestKeys.Key("rsa2048b").Open(s_unknown);

        opening.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        opening.IsKeyNamed.Should().BeFalse();
        TestKeys.Key("ecp256").Open(s_unknown).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    [Fact]
    public void OpenAsync_UnknownAlgorithmForUs_IsNotAcceptedAndNamed()
    {
        EnvelopeOpening opening = TestKeys.Key().Open(s_unknown);

        opening.ShouldBeNotAccepted("is not known");
        opening.IsKeyNamed.Should().BeTrue();
    }

    [Fact]
    public void OpenAsync_UnknownAlgorithmAndAKeyThatFitsByLength_IsNotAcceptedAndNotNamed()
    {
        EnvelopeOpening opening = TestKeys.BareKey("rsa2048b").Open(s_unknown);

        opening.ShouldBeNotAccepted("is not known");
        opening.IsKeyNamed.Should().BeFalse();
    }

    [Fact]
    public void OpenAsync_PolicyAgainstKeyTransport_TellsNamedFromFitting()
    {
        byte[] encoded = TestEnvelope.Cbc().Encode();

        EnvelopeOpening named = TestKeys.Key().Open(encoded, EnvelopePolicy.OaepOnly);
        EnvelopeOpening fitting = TestKeys.BareKey("rsa2048b").Open(encoded, EnvelopePolicy.OaepOnly);

        (named.Status, named.IsKeyNamed).Should().Be((EnvelopeOpeningStatus.NotAccepted, true));
        (fitting.Status, fitting.IsKeyNamed).Should().Be((EnvelopeOpeningStatus.NotAccepted, false));
        TestKeys.Key("rsa2048b").Open(encoded, EnvelopePolicy.OaepOnly).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    // The one that names the key is refused, the other is tried in vain: what is wrong is the first.
    [Fact]
    public void OpenAsync_NamedAndRefusedBesideAnotherOfItsLength_IsNotAccepted()
    {
        byte[] computed = [.. new System.Security.Cryptography.X509Certificates.X509SubjectKeyIdentifierExtension(
            TestKeys.Certificate().PublicKey, critical: false).SubjectKeyIdentifierBytes.Span];
        TestEnvelope envelope = TestEnvelope.Cbc();
        byte[] byKeyIdentifier = TestEnvelope.Ktri(
            TestEnvelope.Der(KeyTransportAlgorithm.RsaesPkcs1.WriteAlgorithmIdentifier),
            TestEnvelope.Encrypt(TestEnvelope.Key, System.Security.Cryptography.RSAEncryptionPadding.Pkcs1),
            TestEnvelope.KeyIdentifier(computed));
        byte[] forOthers = TestEnvelope.KtriOaep(TestEnvelope.Key, TestKeys.Certificate("rsa2048b"));

        byte[] encoded = (envelope with { Version = 2, RecipientInfos = [byKeyIdentifier, forOthers] }).Encode();

        EnvelopeOpening opening = TestKeys.BareKey().Open(encoded, EnvelopePolicy.OaepOnly);
        opening.ShouldBeNotAccepted("only RSAES-OAEP");
        opening.IsKeyNamed.Should().BeTrue();
    }

    [Fact]
    public void OpenAsync_Opened_SaysWhetherTheKeyWasNamed()
    {
        byte[] encoded = TestEnvelope.Cbc().Encode();

        TestKeys.Key().Open(encoded).IsKeyNamed.Should().BeTrue();
        TestKeys.BareKey().Open(encoded).IsKeyNamed.Should().BeFalse();
    }
}
