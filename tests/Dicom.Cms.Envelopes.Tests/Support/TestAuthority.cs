using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>A certification authority: a root, an authority below it, and certificates of rsa2048 that it issues.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset s_from = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _intermediateWithKey;
    private byte _serial = 10;

    internal TestAuthority(string name)
    {
        CertificateRequest root = AuthorityRequest($"CN={name} Root", _rootKey);
        Root = root.CreateSelfSigned(s_from, s_from.AddYears(60));
        using X509Certificate2 issued = AuthorityRequest($"CN={name} Intermediate", _intermediateKey)
            .Create(Root, s_from, s_from.AddYears(55), [1, 2]);
        _intermediateWithKey = issued.CopyWithPrivateKey(_intermediateKey);
        Intermediate = X509CertificateLoader.LoadCertificate(issued.RawData);
    }

    internal X509Certificate2 Root { get; }

    internal X509Certificate2 Intermediate { get; }

    /// <summary>The end of what <see cref="Issue"/> issues.</summary>
    internal static DateTimeOffset End => s_from.AddYears(50);

    /// <summary>A certificate of rsa2048, valid from 2020 to 2070, with extensions besides.</summary>
    internal X509Certificate2 Issue(bool byIntermediate = false, params ReadOnlySpan<X509Extension> extensions)
    {
        var request = new CertificateRequest("CN=Recipient", TestKeys.Rsa(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        foreach (X509Extension extension in extensions)
            request.CertificateExtensions.Add(extension);
        X509Certificate2 issuer = byIntermediate ? _intermediateWithKey : Root;
        X509SignatureGenerator generator = X509SignatureGenerator.CreateForECDsa(byIntermediate ? _intermediateKey : _rootKey);
        return request.Create(issuer.SubjectName, generator, s_from, End, [1, _serial++]);
    }

    /// <summary>Trusts the root, asks nobody.</summary>
    internal X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(Root);
        return policy;
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
        _intermediateWithKey.Dispose();
        _rootKey.Dispose();
        _intermediateKey.Dispose();
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
