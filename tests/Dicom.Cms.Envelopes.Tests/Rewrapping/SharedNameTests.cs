using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Two certificates of one issuer and serial number, as appliances make them for themselves, with different keys.</summary>
public sealed class SharedNameTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Write_TwoCertificatesOfOneName_OpensWithBothKeys(bool isFirstElliptic, bool isSecondElliptic)
    {
        using X509Certificate2 first = Twins.Certificate(isFirstElliptic), second = Twins.Certificate(isSecondElliptic);
        byte[] envelope = new EnvelopeWriter(
            EnvelopeSuite.Authenticated, [Recipient.FromCertificate(first), Recipient.FromCertificate(second)]).Write("content"u8);

        foreach (X509Certificate2 certificate in (X509Certificate2[])[first, second])
        {
            using RecipientKey key = RecipientKey.FromCertificate(certificate);
            (await Envelope.Parse(envelope).OpenAsync([key], EnvelopePolicy.Default)).IsOpened.Should().BeTrue();
        }

        Envelope.Parse(envelope).Recipients.Count(recipient => recipient.Description.Contains("key identifier", StringComparison.Ordinal))
            .Should().Be(1);
    }

    [Fact]
    public void WithDistinctNames_NoKeyIdentifiers_IsRefused()
    {
        using X509Certificate2 first = Twins.Certificate(false, hasKeyIdentifier: false);
        using X509Certificate2 second = Twins.Certificate(false, hasKeyIdentifier: false);

        Action name = () => Recipient.WithDistinctNames([Recipient.FromCertificate(first), Recipient.FromCertificate(second)]);

        name.Should().Throw<ArgumentException>().WithMessage("*one issuer and serial number*");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RewrapAsync_AddWhoSharesTheNameOfOurKey_OpensForBothOrIsRefused(bool hasKeyIdentifier)
    {
        using X509Certificate2 ours = Twins.Certificate(false), other = Twins.Certificate(false, hasKeyIdentifier);
        using RecipientKey key = RecipientKey.FromCertificate(ours), otherKey = RecipientKey.FromCertificate(other);
        Envelope envelope = Envelope.Parse(
            new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(ours)]).Write("content"u8));

        EnvelopeRewrapping rewrapping = await envelope.RewrapAsync(
            RecipientChange.AddAndRemove([Recipient.FromCertificate(other)], []), [key], EnvelopePolicy.Default, _ => true);

        rewrapping.AlreadyPresent.Should().BeEmpty("the name is our own");
        (rewrapping.Refusal is null).Should().Be(hasKeyIdentifier);
        if (!hasKeyIdentifier) return;
        Envelope written = Envelope.Parse(rewrapping.Encoded!.Value);
        (await written.OpenAsync([key], EnvelopePolicy.Default)).IsOpened.Should().BeTrue();
        (await written.OpenAsync([otherKey], EnvelopePolicy.Default)).IsOpened.Should().BeTrue();
    }

    [Fact]
    public async Task RewrapAsync_RenewedWhoseKeyWasSpoiled_OpensAgain()
    {
        using X509Certificate2 ours = Twins.Certificate(false), escrow = Twins.Certificate(false, serial: 8);
        using RecipientKey key = RecipientKey.FromCertificate(ours), escrowKey = RecipientKey.FromCertificate(escrow);
        Recipient trustee = Recipient.FromCertificate(escrow);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(ours), trustee]).Write("content"u8);
        Envelope spoiled = Envelope.Parse(Spoil(encoded, trustee));
        (await spoiled.OpenAsync([escrowKey], EnvelopePolicy.Default)).IsOpened.Should().BeFalse();

        using X509Certificate2 third = Twins.Certificate(false, serial: 9);
        RecipientChange change = RecipientChange.AddAndRemove([Recipient.FromCertificate(third)], []);
        EnvelopeRewrapping rewrapping = await spoiled.RewrapAsync(
            change.WithRenewed([trustee]), [key], EnvelopePolicy.Default, _ => true);

        rewrapping.Renewed.Should().Equal(trustee);
        (await Envelope.Parse(rewrapping.Encoded!.Value).OpenAsync([escrowKey], EnvelopePolicy.Default)).IsOpened.Should().BeTrue();
    }

    /// <summary>The envelope with another encryptedKey for a recipient: as long as it was, and no good.</summary>
    private static byte[] Spoil(byte[] encoded, Recipient recipient)
    {
        byte[] serial = Convert.FromHexString(recipient.SerialNumber!);
        byte[] spoiled = [.. encoded];
        int at = encoded.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x02, (byte)serial.Length, .. serial, 0x30]);
        at.Should().BePositive();
        spoiled[at + 200] ^= 1; // Within the 256 octets of the encryptedKey.
        return spoiled;
    }
}
