using System.Security.Cryptography;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>--key: a private RSA or EC key in PEM, DER or PKCS#12; --password; --kek.</summary>
internal static class KeyFile
{
    /// <exception cref="UsageException">It cannot be read, holds no private RSA or EC key, or its password is another.</exception>
    public static RecipientKey Read(string path, Password password)
    {
        try
        {
            return RecipientKey.FromFile(path, password.Letters);
        }
        catch (ArgumentException exception)
        {
            throw UsageException.From(exception); // It names the file.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {exception.Message}");
        }
        catch (CryptographicException)
        {
            throw new UsageException(password.IsGiven
                ? $"{path}: the password is wrong, or this is no private key in PEM, DER or PKCS#12"
                : $"{path}: no private key in PEM, DER or PKCS#12, or one that needs a --key-password");
        }
    }

    /// <exception cref="UsageException">It cannot be read, or holds no password.</exception>
    public static RecipientKey ReadPassword(string path)
    {
        using Password password = Password.Read(path);
        return UsageException.Translate(() => RecipientKey.FromPassword(password.Letters), path);
    }

    /// <exception cref="UsageException">It is not ID=FILE, or the file holds no key.</exception>
    public static RecipientKey ReadKeyEncryptionKey(string idAndFile)
    {
        using KeyEncryptionKeyFile file = KeyEncryptionKeyFile.Read(idAndFile);
        return UsageException.Translate(() => RecipientKey.FromKeyEncryptionKey(file.Identifier, file.Key), "--kek");
    }
}
