using System.Formats.Asn1;
using System.Text;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Small inputs that announce much, and large ones that hold nothing: bounded memory, bounded text.</summary>
public sealed class HostileInputTests
{
    private static readonly byte[] s_long = [0x84, 0x7F, 0xFF, 0xFF, 0xFF];

    private static byte[] Tlv(byte tag, params ReadOnlySpan<byte> content) => TestEnvelope.Tlv(tag, content);

    [Fact]
    public void Parse_HugeLengthAtEveryTlv_AllocatesLittle()
    {
        foreach (string file in new[] { "crafted/05-aes256gcm-pkcs1-authenveloped.p7",
            "crafted/15-ecdh-kari-p256.p7", "crafted/41-kekri.p7" })
        {
            byte[] encoded = Vectors.Read(file);
            foreach (int at in LengthOffsets(encoded, 0))
            {
                foreach (byte[] length in new byte[][] { s_long, [0x83, 0xFF, 0xFF, 0xFF],
                    [0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xFF] })
                {
                    byte[] changed = [.. encoded[..at], .. length, .. encoded[(at + 1)..]];
                    AllocatedBy(() => Opening.TryParse(changed)?.Recipients[0].ToString()).Should().BeLessThan(200_000, $"{file} at {at}");
                }
            }
        }
    }

    [Theory]
    [InlineData(0x30)]
    [InlineData(0x24)]
    [InlineData(0xA0)]
    public void Parse_DeepNesting_NeitherOverflowsTheStackNorMemory(byte tag)
    {
        byte[] nested = new byte[2_000_000];
        for (int i = 0; i < nested.Length; i += 2)
            (nested[i], nested[i + 1]) = (tag, 0x80);

        byte[] oid = TestEnvelope.Der(w => w.WriteObjectIdentifier(Oids.EnvelopedData));
        foreach (byte[] encoded in new byte[][] { nested, [0x30, 0x80, .. oid, 0xA0, 0x80, 0x30, 0x80, 0x02, 0x01, 0x00, .. nested],
            [.. nested, .. new byte[nested.Length]] })
            AllocatedBy(() => Opening.TryParse(encoded).Should().BeNull()).Should().BeLessThan(200_000);
    }

    [Fact]
    public void Parse_DeepNestingInEveryPlace_IsRefused()
    {
        byte[] nested = new byte[40_000];
        for (int i = 0; i < nested.Length / 2; i += 2)
            (nested[i], nested[i + 1]) = (0x24, 0x80);

        TestEnvelope gcm = TestEnvelope.Gcm();
        foreach (TestEnvelope envelope in new[]
        {
            gcm with { AuthAttrs = Tlv(0xA1, Tlv(0x30, nested)) },
            gcm with { Parameters = nested },
            gcm with { RecipientInfos = [Tlv(0x30, [0x02, 0x01, 0x00, .. nested])] },
            gcm with { RecipientInfos = [TestEnvelope.Ktri(Tlv(0x30, nested), [])] },
        })
        {
            byte[] encoded = envelope.Encode();
            AllocatedBy(() => Opening.TryParse(encoded).Should().BeNull()).Should().BeLessThan(200_000);
        }

        // An oriValue is passed over unread; OAEP parameters are only a reason not to open.
        byte[] ori =
            (gcm with { RecipientInfos = [Tlv(0xA4, [.. TestEnvelope.Der(w => w.WriteObjectIdentifier("1.2.3")), .. nested])] }).Encode();
        AllocatedBy(() => Envelope.Parse(ori).Recipients[0].ToString().Should().Be("ori 1.2.3, 1.2.3")).Should().BeLessThan(200_000);
        byte[] oaepAlgorithm = TestEnvelope.AlgorithmIdentifier(Oids.RsaesOaep, Tlv(0x30, Tlv(0xA2, nested)));
        byte[] oaep = (gcm with { RecipientInfos = [TestEnvelope.Ktri(oaepAlgorithm, new byte[256])] }).Encode();
        AllocatedBy(() => TestKeys.Key().Open(oaep).ShouldBeNotAccepted("malformed")).Should().BeLessThan(200_000);
    }

    [Fact]
    public void Parse_MoreThan4096Recipients_IsRefusedEarly()
    {
        byte[] one = TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption), [1]);
        TestEnvelope gcm = TestEnvelope.Gcm();
        Envelope.Parse((gcm with { RecipientInfos = [.. Enumerable.Repeat(one, 4096)] }).Encode()).Recipients.Should().HaveCount(4096);

        byte[] tooMany = (gcm with { RecipientInfos = [.. Enumerable.Repeat(one, 200_000)] }).Encode();
        long allocated = AllocatedBy(() =>
            FluentActions.Invoking(() => Envelope.Parse(tooMany)).Should().Throw<EnvelopeFormatException>().WithMessage("*4096*"));
        allocated.Should().BeLessThan(16_000_000);
    }

    [Fact]
    public void OpenAsync_4096RecipientsForOthers_ListsEight()
    {
        byte[] one = TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption), new byte[256],
            TestEnvelope.KeyIdentifier([1, 2, 3]));
        byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [.. Enumerable.Repeat(one, 4096)] }).Encode();
        EnvelopeOpening opening = TestKeys.Key().Open(encoded);
        opening.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        opening.Reason.Should().Contain("and 4088 more").And.EndWith(".");
        opening.Reason.Length.Should().BeLessThan(400);
    }

    [Fact]
    public void Texts_OversizedFields_StayShort()
    {
        // 1 MB of arcs, names and identifiers.
        byte[] arcs = new byte[1_000_000];
        Array.Fill(arcs, (byte)1);
        byte[] oid = Tlv(0x06, arcs);
        byte[] shorterOid = Tlv(0x06, arcs.AsSpan(0, 2000));
        byte[] name = Tlv(
            0x30, Tlv(0x31, Tlv(0x30, [0x06, 0x03, 0x55, 0x04, 0x03, .. Tlv(0x0C, Enumerable.Repeat((byte)'x', 1_000_000).ToArray())])));
        byte[] id = TestEnvelope.KeyIdentifier(new byte[1_000_000]);
        byte[] rsa = TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption);
        TestEnvelope gcm = TestEnvelope.Gcm();
        byte[] bodyOfOid = Tlv(0x30, Tlv(0x30, [.. oid, 0x05, 0x00]));
        foreach (byte[] encoded in new[]
        {
            (gcm with { RecipientInfos = [TestEnvelope.Ktri(Tlv(0x30, oid), [1], TestEnvelope.KeyIdentifier([1]))] }).Encode(),
            (gcm with { RecipientInfos = [TestEnvelope.Ktri(Tlv(0x30, oid), [1])] }).Encode(),
            (gcm with { RecipientInfos = [TestEnvelope.Ktri(rsa, [1], Tlv(0x30, [.. name, 0x02, 0x01, 0x01]))] }).Encode(),
            (gcm with { RecipientInfos = [TestEnvelope.Ktri(rsa, [1], Tlv(0x30, [0x30, 0x00, .. Tlv(0x02, arcs)]))] }).Encode(),
            (gcm with { RecipientInfos = [TestEnvelope.Ktri(rsa, [1], id)] }).Encode(),
            (gcm with { RecipientInfos = [Tlv(0xA4, [.. oid, 0x05, 0x00])] }).Encode(),
            (gcm with { RecipientInfos = [Tlv(0xA4, [.. shorterOid, 0x05, 0x00])] }).Encode(),
            Replace(gcm.Encode(), TestEnvelope.Der(w => w.WriteObjectIdentifier(Oids.Aes256Gcm)), oid),
            Tlv(0x30, [.. oid, 0xA0, 0x00]),
            Encoding.ASCII.GetBytes($"-----BEGIN {new string('X', 100_000)}-----\nAAAA\n-----END {new string('X', 100_000)}-----"),
            bodyOfOid,
        })
        {
            try
            {
                Envelope envelope = Envelope.Parse(encoded);
                envelope.Recipients[0].ToString().Length.Should().BeLessThan(1000);
                envelope.ContentEncryption.ToString().Length.Should().BeLessThan(1000);
                envelope.ContentType.Length.Should().BeLessThan(1000);
                TestKeys.Key().Open(encoded).ToString().Length.Should().BeLessThan(1000);
            }
            catch (EnvelopeFormatException e)
            {
                e.Message.Length.Should().BeLessThan(1000);
            }
        }
    }

    [Fact]
    public void OpenAsync_OurSerialNumberUnderAHugeName_IsAnother()
    {
        byte[] name = Tlv(0x30, new byte[70_000]);
        byte[] identifier = new IssuerAndSerialNumber(name, TestKeys.Certificate().SerialNumberBytes).Encode();
        byte[] ktri = TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption), new byte[256], identifier);
        byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [ktri] }).Encode();
        EnvelopeOpening opening = TestKeys.Key().Open(encoded);
        opening.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        opening.Reason.Should().Contain("issuer (unreadable name), serial 68D1");
    }

    [Fact]
    public void Identifier_ControlCharactersInTheName_AreReplaced()
    {
        byte[] name = Tlv(0x30, Tlv(0x31, Tlv(0x30, [0x06, 0x03, 0x55, 0x04, 0x03, .. Tlv(0x0C, "a\u001B[2Jb\u202Ec\u2066d"u8)])));
        byte[] ktri =
            TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption), [1], Tlv(0x30, [.. name, 0x02, 0x01, 0x01]));
        byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [ktri] }).Encode();
        Envelope.Parse(encoded).Recipients[0].Identifier.Should().Be("CN=a?[2Jb?c?d, serial 01");
        TestKeys.Key().Open(encoded).Reason.Should().Contain("CN=a?[2Jb?c?d").And.NotContain("\u001B");
    }

    // Whoever reads the description sees that there is a name, broken as it is.
    [Theory]
    [InlineData("3000")]
    [InlineData("300231ff")]
    [InlineData("3006310430020600")]
    [InlineData("0403010203")]
    public void Identifier_BrokenName_IsCalledUnreadable(string name)
    {
        byte[] identifier = Tlv(0x30, [.. Convert.FromHexString(name), 0x02, 0x01, 0x2A]);
        byte[] ktri = TestEnvelope.Ktri(TestEnvelope.AlgorithmIdentifier(Oids.RsaEncryption), [1], identifier);
        byte[] encoded = (TestEnvelope.Gcm() with { RecipientInfos = [ktri] }).Encode();
        Envelope.Parse(encoded).Recipients[0].Identifier.Should().Be("(unreadable name), serial 2A");
        TestKeys.Key().Open(encoded).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
    }

    [Fact]
    public void Parse_LargeContent_IsNotCopied()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [TestKeys.Recipient()]).Write(new byte[4_000_000]);
        AllocatedBy(() => Envelope.Parse(encoded)).Should().BeLessThan(100_000);
    }

    private static long AllocatedBy(Action action)
    {
        action(); // Whatever is made only once.
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Replace(byte[] encoded, byte[] what, byte[] with)
    {
        TestEnvelope gcm = TestEnvelope.Gcm();
        byte[] info = Tlv(0x30, [
            .. TestEnvelope.Der(w => w.WriteObjectIdentifier(Oids.Data)),
            .. Tlv(0x30, with), .. Tlv(0x80, gcm.Ciphertext!)]);
        encoded.AsSpan().IndexOf(what).Should().BePositive();
        byte[] body = Tlv(0x30, [0x02, 0x01, 0x00, .. Tlv(0x31, gcm.RecipientInfos[0]), .. info]);
        return Tlv(0x30, [.. TestEnvelope.Der(w => w.WriteObjectIdentifier(Oids.EnvelopedData)), .. Tlv(0xA0, body)]);
    }

    private static List<int> LengthOffsets(ReadOnlySpan<byte> encoded, int from)
    {
        var offsets = new List<int>();
        int position = from;
        while (!encoded.IsEmpty)
        {
            Asn1Tag tag = AsnDecoder.ReadEncodedValue(encoded, AsnEncodingRules.BER, out int offset, out int length, out int consumed);
            offsets.Add(position + 1);
            if (tag.IsConstructed)
                offsets.AddRange(LengthOffsets(encoded.Slice(offset, length), position + offset));
            encoded = encoded[consumed..];
            position += consumed;
        }

        return offsets;
    }
}
