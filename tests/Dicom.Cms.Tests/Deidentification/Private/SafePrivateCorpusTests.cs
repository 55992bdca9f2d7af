using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>Real files under the options: whatever is kept or cleaned, the original comes back.</summary>
public sealed class SafePrivateCorpusTests
{
    private const ProfileOptions Compatible =
        ProfileOptions.RetainSafePrivate | ProfileOptions.RetainUids | ProfileOptions.RetainDeviceIdentity
            | ProfileOptions.RetainInstitutionIdentity | ProfileOptions.RetainPatientCharacteristics
            | ProfileOptions.RetainLongitudinalModifiedDates | ProfileOptions.CleanDescriptors
            | ProfileOptions.CleanStructuredContent | ProfileOptions.CleanGraphics;

    [SharedFact]
    public void Recover_EveryFileUnderRetainSafePrivate_GivesTheOriginal() => RequireOriginals(ProfileOptions.RetainSafePrivate);

    [SharedFact]
    public void Recover_EveryFileUnderCleanStructuredContent_GivesTheOriginal() => RequireOriginals(ProfileOptions.CleanStructuredContent);

    [SharedFact]
    public void Recover_EveryFileUnderAllCompatibleOptions_GivesTheOriginal() => RequireOriginals(Compatible);

    private static void RequireOriginals(ProfileOptions options)
    {
        using RSA rsa = RSA.Create(2048);
        CertificateRequest request = new("CN=corpus", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic with { Options = options })
            .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(certificate)).Build();
        Reidentifier reidentifier = Reidentifier.WithKeys(key);

        string[] paths = [.. SharedFolder.FilesOf("corpus").Where(path => !path.Contains("DICOMDIR", StringComparison.Ordinal))];
        foreach (string path in paths)
        {
            byte[] original = File.ReadAllBytes(path);
            using MemoryStream output = new(), recovered = new();
            deidentifier.Protect(new MemoryStream(original), output);
            output.Position = 0;
            RecoveryResult result = reidentifier.Recover(output, recovered);

            string because = Path.GetFileName(path);
            result.IsOriginal.Should().BeTrue(because);
            using DicomObject file = DicomObject.Read(original);
            // Else the data set, by its digest.
            if (!file.IsDeflated) recovered.ToArray().AsSpan().SequenceEqual(original).Should().BeTrue(because);
        }

        paths.Should().HaveCountGreaterThan(250);
    }
}
