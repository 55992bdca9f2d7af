using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public class EnvelopeOpeningTests
{
    [Fact]
    public async Task OpenAsync_EverySuiteAndKeySize_ReturnsTheContent()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        foreach (EnvelopeSuite suite in EnvelopeSuite.All.SelectMany(s => new[] { s.WithKeySize(128), s.WithKeySize(192), s }))
        {
            byte[] content = RandomNumberGenerator.GetBytes(1000);
            byte[] encoded = new EnvelopeWriter(suite, [Recipient.FromCertificate(certificate)]).Write(content);

            Envelope envelope = Envelope.Parse(encoded);
            ValueTask<EnvelopeOpening> opening = envelope.OpenAsync([key], EnvelopePolicy.Default);

            opening.IsCompleted.Should().BeTrue();
            EnvelopeOpening opened = await opening;
            opened.ToString().Should().Be("Opened", suite.Description);
            opened.Content.Should().Equal(content);
            opened.IsAuthenticated.Should().Be(suite.IsAuthenticated);
            $"{envelope.Kind}, {envelope.ContentEncryption}, {envelope.Recipients[0].KeyEncryption}".Should().Be(suite.Description);
        }
    }

    [Fact]
    public async Task OpenAsync_KeyThatNothingNamesAndThatDoesNotOpen_IsNoMatchingRecipient()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        using RSA other = RSA.Create(2048);
        using RecipientKey key = RecipientKey.FromRsa(other);
        foreach (EnvelopeSuite suite in EnvelopeSuite.All)
        {
            byte[] encoded = new EnvelopeWriter(suite, [Recipient.FromCertificate(certificate)]).Write(new byte[100]);
            EnvelopeOpening opened = await Envelope.Parse(encoded).OpenAsync([key], EnvelopePolicy.Default);
            opened.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
        }
    }

    [Fact]
    public async Task Parse_EveryTruncationAndEveryBitFlip_ThrowsNothingButFormatException()
    {
        using X509Certificate2 certificate = TestCertificates.Create();
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(certificate)]).Write(new byte[20]);
        for (int length = 0; length < encoded.Length; length++)
            FluentActions.Invoking(() => Envelope.Parse(encoded.AsMemory(0, length))).Should().Throw<EnvelopeFormatException>();

        for (int i = 0; i < encoded.Length * 8; i++)
        {
            byte[] changed = [.. encoded];
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Envelope? envelope = null;
            try
            {
                envelope = Envelope.Parse(changed);
            }
            catch (EnvelopeFormatException)
            {
            }

            envelope?.Recipients[0].ToString().Should().NotBeEmpty();

            // The fields that nothing authenticates: version, contentType and version of the ktri.
            EnvelopeOpening? opening = envelope is null ? null : await envelope.OpenAsync([key], EnvelopePolicy.Default);
            if (opening is { IsOpened: true })
                opening.Content.Should().Equal(new byte[20]);
        }
    }
}
