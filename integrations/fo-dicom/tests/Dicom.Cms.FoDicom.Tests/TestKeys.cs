using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.FoDicom.Tests;

/// <summary>Two recipients, made once: an archive that gets everything, a trial that gets two Attributes.</summary>
internal static class TestKeys
{
    public static X509Certificate2 Archive { get; } = CreateCertificate("CN=Archive");

    public static X509Certificate2 Trial { get; } = CreateCertificate("CN=Trial");

    public static RecipientKey ArchiveKey { get; } = RecipientKey.FromCertificate(Archive);

    public static RecipientKey TrialKey { get; } = RecipientKey.FromCertificate(Trial);

    public static Deidentifier ForArchive { get; } = Deidentifier
        .WithProfile(ConfidentialityProfile.Basic)
        .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(Archive))
        .Build();

    public static Reidentifier ByArchive { get; } = Reidentifier.WithKeys(ArchiveKey);

    public static string PrivateKeyOf(X509Certificate2 certificate)
    {
        using RSA rsa = certificate.GetRSAPrivateKey()!;
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private static X509Certificate2 CreateCertificate(string subject)
    {
        using RSA rsa = RSA.Create(2048);
        CertificateRequest request = new(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2046, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
