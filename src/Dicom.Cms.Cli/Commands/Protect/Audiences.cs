using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>
/// Who gets what: all of --recipient, --password and --kek in one Item, and in one Item each those of --subset with the same LIST.
/// </summary>
internal static class Audiences
{
    /// <exception cref="UsageException">A LIST, a certificate or a secret that cannot be used.</exception>
    public static IEnumerable<(AttributeSet Attributes, IReadOnlyList<Recipient> Recipients)> Read(
        DeidentifierChoices choices, CertificateRules rules, List<string> warnings)
    {
        Recipient[] ofAll =
        [
            .. choices.Recipients.Select(path => RecipientFile.Read(path, rules, warnings)),
            .. choices.Passwords.Select(SecretRecipients.ReadPassword),
            .. choices.KeyEncryptionKeys.Select(SecretRecipients.ReadKeyEncryptionKey),
        ];
        if (ofAll.Length > 0) yield return (AttributeSet.AllProtected, ofAll);

        IEnumerable<IGrouping<string, (AttributeSet Attributes, string Path)>> subsets =
            choices.Subsets.Select(Split).GroupBy(pair => KeyOf(pair.Attributes));
        foreach (IGrouping<string, (AttributeSet Attributes, string Path)> subset in subsets)
            yield return (subset.First().Attributes, [.. subset.Select(pair => RecipientFile.Read(pair.Path, rules, warnings))]);
    }

    private static (AttributeSet Attributes, string Path) Split(string subset)
    {
        int equals = subset.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < subset.Length - 1
            ? (AttributeList.Read(subset[..equals], "--subset"), subset[(equals + 1)..])
            : throw new UsageException($"--subset {subset}: write LIST=CERT, such as PatientID,PatientBirthDate=trial.cert.pem");
    }

    // The same LIST in other words or another order is the same LIST.
    private static string KeyOf(AttributeSet attributes) => string.Join(',', attributes.Tags.Order());
}
