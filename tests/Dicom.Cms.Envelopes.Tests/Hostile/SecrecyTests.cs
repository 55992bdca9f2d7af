using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>No text, exception or property shows a key or content.</summary>
public sealed class SecrecyTests
{
    private const string Content = "SECRET^PATIENT";

    [Fact]
    public void ToString_EverythingOfAnOpenedEnvelope_ShowsNeitherKeyNorContent()
    {
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] encoded = new EnvelopeWriter(suite, [TestKeys.Recipient()]).Write(Encoding.ASCII.GetBytes(Content));
            Envelope envelope = Envelope.Parse(encoded);
            EnvelopeOpening opening = Opening.Open([TestKeys.Key()], envelope);
            opening.IsOpened.Should().BeTrue();
            using RSA rsa = TestKeys.Rsa();
            var recipient = (KeyTransRecipientInfo)envelope.Recipients[0];
            byte[] key = rsa.Decrypt(recipient.EncryptedKey.Span, recipient.Algorithm!.Padding!);
            foreach (object shown in new object[] { opening, opening.Reason, envelope, envelope.ContentEncryption, recipient,
                recipient.Algorithm, suite, TestKeys.Key() })
            {
                CheckText(shown.ToString()!, key);
            }
        }
    }

    [Fact]
    public void Message_EveryFailureOfATamperedEnvelope_ShowsNeitherKeyNorContent()
    {
        byte[] encoded = TestEnvelope.Cbc().Encode();
        for (int i = 0; i < encoded.Length; i++)
        {
            byte[] changed = [.. encoded];
            changed[i] ^= 0x55;
            try
            {
                CheckText(Opening.Open([TestKeys.Key()], Envelope.Parse(changed)).ToString(), TestEnvelope.Key);
            }
            catch (EnvelopeFormatException e)
            {
                CheckText(e.ToString(), TestEnvelope.Key);
            }
        }
    }

    [Fact]
    public void Message_EveryTruncatedPrivateKey_ShowsNothingOfIt()
    {
        using RSA rsa = TestKeys.Rsa();
        byte[] der = rsa.ExportPkcs8PrivateKey();
        byte[] d = rsa.ExportParameters(true).D!;
        for (int length = 0; length < der.Length; length += 13)
        {
            foreach (string label in new[] { "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" })
            {
                string pem = PemEncoding.WriteString(label, der.AsSpan(0, length));
                string shown = FluentActions.Invoking(() => RecipientKey.FromPem(pem)).Should().Throw<ArgumentException>().Which.ToString();
                CheckText(shown, d);
                if (length > 40)
                    shown.Should().NotContain(Convert.ToBase64String(der.AsSpan(0, 30)));
            }
        }
    }

    // Property pages of debuggers and serializers show public properties; a key must not be one.
    [Fact]
    public void RecipientKey_PublicProperties_AreNotSecret()
    {
        typeof(RecipientKey).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)
            .Should().BeEquivalentTo("HasCertificate", "KeySizeInBits");
        typeof(EnvelopeWriter).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)
            .Should().BeEquivalentTo("Suite");
    }

    [Fact]
    public void NotAuthentic_Shared_HoldsNothingOfAnyEnvelope()
    {
        EnvelopeOpening.NotAuthentic.Content.Should().BeNull();
        EnvelopeOpening.NotAuthentic.ToString().Should().Be("NotAuthentic: " + Opening.NotAuthenticReason);
    }

    private static void CheckText(string text, byte[] key)
    {
        text.Should().NotContain(Content).And.NotContain("Doe^Jane");
        foreach (int start in new[] { 0, 8 })
        {
            ReadOnlySpan<byte> part = key.AsSpan(start, 8);
            text.Should().NotContainEquivalentOf(Convert.ToHexString(part)).And.NotContain(Convert.ToBase64String(part[..6]));
        }
    }
}
