namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Files of other writers, read in place; where they are absent, nothing is tested.</summary>
public class InteropTests
{
    private const string Folder = "/work/shared/interop";

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
            if (line.Split('\t') is not [var file, "rsa2048", "restored", var reference])
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

        File.WriteAllLines(Path.Combine(Path.GetTempPath(), "envelope-outcomes.txt"), outcomes);
        outcomes.Should().NotBeEmpty();
    }
}
