using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>Whoever has the private key of an EC certificate.</summary>
internal sealed class EcRecipient : Recipient
{
    private EcRecipient(EcRecipient other, ReadOnlyMemory<byte> keyIdentifier)
    {
        Identifier = other.Identifier;
        Name = other.Name;
        Curve = other.Curve;
        PublicKey = other.PublicKey;
        KeyIdentifier = keyIdentifier;
    }

    private EcRecipient(X509Certificate2 certificate, EllipticCurve curve, ECDiffieHellmanPublicKey publicKey)
    {
        Identifier = IssuerAndSerialNumber.Of(certificate);
        Name = RecipientName.OfCertificate(certificate);
        Curve = curve;
        PublicKey = publicKey;
    }

    public override RecipientName Name { get; }

    public override string Issuer => Identifier.IssuerText;

    public override string SerialNumber => Convert.ToHexString(Identifier.SerialNumber.Span);

    public override int KeySizeInBits => Curve.SizeInBits;

    public IssuerAndSerialNumber Identifier { get; }

    /// <summary>The subjectKeyIdentifier by which it is named; null where by issuer and serial number.</summary>
    public ReadOnlyMemory<byte>? KeyIdentifier { get; }

    public EllipticCurve Curve { get; }

    /// <summary>Only read from, and so safe for several threads.</summary>
    public ECDiffieHellmanPublicKey PublicKey { get; }

    public override bool HasSameKeyAs(Recipient other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Name.HasSamePublicKeyAs(other.Name);
    }

    public override Recipient? NamedByKeyIdentifier() =>
        Name.CertificateKeyIdentifier is { } identifier ? new EcRecipient(this, identifier) : null;

    public override string ToString() => Identifier.ToString();

    public static EcRecipient Create(X509Certificate2 certificate)
    {
        EllipticCurve curve = EllipticCurve.Of(certificate.PublicKey)
            ?? throw new ArgumentException(
                $"The certificate's EC key is on none of the curves {string.Join(", ", EllipticCurve.All)}.", nameof(certificate));

        using ECDiffieHellman key = curve.TryImport(certificate.PublicKey.EncodedKeyValue.RawData)
            ?? throw new ArgumentException($"The certificate's EC key is no point on {curve}, uncompressed.", nameof(certificate));
        return new EcRecipient(certificate, curve, key.PublicKey);
    }

    internal override RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        suite.HasKeyTransportOnly
            ? throw NotForSuite(suite, "key agreement")
            : new KeyAgreeRecipientInfoWriter(this, suite.ContentEncryption.KeyLength);
}
