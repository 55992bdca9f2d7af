using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>The outer productions: what is required, what is passed over, what is refused, and where.</summary>
public sealed class EnvelopeStructureTests
{
    private static byte[] Tlv(byte tag, params byte[] content) => TestEnvelope.Tlv(tag, content);

    private static byte[] Oid(string oid) => TestEnvelope.Der(w => w.WriteObjectIdentifier(oid));

    private static byte[] Encode(byte[] body, string type = Oids.EnvelopedData) => Tlv(0x30, [.. Oid(type), .. Tlv(0xA0, Tlv(0x30, body))]);

    private static byte[] Recipients => Tlv(0x31, TestEnvelope.KtriPkcs1(TestEnvelope.Key));

    private static byte[] Info
    {
        get
        {
            TestEnvelope cbc = TestEnvelope.Cbc();
            return Tlv(0x30,
                [.. Oid(Oids.Data), .. TestEnvelope.AlgorithmIdentifier(cbc.Algorithm, cbc.Parameters), .. Tlv(0x80, cbc.Ciphertext!)]);
        }
    }

    private static byte[] Version => [0x02, 0x01, 0x00];

    private static void ShouldFail(byte[] encoded, string field, string problem = "") =>
        FluentActions.Invoking(() => Envelope.Parse(encoded)).Should().Throw<EnvelopeFormatException>()
            .Where(e =>
                e.Field == field && e.Message.Contains(problem, StringComparison.Ordinal) && e.Position >= 0
                    && e.Position <= encoded.Length, $"{field} {problem}");

    [Fact]
    public void Parse_NothingOrGarbage_IsRefused()
    {
        ShouldFail([], "ContentInfo", "missing");
        ShouldFail([0], "ContentInfo");
        ShouldFail([0x30], "ContentInfo");
        ShouldFail([0x30, 0x00], "contentType", "missing");
        ShouldFail([0x30, 0x03, 0x04, 0x01, 0x00], "contentType");
        ShouldFail(Tlv(0x30, Oid(Oids.EnvelopedData)), "content", "missing");
        ShouldFail([0x1F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x00], "ContentInfo");
    }

    [Theory]
    [InlineData("1.2.840.113549.1.7.1")]
    [InlineData("1.2.840.113549.1.7.2")]
    [InlineData("1.2.840.113549.1.7.6")]
    public void Parse_OtherContentType_IsNamed(string type) => ShouldFail(Encode([], type), "contentType", type);

    [Fact]
    public void Parse_OptionalFields_ArePassedOver()
    {
        byte[] originatorInfo = Tlv(0xA0, Tlv(0xA0, TestKeys.Certificate().RawData));
        byte[] attributes = Tlv(0x30, [.. Oid("1.2.3.4"), .. Tlv(0x31, 0x05, 0x00)]);
        TestKeys.Key().Open(Encode([0x02, 0x01, 0x02, .. originatorInfo, .. Recipients, .. Info, .. Tlv(0xA1, attributes)]))
            .ShouldBeOpenedAs(TestEnvelope.Content);

        byte[] gcm = TestEnvelope.Gcm().Encode();
        byte[] body = TestEnvelope.Gcm().EncodeBare();
        body = Tlv(0x30, [.. body[4..], .. Tlv(0xA2, attributes)]);
        gcm.AsSpan().IndexOf(body.AsSpan(4, 20)).Should().BePositive("both bodies begin alike");
        TestKeys.Key().Open(Tlv(0x30, [.. Oid(Oids.AuthEnvelopedData), .. Tlv(0xA0, body)])).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void Parse_FieldMissingOrInExcess_IsRefused()
    {
        ShouldFail(Encode([]), "version", "missing");
        ShouldFail(Encode([.. Version]), "recipientInfos", "missing");
        ShouldFail(Encode([.. Version, 0x31, 0x00, .. Info]), "recipientInfos", "no recipients");
        ShouldFail(Encode([.. Version, .. Recipients]), "encryptedContentInfo", "missing");
        ShouldFail(Encode([.. Version, .. Recipients, .. Info, 0x05, 0x00]), "EnvelopedData", "follows");
        ShouldFail(Encode([.. Version, .. Recipients, .. Info], Oids.AuthEnvelopedData), "mac", "missing");
        ShouldFail(Encode([.. Version, .. Recipients, .. Info, 0x04, 0x00, 0x05, 0x00], Oids.AuthEnvelopedData),
            "AuthEnvelopedData", "follows");
        ShouldFail(Tlv(0x30, [.. Oid(Oids.EnvelopedData), .. Tlv(0xA0, Tlv(0x30, [.. Version, .. Recipients, .. Info])), 0x05, 0x00]),
            "ContentInfo", "follows");
        ShouldFail(Tlv(0x30, [.. Oid(Oids.EnvelopedData), .. Tlv(0xA0, [.. Tlv(0x30, [.. Version, .. Recipients, .. Info]), 0x05, 0x00])]),
            "content", "follows");
        ShouldFail(Encode([.. Version, .. Recipients, 0x30, 0x00]), "contentType", "missing");
        ShouldFail(Encode([.. Version, .. Recipients, .. Tlv(0x30, Oid(Oids.Data))]), "contentEncryptionAlgorithm", "missing");
        ShouldFail(Encode([.. Version, .. Recipients, .. Tlv(0x30, [.. Oid(Oids.Data), 0x30, 0x00])]),
            "contentEncryptionAlgorithm.algorithm");
        ShouldFail(Encode([.. Version, .. Recipients, .. Tlv(0x30, [.. Info[2..], 0x05, 0x00])]), "encryptedContentInfo");
    }

    [Theory]
    [InlineData("020105", "5 is not 0 to 4")]
    [InlineData("0201ff", "-1 is not 0 to 4")]
    [InlineData("02050100000000", "far too large")]
    [InlineData("0200", "")]
    public void Parse_EnvelopedDataOfOtherVersion_IsRefused(string version, string problem) =>
        ShouldFail(Encode([.. Convert.FromHexString(version), .. Recipients, .. Info]), "version", problem);

    [Fact]
    public void Parse_AuthEnvelopedDataOfOtherVersion_IsRefused() =>
        ShouldFail((TestEnvelope.Gcm() with { Version = 1 }).Encode(), "version", "1 is not 0 to 0");

    [Fact]
    public void Parse_EnvelopedDataOfEveryVersion_Opens()
    {
        for (int version = 0; version <= 4; version++)
        {
            byte[] encoded = (TestEnvelope.Cbc() with { Version = version }).Encode();
            Envelope.Parse(encoded).Version.Should().Be(version);
            TestKeys.Key().Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content);
        }
    }

    [Fact]
    public void OpenAsync_ContentStoredApart_IsNotAccepted()
    {
        byte[] encoded = (TestEnvelope.Cbc() with { Ciphertext = null }).Encode();
        TestKeys.Key().Open(encoded).ShouldBeNotAccepted("no encryptedContent");
        encoded = (TestEnvelope.Gcm() with { Ciphertext = null }).Encode();
        TestKeys.Key().Open(encoded).ShouldBeNotAccepted("no encryptedContent");
    }

    [Fact]
    public void Parse_SegmentsOfAnotherType_AreRefused()
    {
        TestEnvelope cbc = TestEnvelope.Cbc();
        byte[] algorithm = TestEnvelope.AlgorithmIdentifier(cbc.Algorithm, cbc.Parameters);
        byte[] wrong = Tlv(0x30, [.. Oid(Oids.Data), .. algorithm, .. Tlv(0xA0, Tlv(0x03, cbc.Ciphertext!))]);
        ShouldFail(Encode([.. Version, .. Recipients, .. wrong]), "encryptedContent", "segments");
        byte[] broken = Tlv(0x30, [.. Oid(Oids.Data), .. algorithm, .. Tlv(0xA0, 0x04, 0x7F, 0x00)]);
        ShouldFail(Encode([.. Version, .. Recipients, .. broken]), "encryptedContent");

        byte[] nested = Tlv(0x04, cbc.Ciphertext!);
        for (int depth = 0; depth < 7; depth++)
            nested = Tlv(0x24, nested);
        TestKeys.Key().Open(Encode([.. Version, .. Recipients, .. Tlv(0x30, [.. Oid(Oids.Data), .. algorithm, .. Tlv(0xA0, nested)])]))
            .ShouldBeOpenedAs(TestEnvelope.Content);
        nested = Tlv(0x24, nested);
        ShouldFail(Encode([.. Version, .. Recipients, .. Tlv(0x30, [.. Oid(Oids.Data), .. algorithm, .. Tlv(0xA0, nested)])]),
            "encryptedContent", "too deep");
    }

    [Fact]
    public void Parse_EveryTruncation_IsRefusedWithAPosition()
    {
        string[] files = ["crafted/05-aes256gcm-pkcs1-authenveloped.p7", "crafted/15-ecdh-kari-p256.p7",
            "crafted/16-ber-indefinite-stream.p7", "crafted/43-gcm-two-recipients.p7", "crafted/41-kekri.p7", "crafted/13-password-pwri.p7",
            "crafted/46-flywheel-style-PEM-rsa.p7"];
        foreach (string file in files)
        {
            byte[] encoded = Vectors.Read(file).AsSpan().TrimEnd([(byte)0, (byte)'\n']).ToArray();
            if (file.Contains("-ber-", StringComparison.Ordinal))
                encoded = Vectors.Read(file);
            for (int length = 0; length < encoded.Length; length++)
            {
                try
                {
                    Envelope.Parse(encoded.AsMemory(0, length));
                }
                catch (EnvelopeFormatException e)
                {
                    if (e.Position >= 0 && e.Position <= length)
                        continue;
                }

                Assert.Fail($"{file} cut at {length}");
            }
        }
    }
}
