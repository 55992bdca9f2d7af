using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Benchmarks;

/// <summary>
/// What the time of a failed opening tells of the RSAES-PKCS1-v1_5 padding (RFC 3218): openings of envelopes whose padding is right and
/// of others whose padding is wrong, in turns of random order, all of them with the same answer.
/// </summary>
internal static class KeyTransportTiming
{
    /// <summary>Openings of each kind.</summary>
    public const int DefaultSamples = 10_000;

    private const int WarmUps = 500, Variants = 64, KeyLength = 32, ModulusLength = 256, Resamples = 2_000;

    /// <summary>Measures, and writes a table.</summary>
    /// <param name="samples">Openings of each kind.</param>
    /// <param name="output">Where the table goes.</param>
    public static async Task MeasureAsync(int samples, TextWriter output)
    {
        using RSA rsa = RSA.Create(ModulusLength * 8);
        CertificateRequest request = new("CN=timing", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using RecipientKey key = RecipientKey.FromCertificate(certificate);
        byte[] template = new EnvelopeWriter(EnvelopeSuite.Conformant, [Recipient.FromCertificate(certificate)]).Write(new byte[4096]);

        // The two that an attacker compares, a third that names what the length of the key tells, and a control: the first kind again.
        Kind[] kinds =
        [
            new("right padding, a key that is wrong", samples, () =>
                Replace(template, rsa.Encrypt(RandomNumberGenerator.GetBytes(KeyLength), RSAEncryptionPadding.Pkcs1))),
            new("wrong padding", samples, () => Replace(template, RandomCiphertext())),
            new("right padding, a key of 24 octets", samples, () =>
                Replace(template, rsa.Encrypt(RandomNumberGenerator.GetBytes(24), RSAEncryptionPadding.Pkcs1))),
            new("right padding again (control)", samples, () =>
                Replace(template, rsa.Encrypt(RandomNumberGenerator.GetBytes(KeyLength), RSAEncryptionPadding.Pkcs1))),
        ];

        int[] order = [.. Enumerable.Range(0, kinds.Length)];
        for (int round = -WarmUps; round < samples; round++)
        {
            RandomNumberGenerator.Shuffle(order.AsSpan());
            foreach (int i in order) await kinds[i].OpenAsync(key, round).ConfigureAwait(false);
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples} interleaved openings of each kind; RSA-2048, AES-256-CBC over 4 KiB; "
            + $".NET {Environment.Version}; {RandomCiphertext().Length * 8} random bits as wrong padding")).ConfigureAwait(false);
        await output.WriteLineAsync("| kind | median, us | 95 % of differences of medians from the first, us | answers |")
            .ConfigureAwait(false);
        await output.WriteLineAsync("|---|---|---|---|").ConfigureAwait(false);
        foreach (Kind kind in kinds)
        {
            (double low, double high) = Difference(kinds[0].Microseconds, kind.Microseconds);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind.Name} | {Median(kind.Microseconds):F2} | {low:F2} to {high:F2} | {kind.Answers} |")).ConfigureAwait(false);
        }
    }

    /// <summary>The envelope with another encryptedKey: the only OCTET STRING of 256 octets before the content.</summary>
    private static byte[] Replace(byte[] template, byte[] encryptedKey)
    {
        int at = template.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x04, 0x82, 0x01, 0x00]);
        byte[] replaced = [.. template];
        encryptedKey.CopyTo(replaced, at + 4);
        return replaced;
    }

    /// <summary>A number below any modulus of that length; its padding is right once in some 2^17.</summary>
    private static byte[] RandomCiphertext() => [0, .. RandomNumberGenerator.GetBytes(ModulusLength - 1)];

    private static double Median(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    /// <summary>The middle 95 % of the differences of medians of resampled measurements (bootstrap).</summary>
    private static (double Low, double High) Difference(double[] first, double[] second)
    {
        double[] differences = new double[Resamples], resampled = new double[first.Length];
        for (int i = 0; i < Resamples; i++) differences[i] = Resample(second, resampled) - Resample(first, resampled);
        Array.Sort(differences);
        return (differences[Resamples / 40], differences[Resamples - 1 - (Resamples / 40)]);
    }

    private static double Resample(double[] values, double[] resampled)
    {
        for (int i = 0; i < resampled.Length; i++) resampled[i] = values[Random.Shared.Next(values.Length)];
        Array.Sort(resampled);
        return resampled[resampled.Length / 2];
    }

    /// <summary>Openings of one kind, and what they took.</summary>
    private sealed class Kind(string name, int samples, Func<byte[]> create)
    {
        private readonly Envelope[] _variants = [.. Enumerable.Range(0, Variants).Select(_ => Envelope.Parse(create()))];
        private readonly HashSet<EnvelopeOpeningStatus> _answers = [];

        public string Name => name;

        public double[] Microseconds { get; } = new double[samples];

        public string Answers => string.Join(", ", _answers);

        public async Task OpenAsync(RecipientKey key, int round)
        {
            Envelope envelope = _variants[RandomNumberGenerator.GetInt32(Variants)];
            long start = Stopwatch.GetTimestamp();
            EnvelopeOpening opening = await envelope.OpenAsync([key], EnvelopePolicy.Default).ConfigureAwait(false);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            _answers.Add(opening.Status);
            if (round >= 0) Microseconds[round] = elapsed.TotalMicroseconds;
        }
    }
}
