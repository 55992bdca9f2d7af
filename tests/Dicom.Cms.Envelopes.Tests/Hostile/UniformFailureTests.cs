using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>
/// RFC 3218: once the private key is used, every failure is one: same object, same status, same text, whether the RSA
/// padding, the length of the key, the padding of the content or the tag was wrong.
/// </summary>
public sealed class UniformFailureTests
{
    private static readonly byte[] s_pkcs1 = TestEnvelope.Der(KeyTransportAlgorithm.RsaesPkcs1.WriteAlgorithmIdentifier);
    private static readonly byte[] s_oaep = TestEnvelope.Der(KeyTransportAlgorithm.RsaesOaepSha256.WriteAlgorithmIdentifier);

    /// <summary>What the RSA operation may be given, by name.</summary>
    public static TheoryData<string, bool> EncryptedKeys
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in Broken.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    private static Dictionary<string, byte[]> Broken { get; } = CreateBroken();

    [Theory]
    [MemberData(nameof(EncryptedKeys))]
    public void OpenAsync_BrokenKeyTransport_IsOneFailure(string name, bool isGcm)
    {
        byte[] algorithm = name.StartsWith("OAEP", StringComparison.Ordinal) ? s_oaep : s_pkcs1;
        TestEnvelope envelope = isGcm ? TestEnvelope.Gcm() : TestEnvelope.Cbc();
        byte[] encoded = (envelope with { RecipientInfos = [TestEnvelope.Ktri(algorithm, Broken[name])] }).Encode();

        // A random key must open nothing, however often it is drawn: one CBC padding in 256 comes out right.
        for (int round = 0; round < (isGcm ? 2 : 200); round++)
        {
            EnvelopeOpening opening = TestKeys.Key().Open(encoded);
            if (!ReferenceEquals(opening, EnvelopeOpening.NotAuthentic))
                Assert.Fail($"{name}, round {round}: {opening}");
        }

        using RecipientKey opaque = RecipientKey.FromRsa(new OpaqueRsa(), TestKeys.Certificate());
        opaque.Open(encoded).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
        (_, RecipientKey service) = CountingDecryptor.Create();
        service.Open(encoded).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    [Fact]
    public void OpenAsync_WrongPaddingOrTagUnderTheRightKey_IsTheSameFailure()
    {
        TestEnvelope gcm = TestEnvelope.Gcm();
        TestEnvelope cbc = TestEnvelope.Cbc();
        byte[] lastBlockChanged = [.. cbc.Ciphertext!];
        lastBlockChanged[^1] ^= 1;
        foreach ((string name, TestEnvelope envelope) in new[]
        {
            ("tag", gcm with { Tag = new byte[16] }),
            ("last block", cbc with { Ciphertext = lastBlockChanged }),
            ("not whole blocks", cbc with { Ciphertext = cbc.Ciphertext![..^1] }),
            ("nothing", cbc with { Ciphertext = [] }),
            ("no ciphertext", gcm with { Ciphertext = [] }),
            ("nonce", gcm with { Parameters = TestEnvelope.GcmParameters(new byte[12], 16) }),
            ("attributes", gcm with { AuthAttrs = [0xA1, 0x06, 0x30, 0x04, 0x06, 0x00, 0x31, 0x00] }),
        })
        {
            TestKeys.Key().Open(envelope.Encode()).Should().BeSameAs(EnvelopeOpening.NotAuthentic, name);
        }
    }

    [Fact]
    public void OpenAsync_RightCbcPaddingOfEveryLength_OpensAndEveryOtherFails()
    {
        byte[] iv = new byte[16];
        using var aes = Aes.Create();
        aes.Key = TestEnvelope.Key;
        foreach (int last in Enumerable.Range(0, 20).Concat([31, 32, 127, 128, 255]))
        {
            foreach (int wrongAt in new[] { 0, 1, last, 17 })
            {
                byte[] block = [.. Enumerable.Range(100, 16 - Math.Clamp(last, 1, 16)).Select(i => (byte)i),
                    .. Enumerable.Repeat((byte)last, Math.Clamp(last, 1, 16))];
                if (wrongAt is > 1 and <= 16)
                    block[^wrongAt] ^= 0x40;
                byte[] ciphertext = aes.EncryptCbc(block, iv, PaddingMode.None);
                EnvelopeOpening opening = TestKeys.Key()
                    .Open((TestEnvelope.Cbc() with { Parameters = TestEnvelope.Tlv(0x04, iv), Ciphertext = ciphertext }).Encode());
                if (last is >= 1 and <= 16 && wrongAt is not (> 1 and <= 16))
                    opening.ShouldBeOpenedAs(block.AsSpan(0, 16 - last), $"padding {last}");
                else
                    opening.ShouldBeNotAuthentic($"padding {last}, wrong at {wrongAt}");
            }
        }
    }

    [Fact]
    public void OpenAsync_WeakTripleDesKey_IsTheSameFailure()
    {
        byte[] weak = Convert.FromHexString("010101010101010101010101010101010101010101010101");
        TestEnvelope envelope = new()
        {
            Kind = EnvelopeKind.EnvelopedData,
            RecipientInfos = [TestEnvelope.KtriPkcs1(weak)],
            Algorithm = Oids.DesEde3Cbc,
            Parameters = TestEnvelope.Tlv(0x04, new byte[8]),
            Ciphertext = new byte[16],
        };
        TestKeys.Key().Open(envelope.Encode()).Should().BeSameAs(EnvelopeOpening.NotAuthentic);
    }

    // The random key of RFC 3218 opens nothing, so it cannot keep the right key from being tried.
    [Fact]
    public void OpenAsync_GarbageBeforeTheRightRecipient_OpensTheRightOne()
    {
        byte[] garbage = TestEnvelope.Ktri(s_pkcs1, Broken["v1.5 garbage"]);
        TestEnvelope cbc = TestEnvelope.Cbc();
        byte[] encoded = (cbc with { RecipientInfos = [garbage, garbage, cbc.RecipientInfos[0]] }).Encode();
        for (int round = 0; round < 300; round++)
            TestKeys.Key().Open(encoded).ShouldBeOpenedAs(TestEnvelope.Content, $"round {round}");
    }

    private static Dictionary<string, byte[]> CreateBroken()
    {
        byte[] key = TestEnvelope.Key;
        byte[] garbage = SHA512.HashData("garbage"u8);
        byte[] rsaGarbage = [0x00, .. Enumerable.Repeat(garbage, 4).SelectMany(g => g).Take(255)];
        using RSA rsa = TestKeys.Rsa();
        byte[] modulus = rsa.ExportParameters(false).Modulus!;
        return new()
        {
            ["v1.5 garbage"] = rsaGarbage,
            ["v1.5 zeros"] = new byte[256],
            ["v1.5 beyond the modulus"] = [.. Enumerable.Repeat((byte)0xFF, 256)],
            ["v1.5 the modulus"] = modulus,
            ["v1.5 one octet short"] = rsaGarbage[1..],
            ["v1.5 one octet long"] = [0x00, .. rsaGarbage],
            ["v1.5 nothing"] = [],
            ["v1.5 key too short"] = TestEnvelope.Encrypt(key[..16], RSAEncryptionPadding.Pkcs1),
            ["v1.5 key too long"] = TestEnvelope.Encrypt([.. key, 0], RSAEncryptionPadding.Pkcs1),
            ["v1.5 empty key"] = TestEnvelope.Encrypt([], RSAEncryptionPadding.Pkcs1),
            ["v1.5 longest key"] = TestEnvelope.Encrypt(new byte[245], RSAEncryptionPadding.Pkcs1),
            ["v1.5 other key"] = TestEnvelope.Encrypt(new byte[32], RSAEncryptionPadding.Pkcs1),
            ["v1.5 made as OAEP"] = TestEnvelope.Encrypt(key, RSAEncryptionPadding.OaepSHA256),
            ["OAEP garbage"] = rsaGarbage,
            ["OAEP zeros"] = new byte[256],
            ["OAEP beyond the modulus"] = [.. Enumerable.Repeat((byte)0xFF, 256)],
            ["OAEP one octet short"] = rsaGarbage[1..],
            ["OAEP key too short"] = TestEnvelope.Encrypt(key[..31], RSAEncryptionPadding.OaepSHA256),
            ["OAEP empty key"] = TestEnvelope.Encrypt([], RSAEncryptionPadding.OaepSHA256),
            ["OAEP other key"] = TestEnvelope.Encrypt(new byte[32], RSAEncryptionPadding.OaepSHA256),
            ["OAEP other hash"] = TestEnvelope.Encrypt(key, RSAEncryptionPadding.OaepSHA384),
            ["OAEP made as v1.5"] = TestEnvelope.Encrypt(key, RSAEncryptionPadding.Pkcs1),
        };
    }
}
