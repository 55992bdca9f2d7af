using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Which certificates are taken for recipients: --allow-expired and --trust.</summary>
internal sealed class CertificateRules : IDisposable
{
    private readonly X509Certificate2Collection? _trusted;

    private CertificateRules(bool allowsExpired, X509Certificate2Collection? trusted)
    {
        AllowsExpired = allowsExpired;
        _trusted = trusted;
    }

    public bool AllowsExpired { get; }

    /// <param name="allowsExpired">Whether the end of the validity period does not matter.</param>
    /// <param name="trustPath">Certificates of authorities, to one of which each recipient must chain; null to build no chain.</param>
    /// <exception cref="UsageException">The file cannot be read, or holds no root.</exception>
    public static CertificateRules Read(bool allowsExpired, string? trustPath)
    {
        if (trustPath is null) return new CertificateRules(allowsExpired, null);
        X509Certificate2Collection trusted = CertificateFile.Read(trustPath);
        CertificateRules rules = new(allowsExpired, trusted);
        if (trusted.Any(IsRoot)) return rules;
        rules.Dispose();
        throw new UsageException($"{trustPath}: holds no root, a certificate that issued itself");
    }

    /// <summary>What a recipient's certificate must satisfy.</summary>
    /// <param name="beside">What stands in the file with it, and may lead to a root.</param>
    public CertificatePolicy PolicyFor(X509Certificate2Collection beside)
    {
        CertificatePolicy policy = AllowsExpired ? CertificatePolicy.Default with { AllowExpired = true } : CertificatePolicy.Default;
        if (_trusted is null) return policy;

        // Nothing goes over the network: what is protected where and when is nobody's business.
        X509ChainPolicy chain = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        foreach (X509Certificate2 certificate in _trusted)
            (IsRoot(certificate) ? chain.CustomTrustStore : chain.ExtraStore).Add(certificate);
        chain.ExtraStore.AddRange(beside);
        return policy with { Chain = chain };
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _trusted ?? []) certificate.Dispose();
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
