using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>The keys of a run, each under the certificates that belong to it, found by their public keys.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly List<RecipientKey> _loaded = [];
    private readonly List<RecipientKey> _certified = [];
    private readonly HashSet<RecipientKey> _superseded = [];

    private KeyRing()
    {
    }

    /// <summary>A key that came without a certificate counts only where none was named for it.</summary>
    public IReadOnlyList<RecipientKey> Keys => [.. _certified, .. _loaded.Where(key => !_superseded.Contains(key))];

    /// <exception cref="UsageException">There is no key, or a file that cannot be used.</exception>
    public static KeyRing Load(IReadOnlyList<string> keyPaths, string? passwordPath, IReadOnlyList<string> certificatePaths, List<string> warnings)
    {
        if (keyPaths.Count == 0) throw new UsageException("recovery needs a private key: name a --key");
        using Password password = Password.Read(passwordPath);
        KeyRing ring = new();
        try
        {
            foreach (string path in keyPaths) ring._loaded.Add(KeyFile.Read(path, password));
            foreach (string path in certificatePaths)
            {
                if (!ring.AddCertificates(path, password)) warnings.Add($"{path}: the certificate belongs to none of the keys");
            }

            return ring;
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (RecipientKey key in _loaded.Concat(_certified)) key.Dispose();
    }

    private bool AddCertificates(string path, Password password)
    {
        bool fits = false;
        X509Certificate2Collection certificates = CertificateFile.Read(path, password);
        foreach (X509Certificate2 certificate in certificates)
        {
            using (certificate)
            {
                foreach (RecipientKey key in _loaded.Where(key => key.Matches(certificate)))
                {
                    fits = true;
                    _certified.Add(key.WithCertificate(certificate));
                    if (!key.HasCertificate) _superseded.Add(key);
                }
            }
        }

        return fits;
    }
}
