using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>Recipients that share a secret with the sender: --password and --kek.</summary>
internal static class SecretRecipients
{
    /// <exception cref="UsageException">A file cannot be read, or holds no such secret.</exception>
    public static Recipient ReadPassword(string path)
    {
        using Password password = Password.Read(path);
        return UsageException.Translate(() => Recipient.FromPassword(password.Letters), path);
    }

    /// <exception cref="UsageException">It is not ID=FILE, or the file holds no key.</exception>
    public static Recipient ReadKeyEncryptionKey(string idAndFile)
    {
        using KeyEncryptionKeyFile file = KeyEncryptionKeyFile.Read(idAndFile);
        return UsageException.Translate(() => Recipient.FromKeyEncryptionKey(file.Identifier, file.Key), "--kek");
    }
}
