using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dicom.Cms.Envelopes;

public partial class RecipientKey
{
    /// <summary>
    /// Reads a private RSA or EC key from a file: PEM, as <see cref="FromPem"/> reads it, the same in DER, or PKCS#12, as
    /// <see cref="FromPkcs12"/> reads it. The content says which of them it is.
    /// </summary>
    /// <param name="path">A file of at most 1 MiB.</param>
    /// <param name="password">The password of an encrypted key or of a PKCS#12 file; empty for none.</param>
    /// <param name="certificatePath">
    /// A file with the certificate of the key, in DER or PEM; null for none, or for one in the first file. Without a certificate, a key
    /// does not know the name that envelopes use, and is tried on what could be its own.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A file does not contain what it should, the key needs a password, or the certificate belongs to another key. The message names the
    /// file and the reason, nothing of its content.
    /// </exception>
    /// <exception cref="CryptographicException">The password is wrong, or the file is broken. The message names the file.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static RecipientKey FromFile(string path, ReadOnlySpan<char> password = default, string? certificatePath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (certificatePath is null) return ReadKey(path, password);

        ArgumentException.ThrowIfNullOrEmpty(certificatePath);
        using RecipientKey key = ReadKey(path, password);
        using SecretFile file = SecretFile.Read(certificatePath);
        using X509Certificate2 certificate = EncodedCertificate.ReadOne(file);
        try
        {
            return key.WithCertificate(certificate);
        }
        catch (ArgumentException e)
        {
            throw file.Refuse(e);
        }
    }

    private static RecipientKey ReadKey(string path, ReadOnlySpan<char> password)
    {
        using SecretFile file = SecretFile.Read(path);
        try
        {
            if (file.IsPem) return ReadPem(file.Decode(), password);
            return DerPrivateKey.LabelOf(file.Octets) is { } label
                ? ReadPem(DerPrivateKey.ToPem(label, file.Octets), password)
                : FromPkcs12(file.Octets, password);
        }
        catch (ArgumentException e) when (e.ParamName is not null)
        {
            throw file.Refuse(e);
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException(
                password.IsEmpty
                    ? $"{path}: no private key in PEM, DER or PKCS#12, or one that needs a password"
                    : $"{path}: the password is wrong, or this is no private key in PEM, DER or PKCS#12",
                e);
        }
    }

    /// <param name="text">The key, which is cleared.</param>
    /// <param name="password">Its password.</param>
    private static RecipientKey ReadPem(char[] text, ReadOnlySpan<char> password)
    {
        try
        {
            return FromPem(text, password);
        }
        finally
        {
            text.AsSpan().Clear();
        }
    }
}
