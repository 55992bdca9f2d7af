using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>RSAES-OAEP parameters: every combination OpenSSL writes, and every way to break them.</summary>
public sealed class OaepTests
{
    private static readonly byte[] s_sha256 = TestEnvelope.AlgorithmIdentifier(Oids.Sha256, [0x05, 0x00]);

    private static byte[] Tlv(byte tag, params ReadOnlySpan<byte> content) => TestEnvelope.Tlv(tag, content);

    [Fact]
    public void OpenAsync_EveryPairOfHashes_OpensAndIsNamed()
    {
        string[] hashes = ["1", "256", "384", "512"];
        foreach (string hash in hashes)
            foreach (string mask in hashes)
            {
                Envelope envelope = Envelope.Parse(Vectors.Read($"oaep/sha{hash}-mgf1sha{mask}.p7"));
                var recipient = (KeyTransRecipientInfo)envelope.Recipients[0];
                recipient.KeyEncryption.Should().Be($"RSAES-OAEP SHA-{hash}" + (mask == hash ? "" : $", MGF1 SHA-{mask}"));
                recipient.Algorithm!.IsOaep.Should().BeTrue();
                recipient.Algorithm.Hash.Should().Be(new HashAlgorithmName("SHA" + hash));
                recipient.Algorithm.MaskGenerationHash.Should().Be(new HashAlgorithmName("SHA" + mask));
                recipient.Algorithm.Label.IsEmpty.Should().BeTrue();
                foreach (RecipientKey key in new[] { TestKeys.Key(), TestKeys.BareKey() })
                    Opening.Open([key], envelope, EnvelopePolicy.OaepOnly).ShouldBeOpenedAs(Vectors.Hello, recipient.KeyEncryption);
            }
    }

    [Fact]
    public void OpenAsync_Label_OpensAndIsNamed()
    {
        Envelope envelope = Envelope.Parse(Vectors.Read("oaep/sha384-mgf1sha1-label.p7"));
        envelope.Recipients[0].KeyEncryption.Should().Be("RSAES-OAEP SHA-384, MGF1 SHA-1, with a label");
        ((KeyTransRecipientInfo)envelope.Recipients[0]).Algorithm!.Label.ToArray().Should().Equal(0x0A, 0x0B, 0x0C);
        Opening.Open([TestKeys.Key()], envelope).ShouldBeOpenedAs(Vectors.Hello);
    }

    // RFC 4055 2.1: we write the hash function with NULL, OpenSSL without; both mean the same.
    [Fact]
    public void WriteAlgorithmIdentifier_AnyAlgorithmRead_ReadsBackAlike()
    {
        foreach (string file in Vectors.EnvelopeFiles()
            .Where(f => f.StartsWith("oaep/", StringComparison.Ordinal) && !f.Contains("sha224", StringComparison.Ordinal)))
        {
            var recipient = (KeyTransRecipientInfo)Envelope.Parse(Vectors.Read(file)).Recipients[0];
            byte[] identifier = TestEnvelope.Der(recipient.Algorithm!.WriteAlgorithmIdentifier);
            byte[] written =
                (TestEnvelope.Gcm() with { RecipientInfos = [TestEnvelope.Ktri(identifier, recipient.EncryptedKey.ToArray())] }).Encode();
            KeyTransportAlgorithm again = ((KeyTransRecipientInfo)Envelope.Parse(written).Recipients[0]).Algorithm!;
            again.ToString().Should().Be(recipient.Algorithm.Name, file);
            again.Label.ToArray().Should().Equal(recipient.Algorithm.Label.ToArray(), file);
        }
    }

    [Fact]
    public void OpenAsync_ChangedLabelOrHash_IsNotAuthentic()
    {
        byte[] label = Vectors.Read("oaep/sha384-mgf1sha1-label.p7");
        label[label.AsSpan().IndexOf((byte[])[0x04, 0x03, 0x0A, 0x0B, 0x0C]) + 4] ^= 1;
        TestKeys.Key().Open(label).ShouldBeNotAuthentic("label");

        byte[] hash = Vectors.Read("oaep/sha256-mgf1sha1.p7");
        byte[] sha256 = TestEnvelope.Der(w => w.WriteObjectIdentifier(Oids.Sha256));
        hash[hash.AsSpan().IndexOf(sha256) + sha256.Length - 1] = 3; // SHA-512
        TestKeys.Key().Open(hash).ShouldBeNotAuthentic("hash");
    }

    [Theory]
    [InlineData("oaep/sha256-mgf1sha1.p7", "RSAES-OAEP SHA-256, MGF1 SHA-1")]
    [InlineData("oaep/sha256-label.p7", "RSAES-OAEP SHA-256, with a label")]
    public void OpenAsync_BeyondThePlatformsRsa_IsNotAcceptedWithThatReason(string file, string name)
    {
        using RecipientKey key = RecipientKey.FromRsa(new OpaqueRsa(), TestKeys.Certificate());
        key.Open(Vectors.Read(file)).ShouldBeNotAccepted($"{name} is beyond the RSA of this platform or key");
        key.Open(Vectors.Read("oaep/sha256-mgf1sha256.p7")).ShouldBeOpenedAs(Vectors.Hello);
        key.Open(Vectors.Read("crafted/01-aes256cbc-pkcs1.p7")).ShouldBeOpenedAs(Vectors.Plain);
    }

    /// <summary>Parameters of id-RSAES-OAEP in hexadecimal ("-" for none), and a word of the reason.</summary>
    public static TheoryData<string, string> Malformed
    {
        get
        {
            byte[] mgf1 = Tlv(0x30, [.. TestEnvelope.Der(w => w.WriteObjectIdentifier(Oids.Mgf1)), .. s_sha256]);
            byte[] unknown = TestEnvelope.AlgorithmIdentifier("1.2.3.4");
            byte[] emptyLabel = TestEnvelope.AlgorithmIdentifier(Oids.PSpecified, [0x04, 0x00]);
            var data = new TheoryData<string, string> { { "-", "malformed" } };
            foreach ((byte[] parameters, string reason) in new (byte[], string)[]
            {
                ([0x05, 0x00], "malformed"),
                ([0x04, 0x00], "malformed"),
                (Tlv(0x30, 0x05, 0x00), "malformed"),
                (Tlv(0x30, Tlv(0xA0)), "malformed"),
                (Tlv(0x30, Tlv(0xA0, [.. s_sha256, 0x05, 0x00])), "malformed"),
                (Tlv(0x30, Tlv(0xA0, unknown)), "1.2.3.4"),
                (Tlv(0x30, Tlv(0xA0, TestEnvelope.AlgorithmIdentifier(Oids.Sha256, [0x04, 0x00]))), "hash function"),
                (Tlv(0x30, Tlv(0xA1)), "malformed"),
                (Tlv(0x30, Tlv(0xA1, unknown)), "mask generation function 1.2.3.4"),
                (Tlv(0x30, Tlv(0xA1, [.. mgf1, 0x05, 0x00])), "malformed"),
                (Tlv(0x30, Tlv(0xA1, TestEnvelope.AlgorithmIdentifier(Oids.Mgf1))), "malformed"),
                (Tlv(0x30, Tlv(0xA1, TestEnvelope.AlgorithmIdentifier(Oids.Mgf1, unknown))), "1.2.3.4"),
                (Tlv(0x30, Tlv(0xA2)), "malformed"),
                (Tlv(0x30, Tlv(0xA2, unknown)), "source of the label 1.2.3.4"),
                (Tlv(0x30, Tlv(0xA2, TestEnvelope.AlgorithmIdentifier(Oids.PSpecified))), "malformed"),
                (Tlv(0x30, Tlv(0xA2, TestEnvelope.AlgorithmIdentifier(Oids.PSpecified, [0x05, 0x00]))), "malformed"),
                (Tlv(0x30, Tlv(0xA2, [.. emptyLabel, 0x05, 0x00])), "malformed"),
                (Tlv(0x30, Tlv(0xA3, s_sha256)), "malformed"),
                (Tlv(0x30, [.. Tlv(0xA1, mgf1), .. Tlv(0xA0, s_sha256)]), "malformed"),
                (Tlv(0x30, [.. Tlv(0xA0, s_sha256), .. Tlv(0xA0, s_sha256)]), "malformed"),
            })
            {
                data.Add(Convert.ToHexString(parameters), reason);
            }

            return data;
        }
    }

    // The encryptedKey would open under RSAES-PKCS1-v1_5 and under every default of OAEP.
    [Theory]
    [MemberData(nameof(Malformed))]
    public void OpenAsync_MalformedParameters_NeverFallBackAndUseNoPrivateKey(string parameters, string reason)
    {
        byte[] identifier = TestEnvelope.AlgorithmIdentifier(Oids.RsaesOaep, parameters == "-" ? null : Convert.FromHexString(parameters));
        foreach (RSAEncryptionPadding padding in new[] { RSAEncryptionPadding.Pkcs1, RSAEncryptionPadding.OaepSHA1,
            RSAEncryptionPadding.OaepSHA256 })
        {
            byte[] info = TestEnvelope.Ktri(identifier, TestEnvelope.Encrypt(TestEnvelope.Key, padding));
            byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [info] }).Encode();
            (CountingDecryptor service, RecipientKey key) = CountingDecryptor.Create();
            key.Open(encoded).ShouldBeNotAccepted(reason);
            TestKeys.Key().Open(encoded).ShouldBeNotAccepted(reason);
            TestKeys.BareKey().Open(encoded).ShouldBeNotAccepted(reason);
            service.Count.Should().Be(0);
            Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be("1.2.840.113549.1.1.7");
        }
    }

    // RFC 4055 2.1, 4.1: a hash function with NULL or without, a DEFAULT left out or spelled out.
    [Fact]
    public void OpenAsync_DefaultsAndHashesWrittenOtherwise_Opens()
    {
        byte[] sha1 = TestEnvelope.AlgorithmIdentifier(Oids.Sha1);
        byte[] sha1Null = TestEnvelope.AlgorithmIdentifier(Oids.Sha1, [0x05, 0x00]);
        byte[] hash = Tlv(0xA0, sha1);
        byte[] mask = Tlv(0xA1, TestEnvelope.AlgorithmIdentifier(Oids.Mgf1, sha1Null));
        byte[] label = Tlv(0xA2, TestEnvelope.AlgorithmIdentifier(Oids.PSpecified, [0x04, 0x00]));
        foreach (byte[] parameters in new byte[][] { [], hash, mask, label, [.. hash, .. mask, .. label] })
        {
            byte[] identifier = TestEnvelope.AlgorithmIdentifier(Oids.RsaesOaep, Tlv(0x30, parameters));
            byte[] info = TestEnvelope.Ktri(identifier, TestEnvelope.Encrypt(TestEnvelope.Key, RSAEncryptionPadding.OaepSHA1));
            byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [info] }).Encode();
            Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be("RSAES-OAEP SHA-1");
            TestKeys.Key().Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content);
        }
    }

    [Theory]
    [InlineData("0400")]
    [InlineData("3000")]
    [InlineData("0500", true)]
    [InlineData("", true)]
    public void OpenAsync_ParametersOfRsaEncryption_AreNullOrAbsent(string parameters, bool isAccepted = false)
    {
        byte[] identifier = TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption, Convert.FromHexString(parameters));
        byte[] info = TestEnvelope.Ktri(identifier, TestEnvelope.Encrypt(TestEnvelope.Key, RSAEncryptionPadding.Pkcs1));
        EnvelopeOpening opening = TestKeys.Key().Open((TestEnvelope.Gcm() with { RecipientInfos = [info] }).Encode());
        if (isAccepted)
            opening.ShouldBeOpenedAs(TestEnvelope.Content);
        else
            opening.ShouldBeNotAccepted("not NULL");
    }
}
