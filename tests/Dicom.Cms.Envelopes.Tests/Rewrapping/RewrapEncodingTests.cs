using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using static Dicom.Cms.Envelopes.Tests.Rewraps;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Envelopes in every form that BER and other writers give them.</summary>
public class RewrapEncodingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Rewrap_BerForms_KeepEveryOctetButRecipients(int segmentLength)
    {
        foreach (TestEnvelope envelope in new[] { TestEnvelope.Gcm(), TestEnvelope.Cbc() })
        {
            foreach (byte[] der in new[] { envelope.Encode(), envelope.EncodeBare() }
                .Take(envelope.Kind == EnvelopeKind.EnvelopedData ? 2 : 1))
            {
                foreach (byte[] before in new[] { der, BerForms.Indefinite(der, segmentLength),
                    BerForms.LongLengths(der, segmentLength), [.. der, 0] })
                {
                    byte[] after = RewrapAndCompare(before, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());

                    TestKeys.Key("rsa3072").Open(after).ShouldBeOpenedAs(TestEnvelope.Content);
                    RecipientInfos(after).Should().Contain(RecipientInfos(before));
                    (after[1] == 0x80).Should().Be(before[1] == 0x80, "an indefinite length stays indefinite");
                }
            }
        }
    }

    [Theory]
    [InlineData("CMS", "")]
    [InlineData("PKCS7", "\n")]
    [InlineData("CMS", "\n\0")]
    public void Rewrap_Pem_StaysPem(string label, string end)
    {
        string pem = PemEncoding.WriteString(label, TestEnvelope.Cbc().Encode());

        byte[] after = RewrapAndCompare(Encoding.ASCII.GetBytes(pem + end), Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());

        Encoding.ASCII.GetString(after)
            .Should().StartWith($"-----BEGIN {label}-----\n").And.EndWith($"-----END {label}-----{end.TrimEnd('\0')}");
        TestKeys.Key("rsa3072").Open(after).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void Rewrap_AttributesAndOriginator_StayAsTheyAre()
    {
        byte[] originator = TestEnvelope.Tlv(0xA0, TestEnvelope.Tlv(0xA0, TestEnvelope.Tlv(0xA3, 0x06, 0x01, 0x2A)));
        byte[] unprotected = TestEnvelope.Tlv(0xA1, TestEnvelope.Tlv(0x30, [0x06, 0x01, 0x2A, 0x31, 0x02, 0x05, 0x00]));
        byte[] bare = TestEnvelope.Cbc().EncodeBare();
        AsnDecoder.ReadSequence(bare, AsnEncodingRules.BER, out int offset, out int length, out _);
        byte[] content = bare[offset..(offset + length)];
        byte[] withOriginator = TestEnvelope.Tlv(0x30, [0x02, 0x01, 0x04, .. originator, .. content[3..], .. unprotected]);
        byte[] withAttributes = TestEnvelope.Tlv(0x30, [0x02, 0x01, 0x02, .. content[3..], .. unprotected]);

        byte[] first = RewrapAndCompare(withOriginator, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());
        byte[] second = RewrapAndCompare(withAttributes, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());

        first.AsSpan().IndexOf(originator).Should().BePositive();
        Envelope.Parse(first).Version.Should().Be(4, "the sender's certificates ask for it");
        Envelope.Parse(second).Version.Should().Be(2, "RFC 5652 6.1: unprotectedAttrs are there");
    }

    [Fact]
    public void Rewrap_AuthAttrs_StillAuthenticate()
    {
        byte[] attribute = TestEnvelope.Tlv(0x30, [0x06, 0x01, 0x2A, 0x31, 0x02, 0x05, 0x00]);
        byte[] before = TestEnvelope.Gcm(authAttrs: TestEnvelope.Tlv(0xA1, attribute),
            additionalData: TestEnvelope.Tlv(0x31, attribute)).Encode();

        byte[] after = RewrapAndCompare(before, Add(TestKeys.Recipient("rsa3072")), TestKeys.Key());

        TestKeys.Key("rsa3072").Open(after).ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void Rewrap_WrongVersionOfAnotherWriter_BecomesTheRightOne()
    {
        // GDCM and nifi-dicom write 0 beside a pwri.
        byte[] before = new EnvelopeWriter(EnvelopeSuite.Oaep, [Kinds.QuickPassword("a")]).Write([1]);
        int version = Envelope.Parse(before).Encoding.Version.Start.Value;
        before[version + 2] = 0;
        using RecipientKey password = RecipientKey.FromPassword("a");

        byte[] after = RewrapAndCompare(before, Add(TestKeys.Recipient()), password);

        Envelope.Parse(after).Version.Should().Be(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rewrap_OneOfSeveralInAKari_LeavesTheOthers(bool isIndefinite)
    {
        using X509Certificate2 first = Kinds.CreateEc(ECCurve.NamedCurves.nistP256, name: "CN=First");
        using X509Certificate2 second = Kinds.CreateEc(ECCurve.NamedCurves.nistP256, name: "CN=Second");
        using RecipientKey firstKey = RecipientKey.FromCertificate(first), secondKey = RecipientKey.FromCertificate(second);
        byte[] kari = SharedKari(first, second);
        byte[] before = (TestEnvelope.Gcm() with { RecipientInfos = [TestEnvelope.KtriOaep(TestEnvelope.Key), kari] }).Encode();
        if (isIndefinite)
            before = BerForms.Indefinite(before, 0);
        firstKey.Open(before).ShouldBeOpenedAs(TestEnvelope.Content);
        secondKey.Open(before).ShouldBeOpenedAs(TestEnvelope.Content);

        EnvelopeRewrapping rewrapping = Rewrap(before, Remove(RecipientName.OfCertificate(first)), secondKey);

        byte[] after = rewrapping.Encoded!.Value.ToArray();
        rewrapping.RemovedCount.Should().Be(1);
        secondKey.Open(after).ShouldBeOpenedAs(TestEnvelope.Content);
        firstKey.Open(after).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        TestKeys.Key().Open(RewrapAndCompare(after, Remove(RecipientName.OfCertificate(second)), TestKeys.Key()))
            .ShouldBeOpenedAs(TestEnvelope.Content);
    }

    [Fact]
    public void Rewrap_EveryVectorThatOpens_OpensWithTheNewKeyAlone()
    {
        int count = 0;
        foreach ((string file, string key, string outcome) in Vectors.Table())
        {
            byte[] before = Vectors.Read(file);
            if (Opening.TryParse(before) is not { } envelope || !Opening.Open([TestKeys.Key(key)], envelope).IsOpened)
                continue;

            EnvelopeOpening opening = TestKeys.Key(key).Open(before);
            EnvelopeRewrapping rewrapping = Rewrap(before, RecipientChange.ReplaceAll([TestKeys.Recipient("rsa4096")]), TestKeys.Key(key));

            rewrapping.Refusal.Should().BeNull(file);
            byte[] after = rewrapping.Encoded!.Value.ToArray();
            TestKeys.Key("rsa4096").Open(after).ShouldBeOpenedAs(opening.Content, $"{file} {outcome}");
            BehindRecipients(after).Should().Equal(BehindRecipients(before), file);
            count++;
        }

        count.Should().BeGreaterThan(10);
    }

    /// <summary>A kari with one ephemeral key and two recipients, as RFC 5753 3.1 allows.</summary>
    private static byte[] SharedKari(params X509Certificate2[] certificates)
    {
        using ECDiffieHellman ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        KeyAgreementAlgorithm algorithm = KeyAgreementAlgorithm.For(EllipticCurve.P256, 32);
        var keys = new List<byte>();
        foreach (X509Certificate2 certificate in certificates)
        {
            byte[] agreed = new byte[algorithm.Wrap.KeyLength], wrapped = new byte[TestEnvelope.Key.Length + AesKeyWrap.Overhead];
            var recipient = (EcRecipient)Recipient.FromCertificate(certificate);
            X963KeyDerivation.Derive(ephemeral, recipient.PublicKey, algorithm.Scheme.Digest, algorithm.EncodeSharedInfo(null), agreed);
            AesKeyWrap.Wrap(agreed, TestEnvelope.Key, wrapped);
            keys.AddRange(TestEnvelope.Tlv(0x30, [.. TestEnvelope.NameOf(certificate), .. TestEnvelope.Tlv(0x04, wrapped)]));
        }

        byte[] point = [0, .. EllipticCurve.P256.ExportPoint(ephemeral)];
        byte[] originator = TestEnvelope.Tlv(0xA1,
            [.. TestEnvelope.AlgorithmIdentifier(Oids.EcPublicKey), .. TestEnvelope.Tlv(0x03, point)]);
        return TestEnvelope.Tlv(0xA1, [
            0x02, 0x01, 0x03, .. TestEnvelope.Tlv(0xA0, originator),
            .. TestEnvelope.Der(writer => algorithm.WriteAlgorithmIdentifier(writer)), .. TestEnvelope.Tlv(0x30, [.. keys])]);
    }
}
