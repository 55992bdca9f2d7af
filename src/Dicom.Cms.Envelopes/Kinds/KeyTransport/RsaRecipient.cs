using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

/// <summary>Whoever has the private key of an RSA certificate.</summary>
internal sealed class RsaRecipient : Recipient
{
    /// <summary>The largest RSA modulus: OpenSSL works with no larger (OPENSSL_RSA_MAX_MODULUS_BITS).</summary>
    public const int MaxKeySizeInBits = 16384;

    private RsaRecipient(RsaRecipient other, ReadOnlyMemory<byte> keyIdentifier)
    {
        Identifier = other.Identifier;
        Name = other.Name;
        PublicKey = other.PublicKey;
        KeySizeInBits = other.KeySizeInBits;
        KeyIdentifier = keyIdentifier;
    }

    private RsaRecipient(X509Certificate2 certificate, RSA publicKey)
    {
        Identifier = IssuerAndSerialNumber.Of(certificate);
        Name = RecipientName.OfCertificate(certificate);
        PublicKey = publicKey;
        KeySizeInBits = publicKey.KeySize;
    }

    public override RecipientName Name { get; }

    public override string Issuer => Identifier.IssuerText;

    public override string SerialNumber => Convert.ToHexString(Identifier.SerialNumber.Span);

    public override int KeySizeInBits { get; }

    public IssuerAndSerialNumber Identifier { get; }

    /// <summary>The subjectKeyIdentifier by which it is named; null where by issuer and serial number.</summary>
    public ReadOnlyMemory<byte>? KeyIdentifier { get; }

    /// <summary>
    /// Imported once. Public-key operations on one RSA object are safe from several threads: OpenSSL and CNG count
    /// references to the key and keep the state of each operation apart.
    /// </summary>
    public RSA PublicKey { get; }

    public override bool HasSameKeyAs(Recipient other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Name.HasSamePublicKeyAs(other.Name);
    }

    public override Recipient? NamedByKeyIdentifier() =>
        Name.CertificateKeyIdentifier is { } identifier ? new RsaRecipient(this, identifier) : null;

    public override string ToString() => Identifier.ToString();

    public static RsaRecipient Create(X509Certificate2 certificate)
    {
        RSA publicKey = ReadPublicKey(certificate);
        Debug.Assert(publicKey.KeySize <= MaxKeySizeInBits);
        return new RsaRecipient(certificate, publicKey);
    }

    internal override RecipientInfoWriter CreateRecipientInfoWriter(EnvelopeSuite suite) =>
        new KeyTransRecipientInfoWriter(this, suite.KeyTransport);

    private static RSA ReadPublicKey(X509Certificate2 certificate)
    {
        try
        {
            return certificate.GetRSAPublicKey()
                ?? throw new ArgumentException("The certificate holds no RSA key.", nameof(certificate));
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("The certificate's RSA key is malformed.", nameof(certificate), e);
        }
    }
}
