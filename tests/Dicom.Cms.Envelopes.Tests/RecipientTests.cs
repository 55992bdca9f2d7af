using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public sealed class RecipientTests
{
    [Fact]
    public void FromEncodedCertificate_DerOrPem_IsTheSame()
    {
        Recipient der = Recipient.FromEncodedCertificate(Vectors.Read("keys/rsa2048.cert.der"), TestKeys.AtAnyTime);
        Recipient pem = Recipient.FromEncodedCertificate(Vectors.Read("keys/rsa2048.cert.pem"), TestKeys.AtAnyTime);

        der.KeySizeInBits.Should().Be(2048);
        der.Issuer.Should().Be("CN=gdcm-fixture rsa2048");
        der.SerialNumber.Should().Be(TestKeys.Certificate().SerialNumber);
        der.ToString().Should().Be($"{der.Issuer}, serial {der.SerialNumber}").And.Be(pem.ToString());
        FluentActions.Invoking(() => new EnvelopeWriter(EnvelopeSuite.Oaep, [der, pem])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void FromEncodedCertificate_NoCertificate_Throws()
    {
        foreach (byte[] encoded in new byte[][] { [], "-----BEGIN CERTIFICATE-----"u8.ToArray(), new byte[100],
            Vectors.Read("keys/rsa2048.cert.der")[..500] })
        {
            FluentActions.Invoking(() => Recipient.FromEncodedCertificate(encoded))
                .Should().Throw<ArgumentException>().WithMessage("*no X.509 certificate*").WithParameterName("derOrPem");
        }
    }

    [Fact]
    public void FromCertificate_Null_Throws() =>
        FluentActions.Invoking(() => Recipient.FromCertificate(null!)).Should().Throw<ArgumentNullException>();

    [Fact]
    public void FromCertificate_EllipticCurve_IsTaken() => TestKeys.Recipient("ecp256").KeySizeInBits.Should().Be(256);

    [Fact]
    public void FromCertificate_Rsa1024_NamesBothSizes()
    {
        using X509Certificate2 certificate = TestKeys.Issue(TestKeys.Rsa1024);
        FluentActions.Invoking(() => Recipient.FromCertificate(certificate)).Should().Throw<ArgumentException>().WithMessage("*1024*2048*");
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, false)]
    [InlineData(X509KeyUsageFlags.DataEncipherment | X509KeyUsageFlags.KeyAgreement, false)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, true)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DigitalSignature, true)]
    public void FromCertificate_KeyUsage_MustHoldKeyEncipherment(X509KeyUsageFlags usage, bool isAccepted)
    {
        using X509Certificate2 certificate = TestKeys.Issue(TestKeys.Rsa(), new X509KeyUsageExtension(usage, critical: true));
        Action create = () => Recipient.FromCertificate(certificate);
        if (isAccepted)
            create.Should().NotThrow();
        else
            create.Should().Throw<ArgumentException>().WithMessage("*keyEncipherment*");
    }

    [Fact]
    public void FromCertificate_MalformedKeyUsage_Throws()
    {
        using X509Certificate2 certificate = TestKeys.Issue(
            TestKeys.Rsa(), new X509Extension("2.5.29.15", [0x04, 0x01, 0xFF], critical: true));
        FluentActions.Invoking(() => Recipient.FromCertificate(certificate))
            .Should().Throw<ArgumentException>().WithMessage("*KeyUsage is malformed*");
    }

    [Fact]
    public void FromCertificate_KeyBoundToOaep_IsRefused()
    {
        using RSA rsa = TestKeys.Rsa();
        var key = new PublicKey(new Oid(Oids.RsaesOaep), new AsnEncodedData([0x30, 0x00]), new AsnEncodedData(rsa.ExportRSAPublicKey()));
        using X509Certificate2 certificate = TestKeys.Issue(key);
        FluentActions.Invoking(() => Recipient.FromCertificate(certificate))
            .Should().Throw<ArgumentException>().WithMessage("*1.2.840.113549.1.1.7*");
    }

    [Fact]
    public void FromCertificate_BrokenKey_Throws()
    {
        var key = new PublicKey(new Oid(Oids.RsaEncryption), new AsnEncodedData([0x05, 0x00]),
            new AsnEncodedData([0x30, 0x03, 0x02, 0x01, 0x05]));
        using X509Certificate2 certificate = TestKeys.Issue(key);
        FluentActions.Invoking(() => Recipient.FromCertificate(certificate)).Should().Throw<ArgumentException>().WithMessage("*RSA*");
    }

    // To the power of 1 the "encrypted" key is the padded key itself.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void FromCertificate_ExponentThatDoesNotEncrypt_IsRefused(int exponent, bool isAccepted)
    {
        using RSA rsa = TestKeys.Rsa();
        byte[] modulus = rsa.ExportParameters(false).Modulus!;
        byte[] encoded = TestEnvelope.Der(w =>
        {
            using (w.PushSequence())
            {
                w.WriteIntegerUnsigned(modulus);
                w.WriteInteger(exponent);
            }
        });
        var key = new PublicKey(new Oid(Oids.RsaEncryption), new AsnEncodedData([0x05, 0x00]), new AsnEncodedData(encoded));
        using X509Certificate2 certificate = TestKeys.Issue(key);
        Action create = () => Recipient.FromCertificate(certificate);
        if (isAccepted)
            create.Should().NotThrow();
        else
            create.Should().Throw<ArgumentException>().WithMessage("*malformed*");
    }

    [Fact]
    public void FromCertificate_CertificateDisposedAfterwards_StillWrites()
    {
        Recipient recipient;
        using (X509Certificate2 certificate = X509Certificate2.CreateFromPem(TestKeys.CertificatePem()))
            recipient = Recipient.FromCertificate(certificate, TestKeys.AtAnyTime);
        TestKeys.Key().Open(new EnvelopeWriter(EnvelopeSuite.Authenticated, [recipient]).Write("x"u8)).ShouldBeOpenedAs("x"u8);
    }
}
