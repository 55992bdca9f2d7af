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
    public static KeyRing Load(KeyFiles files, List<string> warnings)
    {
        if (files.LacksPrivateKey) throw new UsageException("--certificate and --key-password go with a --key");
        if (files.HasNoKey) throw new UsageException("recovery needs a key: name a --key, --password or --kek");
        using Password password = Password.Read(files.KeyPassword);
        KeyRing ring = new();
        try
        {
            foreach (string path in files.Keys) ring._loaded.Add(KeyFile.Read(path, password));
            foreach (string path in files.Passwords) ring._loaded.Add(KeyFile.ReadPassword(path));
            foreach (string idAndFile in files.KeyEncryptionKeys) ring._loaded.Add(KeyFile.ReadKeyEncryptionKey(idAndFile));
            foreach (string path in files.Certificates)
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
