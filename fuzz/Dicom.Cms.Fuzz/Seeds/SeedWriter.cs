using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Fuzz;

/// <summary>Protects the objects of Seeds/objects: the files of Seeds/protected.</summary>
internal static class SeedWriter
{
    public static void Write(string folder)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(SeedFiles.ReadText("keys/rsa2048.cert.pem"));
        Directory.CreateDirectory(folder);
        EnvelopeSuite[] suites = [EnvelopeSuite.Authenticated, EnvelopeSuite.Oaep, EnvelopeSuite.Conformant];
        int written = 0;
        foreach ((string name, byte[] bytes) in SeedFiles.ReadNamed(".dcm", "objects"))
        {
            using Deidentifier deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic)
                .Encrypt(AttributeSet.AllProtected).For(Recipient.FromCertificate(certificate))
                .With(suites[written++ % suites.Length])
                .WithPseudonymKey(PseudonymKey.FromBytes(new byte[PseudonymKey.Length]))
                .Build();
            using MemoryStream output = new();
            deidentifier.Protect(new MemoryStream(bytes), output);
            File.WriteAllBytes(Path.Combine(folder, name), output.ToArray());
        }

        Console.WriteLine($"{written} objects protected");
    }
}
