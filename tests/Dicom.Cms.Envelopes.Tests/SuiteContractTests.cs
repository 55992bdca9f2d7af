using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>What holds for every suite, key size, RSA size and number of recipients.</summary>
public sealed class SuiteContractTests
{
    private static readonly Recipient[] s_others =
        [.. Enumerable.Range(0, 15).Select(_ => Recipient.FromCertificate(TestKeys.Issue(TestKeys.Rsa("rsa2048b"))))];

    public static TheoryData<string, int, int, int> All
    {
        get
        {
            var data = new TheoryData<string, int, int, int>();
            foreach (EnvelopeSuite suite in EnvelopeSuite.All)
                foreach (int bits in new[] { 128, 192, 256 })
                    foreach (int rsaBits in new[] { 2048, 3072, 4096 })
                        foreach (int recipients in new[] { 1, 2, 16 })
                            data.Add(suite.Name, bits, rsaBits, recipients);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Write_AnySuite_OpensAndSaysWhatItIs(string name, int bits, int rsaBits, int recipients)
    {
        EnvelopeSuite suite = Suite(name).WithKeySize(bits);
        Recipient ours = TestKeys.Recipient($"rsa{rsaBits}");
        var writer = new EnvelopeWriter(suite, [ours, .. s_others[..(recipients - 1)].Reverse()]); // not in the order of DER
        byte[] content = RandomNumberGenerator.GetBytes(1000);

        byte[] encoded = writer.Write(content);

        Envelope envelope = Envelope.Parse(encoded);
        envelope.Kind.Should().Be(suite.IsAuthenticated ? EnvelopeKind.AuthEnvelopedData : EnvelopeKind.EnvelopedData);
        envelope.Version.Should().Be(0);
        envelope.ContentType.Should().Be("1.2.840.113549.1.7.1");
        envelope.ContentEncryption.ToString().Should().Be(suite.IsAuthenticated ? $"AES-{bits}-GCM" : $"AES-{bits}-CBC");
        envelope.ContentEncryption.IsAuthenticated.Should().Be(suite.IsAuthenticated);
        envelope.Recipients.Should().HaveCount(recipients);
        envelope.Recipients.Should().OnlyContain(r => r.Kind == "ktri");
        envelope.Recipients.Select(r => r.KeyEncryption).Distinct().Should().Equal(
            name == "conformant" ? "RSAES-PKCS1-v1_5" : "RSAES-OAEP SHA-256");
        envelope.Recipients.Select(r => r.Identifier).Should().Contain(ours.ToString());

        EnvelopeOpening opening = TestKeys.Key($"rsa{rsaBits}").Open(encoded);
        opening.ShouldBeOpenedAs(content);
        opening.IsAuthenticated.Should().Be(suite.IsAuthenticated);
        opening.ToString().Should().Be("Opened");
        CheckDer(encoded);
    }

    [Fact]
    public void Write_ForTwo_EachOpens()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] encoded = new EnvelopeWriter(suite, [TestKeys.Recipient("rsa2048b"), TestKeys.Recipient("rsa3072")]).Write("two"u8);
            foreach (RecipientKey key in new[] { TestKeys.Key("rsa2048b"), TestKeys.Key("rsa3072"), TestKeys.BareKey("rsa2048b"),
                TestKeys.BareKey("rsa3072") })
            {
                key.Open(encoded).ShouldBeOpenedAs("two"u8, $"{suite}, {key}");
            }

            TestKeys.Key().Open(encoded).Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        }
    }

    [Fact]
    public void Write_SameContentTwice_SharesNoSecretPart()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            var writer = new EnvelopeWriter(suite, [TestKeys.Recipient()]);
            Envelope first = Envelope.Parse(writer.Write(new byte[64]));
            Envelope second = Envelope.Parse(writer.Write(new byte[64]));
            first.ContentEncryption.Iv.ToArray().Should().NotEqual(second.ContentEncryption.Iv.ToArray());
            first.EncryptedContent!.Value.ToArray().Should().NotEqual(second.EncryptedContent!.Value.ToArray());
            KeyOf(first).Should().NotEqual(KeyOf(second));
        }

        static byte[] KeyOf(Envelope envelope)
        {
            var recipient = (KeyTransRecipientInfo)envelope.Recipients[0];
            using RSA rsa = TestKeys.Rsa();
            return rsa.Decrypt(recipient.EncryptedKey.Span, recipient.Algorithm!.Padding!);
        }
    }

    [Fact]
    public void WithKeySize_AnySize_IsTheSameObjectEachTime()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            suite.KeySizeInBits.Should().Be(256);
            foreach (int bits in new[] { 128, 192, 256 })
            {
                EnvelopeSuite sized = suite.WithKeySize(bits);
                sized.KeySizeInBits.Should().Be(bits);
                sized.Name.Should().Be(suite.Name);
                sized.WithKeySize(256).Should().BeSameAs(suite);
                sized.ToString().Should().Be(sized.Description).And.Contain($"AES-{bits}-");
                new EnvelopeWriter(sized, [TestKeys.Recipient()]).Suite.Should().BeSameAs(sized);
            }

            foreach (int bits in new[] { 0, 64, 255, 512 })
                FluentActions.Invoking(() => suite.WithKeySize(bits)).Should().Throw<ArgumentOutOfRangeException>();
        }

        EnvelopeSuite.All.Select(suite => suite.Name).Should().Equal("authenticated", "oaep", "conformant");
    }

    internal static EnvelopeSuite Suite(string name) => EnvelopeSuite.All.Single(s => s.Name == name);

    // System.Formats.Asn1 as a judge of DER: definite minimal lengths, ordered sets, in every constructed value.
    private static void CheckDer(ReadOnlyMemory<byte> encoded)
    {
        var reader = new AsnReader(encoded, AsnEncodingRules.DER);
        while (reader.HasData)
        {
            Asn1Tag tag = reader.PeekTag();
            if (!tag.IsConstructed)
            {
                reader.ReadEncodedValue();
                continue;
            }

            ReadOnlyMemory<byte> inner = reader.PeekContentBytes();
            if (tag.HasSameClassAndValue(Asn1Tag.SetOf))
                reader.ReadSetOf();
            else
                reader.ReadSequence(tag);
            CheckDer(inner);
        }
    }
}
