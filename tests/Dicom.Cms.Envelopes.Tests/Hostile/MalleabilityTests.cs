namespace Dicom.Cms.Envelopes.Tests;

/// <summary>Whatever is changed: the same content, no content, or <see cref="EnvelopeFormatException"/>.</summary>
public sealed class MalleabilityTests
{
    private const int Seed = 20261121, Rounds = 20_000;

    public static TheoryData<string> GcmFiles =>
        ["crafted/05-aes256gcm-pkcs1-authenveloped.p7", "crafted/06-aes256gcm-oaep-sha256.p7", "oaep/gcm-sha256-mgf1sha1.p7"];

    [Theory]
    [MemberData(nameof(GcmFiles))]
    public void OpenAsync_AnyOctetOfGcmChanged_NeverGivesOtherContent(string file)
    {
        byte[] encoded = Vectors.Read(file);
        byte[] content = TestKeys.Key().Open(encoded).Content!;
        int opened = 0;
        for (int i = 0; i < encoded.Length; i++)
        {
            foreach (byte difference in new byte[] { 0x01, 0x80 })
            {
                byte[] changed = [.. encoded];
                changed[i] ^= difference;
                string because = $"{file}, octet {i} changed by {difference:x2}";
                if (Opening.TryParse(changed) is not { } envelope)
                    continue;

                // AuthenticatedOnly, for a flipped bit makes AES-CBC of AES-GCM, and nothing vouches for the algorithm.
                EnvelopeOpening opening = Opening.Open([TestKeys.Key()], envelope, EnvelopePolicy.AuthenticatedOnly);
                if (!opening.IsOpened)
                    continue;

                opened++;
                opening.ShouldBeOpenedAs(content, because);
                opening.IsAuthenticated.Should().BeTrue(because);
            }
        }

        // contentType, the version of the ktri and such: nothing authenticates them, and nothing depends on them.
        opened.Should().BeInRange(1, 30);
    }

    [Theory]
    [MemberData(nameof(GcmFiles))]
    public void OpenAsync_AnyOctetOfGcmChangedUnderTheDefaultPolicy_NeverGivesOtherContent(string file)
    {
        byte[] encoded = Vectors.Read(file);
        byte[] content = TestKeys.Key().Open(encoded).Content!;
        for (int i = 0; i < encoded.Length; i++)
        {
            byte[] changed = [.. encoded];
            changed[i] ^= (byte)(1 << (i % 8));
            if (Opening.TryParse(changed) is { } envelope && Opening.Open([TestKeys.BareKey()], envelope) is { IsOpened: true } opening)
                opening.ShouldBeOpenedAs(content, $"{file}, octet {i}");
        }
    }

    [Fact]
    public void OpenAsync_RandomMutations_ThrowNothingElseAndDescribeThemselves()
    {
        string[] files = [.. Vectors.EnvelopeFiles()];
        byte[][] originals = [.. files.Select(Vectors.Read)];
        byte[] interesting =
            [0x00, 0x01, 0x7F, 0x80, 0x81, 0x84, 0xFF, 0x30, 0x31, 0x04, 0x24, 0xA0, 0xA1, 0xA4, 0x1F, 0x05, 0x06, (byte)'-', (byte)'\n'];
        var random = new Random(Seed);
        RecipientKey[] keys = [TestKeys.Key(), TestKeys.BareKey()];
        var ends = new Dictionary<string, int>();
        for (int round = 0; round < Rounds; round++)
        {
            int pick = random.Next(files.Length);
            byte[] mutated = Mutate(originals[pick], originals[random.Next(files.Length)], interesting, random);
            string because = $"seed {Seed}, round {round}: {files[pick]}";
            string end;
            try
            {
                Envelope envelope = Envelope.Parse(mutated);
                foreach (RecipientInfo recipient in envelope.Recipients)
                    CheckText(recipient.ToString(), because);
                CheckText($"{envelope.ContentEncryption} {envelope.ContentType} {envelope.Version}", because);
                EnvelopeOpening opening = Opening.Open([keys[round & 1]], envelope);
                CheckText(opening.ToString(), because);
                end = opening.Status.ToString();
            }
            catch (EnvelopeFormatException e)
            {
                CheckText(e.Message, because);
                end = "malformed";
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"{because}: {Convert.ToHexString(mutated)}", e);
            }

            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        ends.Should().HaveCount(5, "the mutations reach every end, not only the parser's: {0}", string.Join(", ", ends));
    }

    private static void CheckText(string text, string because)
    {
        if (text.Length is 0 or > 5000 || text.Any(char.IsControl))
            Assert.Fail($"{because}: {text.Length} characters: {text}");
    }

    private static byte[] Mutate(byte[] original, byte[] other, byte[] interesting, Random random)
    {
        List<byte> octets = [.. original];
        for (int count = random.Next(1, 4); count > 0 && octets.Count > 0; count--)
        {
            int at = random.Next(random.Next(2) == 0 ? Math.Min(octets.Count, 80) : octets.Count);
            int length = Math.Min(random.Next(1, 24), octets.Count - at);
            switch (random.Next(7))
            {
                case 0 or 1:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 or 3:
                    octets[at] = interesting[random.Next(interesting.Length)];
                    break;
                case 4:
                    octets.RemoveRange(at, length);
                    break;
                case 5:
                    octets.InsertRange(at, octets.GetRange(at, length));
                    break;
                default:
                    int from = random.Next(other.Length);
                    octets.InsertRange(at, other.AsSpan(from, Math.Min(length, other.Length - from)).ToArray());
                    break;
            }
        }

        return [.. octets];
    }
}
