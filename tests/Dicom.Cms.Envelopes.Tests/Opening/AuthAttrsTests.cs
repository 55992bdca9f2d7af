using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

public class AuthAttrsTests
{
    [Theory]
    [InlineData("a103300506", false)]
    [InlineData("a118300a06032a03013103040101300a06032a03023103040102", true)]
    [InlineData("a180300a06032a0302310304010230800603" + "2a03013181" + "0304010100000000", true)]
    public async Task OpenAsync_AuthAttrs_AreAuthenticatedInDer(string authAttrs, bool isWellFormed)
    {
        // RFC 5083 2.2: the DER of two attributes in order, under the tag of a SET OF.
        byte[] aad = Convert.FromHexString("3118300a06032a03013103040101300a06032a03023103040102");
        using RSA rsa = RSA.Create(2048);
        using RecipientKey key = RecipientKey.FromRsa(rsa);
        byte[] encoded = Build(rsa, Convert.FromHexString(authAttrs), aad);

        if (!isWellFormed)
        {
            FluentActions.Invoking(() => Envelope.Parse(encoded)).Should().Throw<EnvelopeFormatException>();
            return;
        }

        EnvelopeOpening opening = await Envelope.Parse(encoded).OpenAsync([key], EnvelopePolicy.AuthenticatedOnly);
        opening.IsOpened.Should().BeTrue(opening.Reason);
        opening.Content.Should().Equal("content"u8.ToArray());
    }

    private static byte[] Build(RSA rsa, byte[] authAttrs, byte[] aad)
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        byte[] nonce = RandomNumberGenerator.GetBytes(12);
        byte[] ciphertext = new byte[7];
        byte[] tag = new byte[12]; // and no ICVlen: the DEFAULT
        using (var gcm = new AesGcm(key, tag.Length))
            gcm.Encrypt(nonce, "content"u8, ciphertext, tag, aad);

#pragma warning disable CA5350 // RFC 5280 4.2.1.2 (1)
        byte[] keyIdentifier = SHA1.HashData(rsa.ExportRSAPublicKey());
#pragma warning restore CA5350
        var w = new AsnWriter(AsnEncodingRules.BER);
        using (w.PushSequence())
        {
            w.WriteObjectIdentifier(Oids.AuthEnvelopedData);
            using (w.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (w.PushSequence())
            {
                w.WriteInteger(0);
                using (w.PushSetOf())
                using (w.PushSequence())
                {
                    w.WriteInteger(2);
                    w.WriteOctetString(keyIdentifier, new Asn1Tag(TagClass.ContextSpecific, 0));
                    KeyTransportAlgorithm.RsaesOaepSha256.WriteAlgorithmIdentifier(w);
                    w.WriteOctetString(rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
                }

                using (w.PushSequence())
                {
                    w.WriteObjectIdentifier(Oids.Data);
                    using (w.PushSequence())
                    {
                        w.WriteObjectIdentifier(Oids.Aes256Gcm);
                        using (w.PushSequence())
                            w.WriteOctetString(nonce);
                    }

                    w.WriteOctetString(ciphertext, new Asn1Tag(TagClass.ContextSpecific, 0));
                }

                w.WriteEncodedValue(authAttrs);
                w.WriteOctetString(tag);
            }
        }

        return w.Encode();
    }
}
