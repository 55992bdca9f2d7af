using System.Security.Cryptography;
using System.Text;

namespace Dicom.Cms.Cli;

/// <summary>BASE.cert.pem and BASE.key.pem. Each appears complete or not at all, the key first, and readable by its owner alone.</summary>
internal sealed class CertificateFiles
{
    private readonly bool _overwrites;

    /// <exception cref="UsageException">One of the two exists and is not to be replaced.</exception>
    public CertificateFiles(string basePath, bool overwrites)
    {
        (CertificatePath, KeyPath, _overwrites) = ($"{basePath}.cert.pem", $"{basePath}.key.pem", overwrites);
        foreach (string path in new[] { CertificatePath, KeyPath })
        {
            if (Directory.Exists(path) || (!overwrites && File.Exists(path)))
                throw new UsageException($"{path}: exists; nothing was written");
        }
    }

    public string CertificatePath { get; }

    public string KeyPath { get; }

    /// <exception cref="UsageException">They cannot be written there.</exception>
    public void Write(NewCertificate made, Password password)
    {
        char[] key = made.ExportKey(password);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(KeyPath))!);
            WriteFile(KeyPath, key, holdsSecret: true);
            WriteFile(CertificatePath, made.ExportCertificate(), holdsSecret: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(exception.Message);
        }
        finally
        {
            key.AsSpan().Clear();
        }
    }

    private void WriteFile(string path, ReadOnlySpan<char> pem, bool holdsSecret)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(pem.Length + 1, pinned: true); // PEM is ASCII.
        try
        {
            Encoding.ASCII.GetBytes(pem, bytes);
            bytes[^1] = (byte)'\n';
            AtomicFile.Write(path, bytes, holdsSecret, _overwrites);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
