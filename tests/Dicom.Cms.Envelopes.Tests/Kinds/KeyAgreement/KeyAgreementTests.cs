using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

public class KeyAgreementTests
{
    public static TheoryData<string> Curves => ["P-256", "P-384", "P-521"];

    // The wrap is as strong as the curve, and as the content's key.
    [Theory]
    [InlineData("P-256", 128, "ECDH SHA-256 KDF, AES-128 wrap")]
    [InlineData("P-256", 192, "ECDH SHA-256 KDF, AES-192 wrap")]
    [InlineData("P-256", 256, "ECDH SHA-256 KDF, AES-256 wrap")]
    [InlineData("P-384", 128, "ECDH SHA-384 KDF, AES-256 wrap")]
    [InlineData("P-384", 256, "ECDH SHA-384 KDF, AES-256 wrap")]
    [InlineData("P-521", 128, "ECDH SHA-512 KDF, AES-256 wrap")]
    public async Task Write_Curve_NamesKeyDerivationAndWrap(string curve, int bits, string keyEncryption)
    {
        using X509Certificate2 certificate = Certificate(curve);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated.WithKeySize(bits),
            [Recipient.FromCertificate(certificate)]).Write("x"u8);
        Envelope.Parse(encoded).Recipients[0].KeyEncryption.Should().Be(keyEncryption);
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        (await Kinds.Open(encoded, key)).Content.Should().Equal("x"u8.ToArray());
    }

    // EnvelopedCms agrees on keys on Windows only.
    [Theory]
    [MemberData(nameof(Curves))]
    public async Task Write_EnvelopedData_IsUnderstoodByEnvelopedCms(string curve)
    {
        using X509Certificate2 certificate = Certificate(curve);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Oaep, [Recipient.FromCertificate(certificate)]).Write("x"u8);
        var cms = new EnvelopedCms();
        cms.Decode(encoded);
        var peer = (System.Security.Cryptography.Pkcs.KeyAgreeRecipientInfo)cms.RecipientInfos[0];
        cms.Version.Should().Be(2);
        peer.Version.Should().Be(3);
        peer.RecipientIdentifier.Type.Should().Be(SubjectIdentifierType.IssuerAndSerialNumber);
        ((PublicKeyInfo)peer.OriginatorIdentifierOrKey.Value!).Algorithm.Oid.Value.Should().Be(Oids.EcPublicKey);
        peer.EncryptedKey.Should().HaveCount(40);
        if (!OperatingSystem.IsWindows())
        {
            FluentActions.Invoking(() => cms.Decrypt([certificate])).Should().Throw<CryptographicException>();
            return;
        }

        cms.Decrypt([certificate]);
        cms.ContentInfo.Content.Should().Equal("x"u8.ToArray());
        var written = new EnvelopedCms(new System.Security.Cryptography.Pkcs.ContentInfo("y"u8.ToArray()),
            new System.Security.Cryptography.Pkcs.AlgorithmIdentifier(new Oid(Oids.Aes256Cbc)));
        written.Encrypt(new CmsRecipient(certificate));
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        (await Kinds.Open(written.Encode(), key)).Content.Should().Equal("y"u8.ToArray());
    }

    [Theory]
    [InlineData("PKCS#8")]
    [InlineData("SEC 1")]
    [InlineData("encrypted")]
    [InlineData("with parameters")]
    public async Task FromPem_EveryFormOfAnEcKey_Opens(string form)
    {
        using X509Certificate2 certificate = Certificate("P-384");
        using ECDiffieHellman ecdh = certificate.GetECDiffieHellmanPrivateKey()!;
        string pem = form switch
        {
            "SEC 1" => ecdh.ExportECPrivateKeyPem(),
            "encrypted" =>
                ecdh.ExportEncryptedPkcs8PrivateKeyPem(
                    "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
            "with parameters" =>
                "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + ecdh.ExportECPrivateKeyPem(),
            _ => ecdh.ExportPkcs8PrivateKeyPem(),
        };
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(certificate)]).Write("x"u8);

        using RecipientKey bare = RecipientKey.FromPem(pem, "secret");
        (await Kinds.Open(encoded, bare)).IsOpened.Should().BeTrue();
        using RecipientKey paired = RecipientKey.FromPem(pem + "\n" + certificate.ExportCertificatePem(), "secret");
        paired.HasCertificate.Should().BeTrue();
        (await Kinds.Open(encoded, paired)).IsOpened.Should().BeTrue();
        using RecipientKey borrowed = RecipientKey.FromECDiffieHellman(ecdh, certificate);
        (await Kinds.Open(encoded, borrowed)).IsOpened.Should().BeTrue();
        if (form == "encrypted")
            FluentActions.Invoking(() => RecipientKey.FromPem(pem, "wrong")).Should().Throw<CryptographicException>();
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, false)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, false)]
    [InlineData(X509KeyUsageFlags.KeyAgreement, true)]
    [InlineData(null, true)]
    public void FromCertificate_KeyUsage_DecidesForKeyAgreement(X509KeyUsageFlags? usage, bool isTaken)
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256, usage);
        if (isTaken)
            Recipient.FromCertificate(certificate).KeySizeInBits.Should().Be(256);
        else
            FluentActions.Invoking(() => Recipient.FromCertificate(certificate))
                .Should().Throw<ArgumentException>().WithMessage("*keyAgreement*");
    }

    [Fact]
    public void FromCertificate_OtherCurve_Refuses()
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.brainpoolP256r1);
        FluentActions.Invoking(() => Recipient.FromCertificate(certificate))
            .Should().Throw<ArgumentException>().WithMessage("*P-256, P-384, P-521*");
        FluentActions.Invoking(() => RecipientKey.FromCertificate(certificate))
            .Should().Throw<ArgumentException>().WithMessage("*P-256, P-384, P-521*");
    }

    // Points off the curve, on it but of another order, at infinity, beyond the field, compressed.
    [Theory]
    [MemberData(nameof(Curves))]
    public async Task OpenAsync_InvalidPoint_IsNotAcceptedBeforeTheKeyIsUsed(string curveName)
    {
        EllipticCurve curve = EllipticCurve.All.Single(c => c.Name == curveName);
        using X509Certificate2 certificate = Certificate(curveName);
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Authenticated, [Recipient.FromCertificate(certificate)]).Write("x"u8);
        Envelope envelope = Envelope.Parse(encoded);
        ReadOnlySpan<byte> point = ((Dicom.Cms.Envelopes.KeyAgreeRecipientInfo)envelope.Recipients[0]).Originator!.Point.Span;
        int at = encoded.AsSpan().IndexOf(point);
        int length = curve.PointLength;
        foreach (Action<Span<byte>> change in new Action<Span<byte>>[]
        {
            p => p[^1] ^= 1,
            p => p[1..].Clear(),
            p => p[1..].Fill(0xFF),
            p => p[(1 + length / 2)..].Clear(),
            p => p[0] = 2,
            p => p[0] = 0,
        })
        {
            byte[] changed = [.. encoded];
            change(changed.AsSpan(at, length));
            EnvelopeOpening opening = await Kinds.Open(changed, key);
            opening.Status.Should().Be(EnvelopeOpeningStatus.NotAccepted);
            opening.Reason.Should().Contain($"no point on {curveName}");
        }
    }

    [Fact]
    public async Task OpenAsync_KeyOnAnotherCurveOrNotMeant_IsNoMatchingRecipient()
    {
        using X509Certificate2 certificate = Certificate("P-256");
        byte[] encoded = new EnvelopeWriter(EnvelopeSuite.Oaep, [Recipient.FromCertificate(certificate)]).Write("x"u8);
        foreach (ECCurve curve in new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384 })
        {
            using ECDiffieHellman other = ECDiffieHellman.Create(curve);
            using RecipientKey key = RecipientKey.FromECDiffieHellman(other);
            EnvelopeOpening opening = await Kinds.Open(encoded, key);
            opening.Status.Should().Be(EnvelopeOpeningStatus.NoMatchingRecipient);
            opening.Reason.Should().Contain($"issuer CN=EC Test, serial {certificate.SerialNumber}");
        }
    }

    private static X509Certificate2 Certificate(string curve) =>
        Kinds.CreateEc(EllipticCurve.All.Single(c => c.Name == curve).Curve, X509KeyUsageFlags.KeyAgreement);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_AllInBer_IsOpened(bool isIndefinite)
    {
        using X509Certificate2 certificate = Kinds.CreateEc(ECCurve.NamedCurves.nistP256);
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        byte[] der = new EnvelopeWriter(EnvelopeSuite.Oaep, [Recipient.FromCertificate(certificate)]).Write([1, 2, 3]);

        EnvelopeOpening opening = await Kinds.Open(isIndefinite ? BerForms.Indefinite(der, 0) : BerForms.LongLengths(der, 0), key);

        opening.ShouldBeOpenedAs([1, 2, 3]);
    }
}
