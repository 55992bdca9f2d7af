using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>By what names a recipient is found: issuer and serial number, key identifiers, and length alone.</summary>
public sealed class KeyMatchingTests
{
    private static byte[] For(byte[] identifier, X509Certificate2? certificate = null) => (TestEnvelope.Gcm() with
    {
        RecipientInfos =
        [
            TestEnvelope.Ktri(
                TestEnvelope.Der(KeyTransportAlgorithm.RsaesOaepSha256.WriteAlgorithmIdentifier),
                TestEnvelope.Encrypt(TestEnvelope.Key, RSAEncryptionPadding.OaepSHA256, certificate),
                identifier),
        ],
    }).Encode();

#pragma warning disable CA5350 // RFC 5280 4.2.1.2 (1)
    private static byte[] ComputedKeyIdentifier(string name) =>
        SHA1.HashData(TestKeys.Certificate(name).PublicKey.EncodedKeyValue.RawData);
#pragma warning restore CA5350

    [Fact]
    public void OpenAsync_IssuerAndSerialNumber_BothMustBeTheCertificates()
    {
        var ours = IssuerAndSerialNumber.Of(TestKeys.Certificate());
        byte[] serial = [.. ours.SerialNumber.ToArray()];
        serial[^1] ^= 1;
        byte[] otherSerial = new IssuerAndSerialNumber(ours.Issuer, serial).Encode();
        byte[] otherIssuer =
            new IssuerAndSerialNumber(IssuerAndSerialNumber.Of(TestKeys.Certificate("rsa3072")).Issuer, ours.SerialNumber).Encode();

        TestKeys.Key().Open(For(ours.Encode())).ShouldBeOpenedAs(TestEnvelope.Content);
        TestKeys.Key().Open(For(otherSerial)).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        TestKeys.Key().Open(For(otherIssuer)).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        foreach (byte[] identifier in new[] { ours.Encode(), otherSerial, otherIssuer })
            TestKeys.BareKey().Open(For(identifier)).ShouldBeOpenedAs(TestEnvelope.Content, "a key without a name tries them");
    }

    [Fact]
    public void OpenAsync_KeyIdentifierOfTheExtension_Opens()
    {
        byte[] unusual = [0xCA, 0xFE];
        using X509Certificate2 certificate = TestKeys.Issue(
            TestKeys.Rsa(), new X509SubjectKeyIdentifierExtension(unusual, critical: false));
        using RSA rsa = TestKeys.Rsa();
        using RecipientKey key = RecipientKey.FromRsa(rsa, certificate);

        byte[] encoded = For(TestEnvelope.KeyIdentifier(unusual));
        Envelope.Parse(encoded).Recipients[0].ToString().Should().Be("ktri key CAFE, RSAES-OAEP SHA-256");
        key.Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content);
        key.Open(For(TestEnvelope.KeyIdentifier(ComputedKeyIdentifier("rsa2048"))))
            .ShouldBeOpenedAs(TestEnvelope.Content, "computed besides");
        TestKeys.Key().Open(encoded).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    [Fact]
    public void OpenAsync_ComputedKeyIdentifier_IsNamedWithAndWithoutCertificate()
    {
        byte[] encoded = For(TestEnvelope.KeyIdentifier(ComputedKeyIdentifier("rsa2048")));
        using X509Certificate2 withoutExtension = TestKeys.Issue(TestKeys.Rsa());
        using RSA rsa = TestKeys.Rsa();
        using RecipientKey key = RecipientKey.FromRsa(rsa, withoutExtension);
        key.Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content);
        TestKeys.BareKey().Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content);
        TestKeys.Key("rsa2048b").Open(encoded).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    [Fact]
    public void OpenAsync_EmptyKeyIdentifier_NamesNobody() =>
        TestKeys.Key().Open(For(TestEnvelope.KeyIdentifier([]))).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);

    [Fact]
    public void OpenAsync_KeyWithoutCertificateOfAnotherLength_IsNoMatchingRecipient()
    {
        byte[] encoded = For(TestEnvelope.NameOf(null));
        TestKeys.BareKey("rsa3072").Open(encoded).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        TestKeys.BareKey("rsa2048b").Open(encoded).Status
            .Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient, "it was tried, for the length fits, but nothing names it");
    }

    [Fact]
    public void OpenAsync_SeveralKeysAndRecipients_FindsWhoFits()
    {
        byte[] encoded = new EnvelopeWriter(
            EnvelopeSuite.Authenticated, [TestKeys.Recipient("rsa3072"), TestKeys.Recipient("rsa2048b"), TestKeys.Recipient("rsa4096")])
            .Write("several"u8);
        Envelope envelope = Envelope.Parse(encoded);
        foreach (RecipientKey[] keys in new RecipientKey[][]
        {
            [TestKeys.Key(), TestKeys.Key("rsa4096")],
            [TestKeys.BareKey(), TestKeys.BareKey("rsa2048b")],
            [TestKeys.BareKey(), TestKeys.Key("rsa3072"), TestKeys.BareKey("rsa4096")],
            [TestKeys.Key("rsa2048b"), TestKeys.Key("rsa2048b")],
        })
        {
            Opening.Open(keys, envelope).ShouldBeOpenedAs("several"u8, string.Join(", ", keys.Select(k => k.ToString())));
        }

        EnvelopeOpening none = Opening.Open([TestKeys.Key()], envelope);
        none.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        none.Reason.Should().ContainAll(envelope.Recipients.Select(r => r.Identifier));
    }

    // A certificate that names the right key while the RSA object holds another: found, tried, and not opened.
    [Fact]
    public void OpenAsync_ServiceHoldsAnotherKeyThanItsCertificateSays_IsNotAuthentic()
    {
        var service = new CountingDecryptor(TestKeys.Rsa("rsa2048b"));
        using RecipientKey key = service.AsKey("rsa2048");
        key.Open(For(TestEnvelope.NameOf(null))).ShouldBeNotAuthentic();
        service.Count.Should().Be(1);
    }

    [Fact]
    public void OpenAsync_SmallKeyOfAnOldArchive_StillOpens()
    {
        using X509Certificate2 certificate = TestKeys.Issue(TestKeys.Rsa1024);
        using RecipientKey key = RecipientKey.FromRsa(TestKeys.Rsa1024, certificate);
        key.KeySizeInBits.Should().Be(1024);
        byte[] info = TestEnvelope.KtriPkcs1(TestEnvelope.Key, certificate);
        key.Open((TestEnvelope.Cbc() with { RecipientInfos = [info] }).Encode()).ShouldBeOpenedAs(TestEnvelope.Content);
    }
}
