using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>--escrow: who must be among the recipients.</summary>
internal static class EscrowOption
{
    public const string Name = "--escrow";

    public const string Help =
        "Who must be able to restore the original: a certificate. It is not added by this; "
        + "without it among the recipients nothing is done. Repeatable.";

    /// <exception cref="UsageException">A certificate that cannot be used.</exception>
    public static IReadOnlyList<Recipient> Read(IReadOnlyList<string> paths, CertificateRules rules, List<string> warnings)
    {
        List<string> known = []; // Most of them were said already when the same file was read as a recipient.
        Recipient[] escrows = [.. paths.Select(path => RecipientFile.Read(path, rules, known))];
        warnings.AddRange(known.Except(warnings));
        return escrows;
    }
}
