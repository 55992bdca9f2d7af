using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Tests;

/// <summary>Keys of the folder Keys, read once: to make RSA keys takes longer than every test that uses one.</summary>
internal static class RecoveryKeys
{
    /// <summary>The default but for the day the tests run on.</summary>
    private static readonly CertificatePolicy AtAnyTime = CertificatePolicy.Default with { AllowExpired = true, AllowNotYetValid = true };

    private static readonly Dictionary<string, Lazy<X509Certificate2>> Certificates = new[] { "rsa2048", "rsa2048b", "rsa3072", "rsa4096" }
        .ToDictionary(name => name, name => new Lazy<X509Certificate2>(() =>
            X509Certificate2.CreateFromPemFile(PathOf($"{name}.cert.pem"), PathOf($"{name}.key.pem"))));

    public static X509Certificate2 ArchiveCertificate => Certificates["rsa2048"].Value;

    public static Recipient Archive { get; } = Recipient.FromCertificate(ArchiveCertificate, AtAnyTime);

    public static RecipientKey ArchiveKey { get; } = Named("rsa2048");

    public static Recipient Trial { get; } = Recipient.FromCertificate(Certificates["rsa2048b"].Value, AtAnyTime);

    public static RecipientKey TrialKey { get; } = Named("rsa2048b");

    public static Recipient Registry { get; } = Recipient.FromCertificate(Certificates["rsa3072"].Value, AtAnyTime);

    public static RecipientKey RegistryKey { get; } = Named("rsa3072");

    /// <summary>The key of a file, under the name of its certificate.</summary>
    public static RecipientKey Named(string name) => RecipientKey.FromCertificate(Certificates[name].Value);

    /// <summary>The key of a file alone, which nobody told the name of its certificate.</summary>
    public static RecipientKey Nameless(string name) => RecipientKey.FromPem(File.ReadAllText(PathOf($"{name}.key.pem")));

    private static string PathOf(string file) => Path.Combine(ReadmeFolder.RepositoryRoot, "tests", "Dicom.Cms.Tests", "Keys", file);
}
