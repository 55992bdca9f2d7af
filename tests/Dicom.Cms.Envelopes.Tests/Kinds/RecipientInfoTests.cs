namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What an envelope says of its recipients, of each kind, and what of them is malformed.</summary>
public sealed class RecipientInfoTests
{
    private static byte[] Tlv(byte tag, params ReadOnlySpan<byte> content) => TestEnvelope.Tlv(tag, content);

    private static byte[] Oid(string oid) => TestEnvelope.Der(w => w.WriteObjectIdentifier(oid));

    private static readonly byte[] s_algorithm = TestEnvelope.AlgorithmIdentifier("1.2.3.4");

    private static IReadOnlyList<RecipientInfo> Parse(params byte[][] infos) =>
        Envelope.Parse((TestEnvelope.Gcm() with { RecipientInfos = infos }).Encode()).Recipients;

    private static void ShouldFail(byte[] info, string field) =>
        FluentActions.Invoking(() => Parse(info)).Should().Throw<EnvelopeFormatException>().Where(e => e.Field == field, field);

    [Theory]
    [InlineData("crafted/01-aes256cbc-pkcs1.p7",
        "ktri CN=gdcm-fixture rsa2048, serial 68D1A158A67DBDF3BF59D40A2C3D30E5A0409488, RSAES-PKCS1-v1_5")]
    [InlineData("crafted/13-password-pwri.p7", "pwri password, PBKDF2 HMAC-SHA-1, 2048 iterations, PWRI AES-256-CBC")]
    [InlineData("crafted/41-kekri.p7", "kekri key 01, AES-128 wrap")]
    [InlineData("crafted/47-flywheel-style-PEM-kekri.p7", "kekri key 00, AES-128 wrap")]
    public void ToString_VectorOfEachKind_DescribesIt(string file, string expected)
    {
        Envelope envelope = Envelope.Parse(Vectors.Read(file));
        envelope.Recipients.Single().ToString().Should().Be(expected);
        envelope.Recipients.Single().EncodedLength.Should().BeGreaterThan(50);
        if (!expected.StartsWith("ktri", StringComparison.Ordinal))
            TestKeys.Key().Open(Vectors.Read(file)).Reason.Should().Contain(envelope.Recipients.Single().Description);
    }

    [Fact]
    public void Identifier_KeyAgreement_NamesItsRecipients()
    {
        RecipientInfo info = Envelope.Parse(Vectors.Read("crafted/15-ecdh-kari-p256.p7")).Recipients.Single();
        info.Kind.Should().Be("kari");
        info.KeyEncryption.Should().Be("ECDH SHA-1 KDF, AES-256 wrap");
        info.Identifier.Should().Be($"{TestKeys.Certificate("ecp256").Issuer}, serial {TestKeys.Certificate("ecp256").SerialNumber}");
    }

    [Fact]
    public void Identifier_KeyAgreementForMany_NamesEight()
    {
        byte[] one = Tlv(0x30, [.. Tlv(0xA0, Tlv(0x04, 0xAB)), .. Tlv(0x04)]);
        byte[] withDate = Tlv(0x30, [.. Tlv(0xA0, [.. Tlv(0x04, 0xCD), .. Tlv(0x18, "20260101000000Z"u8)]), .. Tlv(0x04)]);
        byte[] Kari(params byte[][] keys) => Tlv(0xA1, [
            0x02, 0x01, 0x03, .. Tlv(0xA0, Tlv(0x80, 0x01)), .. Tlv(0xA1, Tlv(0x04, 0x01)), .. s_algorithm,
                .. Tlv(0x30, [.. keys.SelectMany(k => k)])]);

        Parse(Kari(one)).Single().Identifier.Should().Be("key AB");
        Parse(Kari(withDate, one)).Single().Identifier.Should().Be("key CD; key AB");
        Parse(Kari([.. Enumerable.Repeat(one, 8)])).Single().Identifier.Should().EndWith("key AB").And.NotContain("more");
        Parse(Kari([.. Enumerable.Repeat(one, 4096)])).Single().Identifier.Should().EndWith("; and 4088 more");
        ShouldFail(Kari([.. Enumerable.Repeat(one, 4097)]), "recipientEncryptedKeys");
        ShouldFail(Kari(Tlv(0x30, [.. Tlv(0xA0, Tlv(0x04, 0xAB)), .. Tlv(0x04), 0x05, 0x00])), "recipientEncryptedKey");
        ShouldFail(Tlv(0xA1, [0x02, 0x01, 0x03, .. Tlv(0xA0), .. s_algorithm, .. Tlv(0x30), 0x05, 0x00]), "kari");
    }

    [Fact]
    public void Identifier_LongOctets_IsCut()
    {
        byte[] kekri = Tlv(0xA2, [0x02, 0x01, 0x04, .. Tlv(0x30, Tlv(0x04, new byte[65])), .. s_algorithm, .. Tlv(0x04)]);
        Parse(kekri).Single().Identifier.Should().Be("key " + new string('0', 128) + "...");
    }

    [Fact]
    public void Parse_MixedKinds_KeepsTheirOrder()
    {
        byte[] ktri = TestEnvelope.Gcm().RecipientInfos[0];
        byte[] pwri = Tlv(0xA3, [0x02, 0x01, 0x00, .. s_algorithm, .. Tlv(0x04)]);
        byte[] withDerivation = Tlv(0xA3, [0x02, 0x01, 0x00, .. Tlv(0xA0, Oid("1.2.3")), .. s_algorithm, .. Tlv(0x04)]);
        byte[] ori = Tlv(0xA4, [.. Oid("1.2.840.113549.1.9.16.13.3"), 0x30, 0x00]);

        byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [pwri, ori, ktri, withDerivation] }).Encode();
        Envelope.Parse(encoded).Recipients.Select(r => r.Kind).Should().Equal("pwri", "ori", "ktri", "pwri");
        Envelope.Parse(encoded).Recipients.Select(r => r.EncodedLength).Should()
            .Equal(pwri.Length, ori.Length, ktri.Length, withDerivation.Length);
        TestKeys.Key().Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void Parse_MalformedRecipients_NamesTheField()
    {
        byte[] name = TestEnvelope.NameOf(null);
        byte[] key = Tlv(0x04, 0x00);
        ShouldFail([0x05, 0x00], "recipientInfo");
        ShouldFail([0xA5, 0x00], "recipientInfo");
        ShouldFail([0x10, 0x00], "ktri");
        ShouldFail([0x30, 0x00], "version");
        ShouldFail(Tlv(0x30, 0x02, 0x01, 0x00), "issuerAndSerialNumber");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. name]), "keyEncryptionAlgorithm");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. name, .. s_algorithm]), "encryptedKey");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. name, .. s_algorithm, .. key, 0x05, 0x00]), "ktri");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. name, .. Tlv(0x30, [.. Oid("1.2.3"), 0x05, 0x00, 0x05, 0x00]), .. key]),
            "keyEncryptionAlgorithm");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x30), .. s_algorithm, .. key]), "issuer");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x30, 0x30, 0x00), .. s_algorithm, .. key]), "serialNumber");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x30, 0x30, 0x00, 0x02, 0x00), .. s_algorithm, .. key]), "serialNumber");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x30, 0x30, 0x00, 0x22, 0x00), .. s_algorithm, .. key]), "serialNumber");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x30, 0x30, 0x00, 0x02, 0x7F), .. s_algorithm, .. key]), "serialNumber");
        ShouldFail(Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x30, 0x30, 0x00, 0x02, 0x01, 0x01, 0x05, 0x00), .. s_algorithm, .. key]),
            "issuerAndSerialNumber");
        ShouldFail(Tlv(0xA2, [0x02, 0x01, 0x04, .. Tlv(0x30), .. s_algorithm, .. key]), "keyIdentifier");
        ShouldFail(Tlv(0xA2, [0x02, 0x01, 0x04, .. Tlv(0x30, key), .. s_algorithm, .. key, 0x05, 0x00]), "kekri");
        ShouldFail(Tlv(0xA3, [0x02, 0x01, 0x00, .. s_algorithm, .. key, 0x05, 0x00]), "pwri");
        ShouldFail(Tlv(0xA4, Oid("1.2.3")), "oriValue");
        ShouldFail(Tlv(0xA4, [.. Oid("1.2.3"), 0x05, 0x00, 0x05, 0x00]), "ori");
    }

    // Certificates with redundant leading octets in the serial number exist; such a name is compared as it stands.
    [Fact]
    public void OpenAsync_SerialNumberWithLeadingZeros_IsReadAndIsAnother()
    {
        var ours = IssuerAndSerialNumber.Of(TestKeys.Certificate());
        byte[] padded = new IssuerAndSerialNumber(ours.Issuer, (byte[])[0x00, .. ours.SerialNumber.ToArray()]).Encode();
        byte[] info = TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption), new byte[256], padded);
        Parse(info).Single().Identifier.Should().Contain("serial 0068D1");
        TestKeys.Key().Open((TestEnvelope.Gcm() with { RecipientInfos = [info] }).Encode()).Status.Should()
            .Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }
}
