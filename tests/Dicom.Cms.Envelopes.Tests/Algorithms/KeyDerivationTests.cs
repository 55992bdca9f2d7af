using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>id-alg-cek-hkdf-sha256, RFC 9709.</summary>
public class KeyDerivationTests
{
    private static readonly byte[] s_kek = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Recipient s_recipient = Recipient.FromKeyEncryptionKey([1], s_kek);
    private static readonly RecipientKey s_key = RecipientKey.FromKeyEncryptionKey([1], s_kek);

    [Fact]
    public void DeriveKey_VectorOfRfc9709_ComesOut()
    {
        byte[] derived = new byte[16];
        DerivedContentEncryption.DeriveKey(
            Convert.FromHexString("c702e7d0a9e064b09ba55245fb733cf3"),
            Convert.FromHexString("301b0609608648016503040106300e040c5c79058ba2f43447639d29e2"),
            derived);
        Convert.ToHexStringLower(derived).Should().Be("2124ffb29fac4e0fbbc7d5d87492bff3");
    }

    [Theory]
    [InlineData("authenticated")]
    [InlineData("oaep")]
    public async Task WithKeyDerivation_EveryKeySize_OpensAndSaysSo(string name)
    {
        EnvelopeSuite suite = EnvelopeSuite.All.Single(s => s.Name == name).WithKeyDerivation();
        suite.WithKeyDerivation().Should().BeSameAs(suite);
        suite.UsesKeyDerivation.Should().BeTrue();
        EnvelopePolicy required = EnvelopePolicy.Default with { RequireKeyDerivation = true };
        foreach (int bits in new[] { 128, 192, 256 })
        {
            suite.WithKeySize(bits).KeySizeInBits.Should().Be(bits);
            suite.WithKeySize(bits).UsesKeyDerivation.Should().BeTrue();
            var writer = new EnvelopeWriter(suite.WithKeySize(bits), [s_recipient]);
            byte[] encoded = writer.Write("x"u8);
            encoded.Should().HaveCount(writer.GetEncodedLength(1));
            Envelope envelope = Envelope.Parse(encoded);
            envelope.ContentEncryption.UsesKeyDerivation.Should().BeTrue();
            suite.WithKeySize(bits).Description.Should().Contain(envelope.ContentEncryption.Name);

            EnvelopeOpening opening = await envelope.OpenAsync([s_key], required);
            opening.Content.Should().Equal("x"u8.ToArray());
            opening.IsAuthenticated.Should().Be(suite.IsAuthenticated);
        }
    }

    [Fact]
    public async Task RequireKeyDerivation_PlainContent_IsNotAccepted()
    {
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [s_recipient]).Write("x"u8);
        foreach (EnvelopePolicy policy in new[] { EnvelopePolicy.Default, EnvelopePolicy.OaepOnly, EnvelopePolicy.AuthenticatedOnly })
        {
            (await Kinds.Open(encoded, s_key, policy)).IsOpened.Should().BeTrue();
            EnvelopeOpening opening = await Kinds.Open(encoded, s_key, policy with { RequireKeyDerivation = true });
            opening.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
            opening.Reason.Should().Contain("RFC 9709");
        }
    }

    [Fact]
    public void WithKeyDerivation_Conformant_Refuses() =>
        FluentActions.Invoking(() => EnvelopeSuite.Conformant.WithKeyDerivation())
            .Should().Throw<InvalidOperationException>().WithMessage("*PS3.15 E.1.1*");

    // The attack RFC 9709 answers: the key of an AuthEnvelopedData is used on a content in CBC mode, made to be opened.
    [Fact]
    public async Task OpenAsync_AuthEnvelopedDataTurnedIntoEnvelopedData_OpensOnlyWithoutKeyDerivation()
    {
        byte[] plain = new EnvelopeWriter(EnvelopeSuite.Authenticated, [s_recipient]).Write("x"u8);
        byte[] derived = new EnvelopeWriter(EnvelopeSuite.Authenticated.WithKeyDerivation(), [s_recipient]).Write("x"u8);

        (await Kinds.Open(TurnIntoEnvelopedData(plain, derive: false), s_key)).Content
            .Should().Equal("chosen"u8.ToArray(), "that is the attack");

        // Under the other key one CBC padding in 256 comes out right; the content never does.
        EnvelopeOpening turned = await Kinds.Open(TurnIntoEnvelopedData(derived, derive: true), s_key);
        (turned.Content ?? []).Should().NotEqual("chosen"u8.ToArray());
        EnvelopePolicy required = EnvelopePolicy.Default with { RequireKeyDerivation = true };
        (await Kinds.Open(TurnIntoEnvelopedData(derived, derive: false), s_key, required))
            .Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0500")]
    [InlineData("301C060B2A864886F70D010910031F300D06092A864886F70D0107010500")]
    public void Parse_MalformedOrNestedDerivation_Throws(string parameters)
    {
        byte[] encoded = Encode([0x30, 0x00], w =>
        {
            w.WriteObjectIdentifier(Oids.CekHkdfSha256);
            if (parameters.Length > 0)
                w.WriteEncodedValue(Convert.FromHexString(parameters));
        }, new byte[16]);
        FluentActions.Invoking(() => Envelope.Parse(encoded)).Should().Throw<EnvelopeFormatException>();
    }

    private static byte[] TurnIntoEnvelopedData(byte[] authEnveloped, bool derive)
    {
        var recipient = (KekRecipientInfo)Envelope.Parse(authEnveloped).Recipients[0];
        int at = authEnveloped.AsSpan().IndexOf(recipient.EncryptedKey.Span) - (recipient.EncodedLength - recipient.EncryptedKey.Length);
        byte[] recipientInfo = authEnveloped.AsSpan(at, recipient.EncodedLength).ToArray();
        byte[] contentKey = KeyWrapAlgorithm.Aes256.Unwrap(s_kek, recipient.EncryptedKey.Span)!;

        // With key derivation the attacker's oracle would work on another key than the one that was asked about.
        byte[] iv = new byte[16];
        using Aes aes = Aes.Create();
        aes.SetKey(contentKey);
        byte[] ciphertext = aes.EncryptCbc("chosen"u8, iv);
        return Encode(recipientInfo, w =>
        {
            w.WriteObjectIdentifier(derive ? Oids.CekHkdfSha256 : Oids.Aes256Cbc);
            if (derive)
                w.WriteEncodedValue(ContentEncryptionAlgorithm.Aes256Cbc.EncodeAlgorithmIdentifier(iv));
            else
                w.WriteOctetString(iv);
        }, ciphertext);
    }

    private static byte[] Encode(byte[] recipientInfo, Action<AsnWriter> algorithm, byte[] ciphertext)
    {
        var w = new AsnWriter(AsnEncodingRules.DER);
        using (w.PushSequence())
        {
            w.WriteInteger(2);
            using (w.PushSetOf())
                w.WriteEncodedValue(recipientInfo);
            using (w.PushSequence())
            {
                w.WriteObjectIdentifier(Oids.Data);
                using (w.PushSequence())
                    algorithm(w);
                w.WriteOctetString(ciphertext, new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        }

        return w.Encode();
    }
}
