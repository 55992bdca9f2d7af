namespace Dicom.Cms.Cli;

/// <summary>The options that say which certificates are taken for recipients: `protect` and `rewrap` have them in common.</summary>
internal static class CertificateOptions
{
    public const string AllowExpired = "--allow-expired";

    public const string AllowExpiredHelp = "Takes certificates whose validity period is over.";

    public const string Trust = "--trust";

    public const string TrustHelp =
        "Certificates of authorities, in PEM: takes only certificates that chain to a root among them. Revocation is not checked.";
}
