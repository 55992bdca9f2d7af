using System.Security.Cryptography;

namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Files of other writers, read in place; where they are absent, nothing is tested.</summary>
public class InteropTests
{
    private const string Folder = "/work/shared/interop";

    // openssl cms -encrypt -binary -in hello.txt -outform DER -aes256 -recip rsa2048.cert.pem
    //   -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha384 -keyopt rsa_mgf1_md:sha1 -keyopt rsa_oaep_label:0a0b0c
    private const string LabelledOaep =
        "MIIBzgYJKoZIhvcNAQcDoIIBvzCCAbsCAQAxggF2MIIBcgIBADA3MB8xHTAbBgNVBAMMFGdkY20tZml4dHVyZSByc2EyMDQ4AhRo" +
        "0aFYpn29879Z1AosPTDloECUiDAwBgkqhkiG9w0BAQcwI6ANMAsGCWCGSAFlAwQCAqISMBAGCSqGSIb3DQEBCQQDCgsMBIIBAIEq" +
        "kWbTGkq2ilMSDiOQOorTiNSOf4ezi+oWSmfCJmQbBC6CPJzJzw/5ZMIUvUSFtsM4e1hc56LBC+npX64UMjNl+2efNaGrA2vzGNuJ" +
        "TytbdhT/nOKp93zlKZbH9+tSXpj08IKMwni1iU1gD1zma1tWntsK8i66qYib8xjLIhrGCzqaBbWmF3qVz7MuVy6N0S06YWmrIjDa" +
        "fkT3Cy4HS6Wezk/vupMULh0iWwZObe7UIdVGZX99L4yX+g0YxxkqsD1En+GvufHy7i473ywbYMy7Z2wCeTXe4u8oV4FhI+Hokjjo" +
        "FHv/4cBUyCklsMxsTYxCgO/hrnVXaBkLMRBYPhMwPAYJKoZIhvcNAQcBMB0GCWCGSAFlAwQBKgQQQg/dACgwo5d/JM2mtFk7qIAQ" +
        "Rzcv8IzR93Xzwkn8H83yYw==";

    [Fact]
    public async Task OpenAsync_OaepWithLabelAndTwoHashes_OpensThroughLibcrypto()
    {
        if (!Directory.Exists(Folder))
            return;

        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(Path.Combine(Folder, "rsa2048.key.pem")));
        using RecipientKey key = RecipientKey.FromRsa(rsa);
        Envelope envelope = Envelope.Parse(Convert.FromBase64String(LabelledOaep));
        envelope.Recipients[0].KeyEncryption.Should().Be("RSAES-OAEP SHA-384, MGF1 SHA-1, with a label");

        EnvelopeOpening opening = await envelope.OpenAsync([key], EnvelopePolicy.OaepOnly);

        opening.ToString().Should().Be("Opened");
        opening.Content.Should().Equal("hello\n"u8.ToArray());
    }

    [Fact]
    public async Task OpenAsync_EveryCraftedFileThatIsToBeRestored_Opens()
    {
        if (!Directory.Exists(Folder))
            return;

        byte[] certificate = File.ReadAllBytes(Path.Combine(Folder, "rsa2048.cert.pem"));
        Recipient.FromEncodedCertificate(certificate).KeySizeInBits.Should().Be(2048);
        using RecipientKey withCertificate = RecipientKey.FromPkcs12(File.ReadAllBytes(Path.Combine(Folder, "rsa2048.p12")), "test");
        using RecipientKey withoutCertificate = RecipientKey.FromPem(File.ReadAllText(Path.Combine(Folder, "rsa2048.key.pem")));
        withoutCertificate.HasCertificate.Should().BeFalse();
        byte[] plain = File.ReadAllBytes(Path.Combine(Folder, "crafted", "plain.explicitLE.bin"));

        int opened = 0;
        foreach (string line in File.ReadLines(Path.Combine(Folder, "expected.tsv")))
        {
            if (line.Split('\t') is not [var file, "rsa2048", "restored", var reference] || !file.StartsWith("crafted/", StringComparison.Ordinal))
                continue;

            bool any = false;
            foreach (RecipientKey key in new[] { withCertificate, withoutCertificate })
            {
                string stem = Path.Combine(Folder, Path.ChangeExtension(file, null));
                foreach (string path in new[] { stem + ".p7", stem + ".1.p7" }.Where(File.Exists))
                {
                    Envelope envelope = Envelope.Parse(File.ReadAllBytes(path));
                    EnvelopeOpening opening = await envelope.OpenAsync([key], EnvelopePolicy.Default);
                    bool isForOther = envelope.Recipients is [{ Identifier: var name }] && name.Contains("rsa2048b", StringComparison.Ordinal);
                    opening.IsOpened.Should().Be(!isForOther, $"{path}: {opening}, {string.Join("; ", envelope.Recipients)}");
                    any |= opening.IsOpened;
                    if (opening.IsOpened && reference == "crafted/ORIGINAL.dcm" && !file.Contains("two-items", StringComparison.Ordinal) && !file.Contains("49-", StringComparison.Ordinal))
                        opening.Content.Should().Equal(plain, path);
                }
            }

            any.Should().BeTrue(file);
            opened++;
        }

        opened.Should().BeGreaterThan(25);
    }

    [Fact]
    public async Task OpenAsync_EveryOtherFile_EndsWithoutSurprise()
    {
        if (!Directory.Exists(Folder))
            return;

        using RecipientKey key = RecipientKey.FromPem(
            File.ReadAllText(Path.Combine(Folder, "rsa2048.key.pem")) + File.ReadAllText(Path.Combine(Folder, "rsa2048.cert.pem")));
        key.HasCertificate.Should().BeTrue();
        var outcomes = new List<string>();
        foreach (string path in Directory.EnumerateFiles(Folder, "*.p7", SearchOption.AllDirectories).Order())
        {
            try
            {
                Envelope envelope = Envelope.Parse(File.ReadAllBytes(path));
                EnvelopeOpening opening = await envelope.OpenAsync([key], EnvelopePolicy.Default);
                outcomes.Add($"{Path.GetFileName(path)}: {envelope.Kind} {envelope.ContentEncryption} [{string.Join("; ", envelope.Recipients)}] {opening}");
            }
            catch (EnvelopeFormatException e)
            {
                outcomes.Add($"{Path.GetFileName(path)}: {e.Message}");
            }
        }

        outcomes.Should().NotBeEmpty();
    }
}
